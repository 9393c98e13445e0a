package io.jenkins.plugins.mergeability.engine.map.write;

import io.jenkins.plugins.mergeability.engine.map.Affects;
import io.jenkins.plugins.mergeability.engine.map.BeforeDeploy;
import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.CachePolicy;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentFiles;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobFiles;
import io.jenkins.plugins.mergeability.engine.map.JobInputs;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.KeptFiles;
import io.jenkins.plugins.mergeability.engine.map.Need;
import io.jenkins.plugins.mergeability.engine.map.Parallel;
import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.Sequence;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.map.environments.ApprovalRule;
import io.jenkins.plugins.mergeability.engine.map.environments.FreezeWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Component maps of all shapes for properties: everything a map can say, with names that resolve and no cycles. */
public final class ComponentMaps {

    private static final List<String> TEXTS = List.of(
            "make",
            "make test",
            "a: b",
            "- x",
            "#x",
            "x #y",
            "null",
            "~",
            "true",
            "1.10",
            "0x1F",
            "*a",
            "&a",
            "!a",
            "|",
            ">",
            "%",
            "@",
            "`",
            "{a,b}",
            "[a]",
            "a,b",
            "'q'",
            "\"q\"",
            "\\",
            "<<",
            "=",
            "é日本😀",
            "a\nb\n",
            "a\nb",
            "\n a",
            "a\n\n",
            " lead",
            "trail ",
            "a\tb",
            "\u0007",
            "\u0085",
            "\u2028x",
            "\uFEFF",
            "? a",
            "-",
            "...",
            "---",
            "a:",
            ":a",
            "a\r\nb",
            "set -e\nif x; then\n  y\nfi\n",
            "x\n \ny",
            "x\n#y\n",
            "no",
            "1_000",
            "\u00a0",
            "$HOME",
            "a".repeat(9_000),
            "b c ".repeat(3_000) + "d",
            "line\n".repeat(50));

    private final Random random;

    private ComponentMaps(long seed) {
        random = new Random(seed);
    }

    static Arbitrary<ComponentMap> any() {
        return Arbitraries.longs().map(seed -> new ComponentMaps(seed).map());
    }

    public static ComponentMap of(long seed) {
        return new ComponentMaps(seed).map();
    }

    private ComponentMap map() {
        Map<String, Component> components = new TreeMap<>();
        List<JobRef> known = new ArrayList<>();
        Map<JobRef, JobSettings> settings = new LinkedHashMap<>();
        int size = 1 + random.nextInt(5);
        for (int i = 0; i < size; i++) {
            String name = pick(List.of("c", "p/c", "@s/c")) + i + pick(List.of("", ".x", "+y", "-z", "_"));
            Map<String, Job> jobs = new LinkedHashMap<>();
            for (int j = random.nextInt(4); j > 0; j--) {
                Job job = job(
                        pick(List.of("1", "a", "true", "b")) + j,
                        known,
                        settings,
                        some(new ArrayList<>(components.keySet())));
                jobs.put(job.name(), job);
                known.add(new JobRef(name, job.name()));
                settings.put(new JobRef(name, job.name()), job.settings());
            }
            List<String> before = some(new ArrayList<>(components.keySet()));
            Affects affects = random.nextInt(4) == 0
                    ? Affects.EVERYTHING
                    : new Affects(false, some(new ArrayList<>(components.keySet())));
            components.put(
                    name,
                    new Component(
                            name,
                            pick(List.of(".", name, "a b/c", "[x]", "dir/.hidden")),
                            new ComponentFiles(
                                    globs(),
                                    random.nextBoolean() ? Optional.of(globs()) : Optional.empty(),
                                    random.nextInt(4) > 0),
                            before,
                            affects,
                            jobs,
                            position()));
        }
        return new ComponentMap(
                pick(List.of(Unmapped.values())),
                globs(),
                some(List.of("package-lock.json", "a b/Cargo.lock", "#x")),
                components,
                environments(components));
    }

    private Map<String, Environment> environments(Map<String, Component> components) {
        Map<String, Environment> environments = new LinkedHashMap<>();
        Map<Boolean, Set<String>> before = Map.of(true, new TreeSet<>(), false, new TreeSet<>());
        for (String name : some(List.of("staging", "production", "1.0", "true"))) {
            boolean local = random.nextBoolean();
            Map<String, DeployDefinition> deploy = new TreeMap<>();
            for (Component component : components.values()) {
                for (Job job : component.jobs().values()) {
                    if (job.settings().files().hasOutputs()
                            && !deploy.containsKey(component.name())
                            && random.nextBoolean()) {
                        deploy.put(
                                component.name(),
                                new DeployDefinition(
                                        component.name(),
                                        job.name(),
                                        job.settings().allPlatforms() ? Optional.of("linux") : pick(job.platforms()),
                                        some(new ArrayList<>(deploy.keySet())),
                                        random.nextBoolean()
                                                ? Optional.empty()
                                                : Optional.of(new BeforeDeploy(
                                                        block(2, options(1)),
                                                        random.nextBoolean(),
                                                        random.nextBoolean())),
                                        block(2, BlockOptions.NONE),
                                        block(2, options(2)),
                                        position()));
                    }
                }
            }
            if (deploy.isEmpty()) {
                continue;
            }
            boolean soak = deploy.keySet().stream().anyMatch(before.get(local)::contains) && random.nextBoolean();
            environments.put(
                    name,
                    new Environment(
                            name,
                            local,
                            soak ? Duration.ofSeconds(1 + random.nextInt(100_000)) : Duration.ZERO,
                            local || random.nextBoolean()
                                    ? Optional.empty()
                                    : Optional.of(new ApprovalRule(
                                            some(List.of("group:ops", "alice")), 1, random.nextBoolean())),
                            some(List.of(
                                    FreezeWindow.parse("fri 16:00 - mon 06:00 Europe/Stockholm"),
                                    FreezeWindow.parse("wed 12:00 - wed 13:00 UTC"))),
                            deploy,
                            position()));
            before.get(local).addAll(deploy.keySet());
        }
        return environments;
    }

    private Job job(String name, List<JobRef> known, Map<JobRef, JobSettings> others, List<String> dependsOn) {
        When when = pick(List.of(When.values()));
        boolean all = random.nextInt(4) == 0;
        List<String> platforms = all ? List.of() : names();
        List<Need> needs = new ArrayList<>();
        for (JobRef ref : some(known)) {
            JobSettings other = others.get(ref);
            if (other.when().runsOn(when)) {
                needs.add(
                        other.allPlatforms() && !all
                                ? new Need(ref, Optional.of("linux"))
                                : need(ref, other.platforms(), platforms));
            }
        }
        JobSettings settings = random.nextInt(3) == 0
                ? JobSettings.NONE
                : new JobSettings(
                        needs,
                        platforms.isEmpty() && !all ? text() : Optional.empty(),
                        platforms,
                        all,
                        when,
                        duration(),
                        random.nextInt(11),
                        variables(true),
                        variables(false),
                        text(),
                        random.nextBoolean(),
                        globs(),
                        globs(),
                        number(),
                        Optional.ofNullable(random.nextBoolean() ? "limit-1" : null),
                        random.nextBoolean(),
                        directory(),
                        shell(),
                        files(dependsOn),
                        Optional.ofNullable(random.nextBoolean() ? pick(List.of(CachePolicy.values())) : null));
        Block block = block(3, BlockOptions.NONE);
        if (block instanceof Parallel parallel) {
            block = new Parallel(
                    parallel.branches(), parallel.failFast(), OptionalInt.empty(), BlockOptions.NONE, position());
        }
        return new Job(name, block, settings, position());
    }

    private Block block(int depth, BlockOptions options) {
        int kind = depth == 0 ? 0 : random.nextInt(4);
        if (kind < 2) {
            return new Command(pick(TEXTS), options, position());
        }
        List<Block> inner = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            inner.add(block(depth - 1, random.nextBoolean() ? BlockOptions.NONE : options(i)));
        }
        return kind == 2
                ? new Sequence(inner, options, position())
                : new Parallel(inner, random.nextBoolean(), number(), options, position());
    }

    private BlockOptions options(int i) {
        Optional<String> name =
                random.nextInt(3) == 0 ? Optional.empty() : Optional.of(pick(List.of("a", "b c", "<<", "ü", "1")) + i);
        return random.nextBoolean() && name.isPresent()
                ? BlockOptions.NONE.named(name.get())
                : new BlockOptions(
                        name,
                        duration(),
                        random.nextInt(3),
                        variables(true),
                        directory(),
                        shell(),
                        random.nextBoolean());
    }

    private List<String> globs() {
        return pick(List.of(
                List.of(),
                List.of("**"),
                List.of("a/**", "!a/*.md"),
                List.of("{a,b}/*.md", "x y", "\\!z"),
                List.of("*.java"),
                List.of("a".repeat(60) + "/*", "b".repeat(60))));
    }

    /** A need that names a platform where it has to, and sometimes where it may. */
    private Need need(JobRef ref, List<String> platforms, List<String> own) {
        boolean spreads = platforms.size() > 1 && (own.isEmpty() || !platforms.containsAll(own));
        boolean named = spreads || !platforms.isEmpty() && random.nextInt(3) == 0;
        return new Need(ref, named ? Optional.of(pick(platforms)) : Optional.empty());
    }

    private List<String> names() {
        return pick(List.of(List.of(), List.of("linux"), List.of("windows", "linux"), List.of("3.10", "true")));
    }

    private Map<String, String> variables(boolean mayBeEmpty) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            variables.put(
                    (mayBeEmpty ? "V" : "C") + i,
                    random.nextInt(5) == 0 && mayBeEmpty ? pick(List.of("", " ")) : pick(TEXTS));
        }
        return variables;
    }

    private Optional<String> text() {
        return random.nextBoolean() ? Optional.empty() : Optional.of(pick(TEXTS));
    }

    private Optional<String> directory() {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(pick(List.of(".", "a", "a/b", "-", ".x", "/", "/a/b")));
    }

    private JobFiles files(List<String> dependsOn) {
        if (random.nextBoolean()) {
            return JobFiles.DEFAULT;
        }
        JobInputs inputs = new JobInputs(
                random.nextBoolean() ? Optional.of(globs()) : Optional.empty(),
                List.copyOf(variables(true).keySet()),
                globs(),
                dependsOn);
        return new JobFiles(
                inputs,
                random.nextBoolean() ? Optional.of(globs()) : Optional.empty(),
                random.nextBoolean(),
                random.nextBoolean()
                        ? KeptFiles.NONE
                        : new KeptFiles(kept(), random.nextBoolean() ? List.of() : kept()),
                random.nextBoolean() ? List.of() : globs());
    }

    /** Globs of which none excludes, one at least. */
    private List<String> kept() {
        return List.of(pick(List.of("deps/**", "/a b/{x,y}", "*.cache")), "z/" + random.nextInt(9) + "/**");
    }

    private Optional<Shell> shell() {
        return random.nextBoolean() ? Optional.empty() : Optional.of(pick(List.of(Shell.values())));
    }

    private Optional<Duration> duration() {
        return random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofSeconds(1 + random.nextInt(2_592_000)));
    }

    private OptionalInt number() {
        return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(1_000));
    }

    private Position position() {
        return random.nextInt(9) == 0
                ? Position.NONE
                : new Position(1 + random.nextInt(100_000), 1 + random.nextInt(300));
    }

    private <T> List<T> some(List<T> all) {
        List<T> some = new ArrayList<>(all);
        some.removeIf(each -> random.nextInt(3) > 0);
        return some;
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
