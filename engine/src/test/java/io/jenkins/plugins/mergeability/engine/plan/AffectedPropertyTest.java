package io.jenkins.plugins.mergeability.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.lockfiles.LockChange;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockTexts;
import io.jenkins.plugins.mergeability.engine.map.Affects;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentFiles;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobInputs;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class AffectedPropertyTest {

    private static final int COMPONENTS = 7;
    private static final List<String> LOCK_FILES =
            List.of("Cargo.lock", "package-lock.json", "c1/package-lock.json", "pnpm-lock.yaml", "c2/yarn.lock");
    private static final List<String> PATHS = List.of(
            "c0/a",
            "c0/b.md",
            "c1/a",
            "c1/x/y",
            "c2/a",
            "c3/a",
            "c3/c",
            "c4/a",
            "c5/z",
            "c6/a",
            "shared/v",
            "README.md",
            "Makefile",
            "c1/c2/q");

    @Property
    void shouldAffectMoreForMorePaths(
            @ForAll("maps") ComponentMap map, @ForAll("paths") List<String> some, @ForAll("paths") List<String> more) {
        Set<String> union = new TreeSet<>(some);
        union.addAll(more);

        assertThat(affected(map, union)).containsAll(affected(map, new TreeSet<>(some)));
    }

    @Property
    void shouldAffectWhatDependsOnChangedContentWithAllItsJobs(
            @ForAll("maps") ComponentMap map, @ForAll("paths") List<String> paths) {
        Affected affected = by(map, new TreeSet<>(paths));

        for (Component component : map.components().values()) {
            for (String dependency : component.dependsOn()) {
                Component built = map.components().get(dependency);
                if (affected.reasons(dependency).stream().anyMatch(reason -> isContent(reason, built))) {
                    assertThat(affected.reasons(component.name()))
                            .contains(Reason.of(Reason.Kind.DEPENDS_ON, dependency));
                    assertThat(affected.jobs()).containsAll(Affected.keys(component));
                }
            }
        }
    }

    /** Whether a reason says that the content of a component has changed; `inputs.only` and a job that depends on another component reach beyond it. */
    private static boolean isContent(Reason reason, Component component) {
        return reason.kind() == Reason.Kind.UNCLAIMED
                || reason.kind() == Reason.Kind.AFFECTED_BY
                || reason.kind() == Reason.Kind.DEPENDS_ON
                        && component.dependsOn().contains(reason.subject());
    }

    @Property
    void shouldNotDependOnTheOrderOfPaths(
            @ForAll("maps") ComponentMap map, @ForAll("paths") List<String> paths, @ForAll Random random) {
        List<String> shuffled = new ArrayList<>(new TreeSet<>(paths));
        Collections.shuffle(shuffled, random);

        assertThat(by(map, shuffled).reasons().keySet()).isEqualTo(affected(map, new TreeSet<>(paths)));
    }

    @Property
    void shouldGiveEachAffectedComponentAChainThatEndsInAChange(
            @ForAll("maps") ComponentMap map, @ForAll("paths") List<String> paths) {
        Affected affected = by(map, new TreeSet<>(paths));

        affected.reasons().forEach((name, reasons) -> {
            assertThat(reasons).as(name).isNotEmpty().isSorted();
            for (Reason reason : reasons) {
                if (reason.kind().leadsOn()) {
                    assertThat(affected.reasons()).containsKey(reason.subject());
                }
            }
        });
    }

    /** What makes proofs sound, and no more is built than has to be: the two notions of "reached by" are one. */
    @Property(tries = 2000)
    void shouldAffectAJobExactlyIfItsHashDiffers(
            @ForAll("maps") ComponentMap map, @ForAll("trees") Tree before, @ForAll("trees") Tree after) {
        Affected affected = by(map, new TreeSet<>(before.difference(after)), locks(map, before, after));

        assertThat(affected.jobs()).isEqualTo(changedHashes(map, before, map, after));
        Statistics.label("jobs affected")
                .collect(share(affected.jobs().size(), Affected.jobs(map).size()))
                .coverage(checker -> {
                    checker.check("some").percentage(percent -> percent > 15);
                    checker.check("all").percentage(percent -> percent > 15);
                });
    }

    /** The same with another map at the base, whose components, edges, jobs, needs and globs may be other ones, and a second base. */
    @Property(tries = 2000)
    void shouldAffectAJobExactlyIfItsHashDiffersFromThatOfABase(
            @ForAll("maps") ComponentMap older,
            @ForAll("maps") ComponentMap newer,
            @ForAll("trees") Tree before,
            @ForAll("trees") Tree other,
            @ForAll("trees") Tree after,
            @ForAll Random random) {
        ComponentMap map = random.nextBoolean() ? mixed(older, newer, random) : newer;
        boolean two = random.nextInt(4) == 0;
        ComponentMap second = random.nextBoolean() ? map : older;
        Set<String> paths = new TreeSet<>(before.difference(after));
        List<MapFiles> named = new ArrayList<>(List.of(MapFiles.of(older)));
        List<BaseState> bases = new ArrayList<>(List.of(new BaseState(older, before.contents(older))));
        Set<JobKey> expected = changedHashes(older, before, map, after);
        Map<Integer, LockChange> locks = new TreeMap<>(locks(map, before, after));
        if (two) {
            locks(map, other, after).forEach((number, change) -> locks.merge(number, change, LockChange::and));
            paths.addAll(other.difference(after));
            named.add(MapFiles.of(second));
            bases.add(new BaseState(second, other.contents(second)));
            expected.addAll(changedHashes(second, other, map, after));
        }
        MapFiles files = MapFiles.of(map);
        PlanScope.Changed change = new PlanScope.Changed(
                ChangedFiles.of(map.components().keySet(), files, named, paths, "", locks, after.files()::containsKey),
                bases);
        InputHashes hashes = new InputHashes(map, after.contents(map), RunEnvironment.NONE);

        Affected affected = Affected.by(InputDifferences.of(map, change, hashes));

        assertThat(affected.jobs()).isEqualTo(expected);
        affected.reasons().forEach((name, reasons) -> {
            assertThat(reasons).as(name).isNotEmpty().isSorted();
            for (Reason reason : reasons) {
                if (reason.kind().leadsOn()) {
                    assertThat(affected.reasons()).containsKey(reason.subject());
                }
            }
        });
    }

    /** What `explain` lists is what the change of a path reaches. */
    @Property(tries = 200)
    void shouldListThePathsWhoseChangeAffectsAJob(@ForAll("maps") ComponentMap map) {
        MapFiles files = MapFiles.of(map);
        Map<JobRef, Set<String>> reaching = new TreeMap<>();
        for (String path : PATHS) {
            for (JobKey job : by(map, List.of(path)).jobs()) {
                reaching.computeIfAbsent(job.ref(), ref -> new TreeSet<>()).add(path);
            }
        }

        for (JobRef job : Affected.jobs(map)) {
            assertThat(InputPaths.of(map, files, job, PATHS))
                    .as("%s", job)
                    .containsExactlyInAnyOrderElementsOf(reaching.getOrDefault(job, Set.of()));
        }
    }

    /** Some components of the one, the others of the other map. */
    private static ComponentMap mixed(ComponentMap older, ComponentMap newer, Random random) {
        Map<String, Component> components = new TreeMap<>(newer.components());
        older.components().forEach((name, component) -> {
            boolean known = newer.components().keySet().containsAll(component.dependsOn())
                    && newer.components()
                            .keySet()
                            .containsAll(component.affects().components());
            boolean jobs = component.jobs().values().stream()
                    .allMatch(job -> newer.components()
                            .keySet()
                            .containsAll(job.settings().files().inputs().dependsOn()));
            boolean needs = component.jobs().values().stream()
                    .flatMap(job -> job.settings().neededJobs().stream())
                    .allMatch(need -> newer.components().containsKey(need.component())
                            && newer.components().get(need.component()).jobs().containsKey(need.job()));
            if (newer.components().containsKey(name) && known && jobs && needs && random.nextBoolean()) {
                components.put(name, component);
            }
        });
        return new ComponentMap(
                random.nextInt(4) == 0 ? newer.unmapped() : older.unmapped(),
                random.nextInt(4) == 0 ? newer.ignore() : older.ignore(),
                random.nextInt(4) == 0 ? newer.lockfiles() : older.lockfiles(),
                components,
                Map.of());
    }

    private static String share(int some, int all) {
        return some == 0 ? "none" : some == all ? "all" : "some";
    }

    private static Set<String> affected(ComponentMap map, Set<String> paths) {
        return by(map, paths).reasons().keySet();
    }

    private static Map<Integer, LockChange> locks(ComponentMap map, Tree before, Tree after) {
        MapFiles files = MapFiles.of(map);
        return after.locked(map, files).since(before.locked(map, files));
    }

    private static Affected by(ComponentMap map, Collection<String> paths) {
        return by(map, paths, Map.of());
    }

    private static Affected by(ComponentMap map, Collection<String> paths, Map<Integer, LockChange> locks) {
        InputHashes hashes = new InputHashes(map, new Tree(Map.of()).contents(map), RunEnvironment.NONE);
        return Affected.by(InputDifferences.of(map, Maps.changed(map, paths, "", locks), hashes));
    }

    private static Set<JobKey> changedHashes(ComponentMap older, Tree before, ComponentMap newer, Tree after) {
        Map<JobKey, InputHash> old = hashes(older, before);
        Set<JobKey> changed = new HashSet<>();
        hashes(newer, after).forEach((job, hash) -> {
            if (!hash.equals(old.get(job))) {
                changed.add(job);
            }
        });
        return changed;
    }

    private static Map<JobKey, InputHash> hashes(ComponentMap map, Tree tree) {
        return new InputHashes(map, tree.contents(map), RunEnvironment.NONE).of(Affected.jobs(map));
    }

    @Provide
    Arbitrary<List<String>> paths() {
        return Arbitraries.of(PATHS).list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<Tree> trees() {
        return Arbitraries.maps(Arbitraries.of(PATHS), Arbitraries.of("1", "2"))
                .ofMaxSize(PATHS.size())
                .flatMap(files -> Arbitraries.randomValue(random -> withLockFiles(files, random)));
    }

    /** A tree with lock files: whose entries change, come and go, and that cannot be read. */
    private static Tree withLockFiles(Map<String, String> files, Random random) {
        Map<String, String> all = new TreeMap<>(files);
        for (String path : LOCK_FILES) {
            if (random.nextInt(6) > 0) {
                all.put(path, random.nextInt(8) == 0 ? "?" : LockTexts.random(path, random));
            }
        }
        return new Tree(all);
    }

    @Provide
    Arbitrary<ComponentMap> maps() {
        Arbitrary<List<Component>> components = Arbitraries.randomValue(AffectedPropertyTest::components);
        Arbitrary<List<String>> ignore = Arbitraries.of(List.of(), List.of("**/*.md"), List.of("c3/**", "Makefile"));
        Arbitrary<List<String>> lockfiles = Arbitraries.of(LOCK_FILES).list().ofMaxSize(2);
        return Combinators.combine(components, ignore, Arbitraries.of(Unmapped.EVERYTHING, Unmapped.NOTHING), lockfiles)
                .as((list, ignored, unmapped, locked) -> {
                    ComponentMap map = Maps.map(unmapped, ignored, list.toArray(new Component[0]));
                    return new ComponentMap(unmapped, ignored, locked, map.components(), Map.of());
                });
    }

    private static List<Component> components(Random random) {
        List<Component> components = new ArrayList<>();
        int size = 1 + random.nextInt(COMPONENTS);
        for (int i = 0; i < size; i++) {
            List<String> dependsOn = new ArrayList<>();
            List<String> affects = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (random.nextInt(4) == 0) {
                    dependsOn.add("c" + j);
                }
                if (random.nextInt(6) == 0) {
                    affects.add("c" + j);
                }
            }
            List<String> paths = new ArrayList<>(List.of("c" + i + "/**"));
            if (random.nextInt(4) == 0) {
                paths.add("shared/**");
            }
            if (random.nextInt(4) == 0) {
                paths.add("**/c2/*");
            }
            Affects spread = random.nextInt(8) == 0 ? Affects.EVERYTHING : new Affects(false, affects);
            Component component = Maps.component("c" + i, paths, dependsOn, spread, jobs(components, i, size, random));
            components.add(new Component(
                    component.name(),
                    component.root(),
                    files(paths, i, random),
                    dependsOn,
                    spread,
                    component.jobs(),
                    component.position()));
        }
        return components;
    }

    private static ComponentFiles files(List<String> paths, int i, Random random) {
        List<List<String>> exports = List.of(List.of(), List.of("c" + i + "/a"), List.of("**/?", "!c1/x/**"));
        return new ComponentFiles(
                paths,
                random.nextInt(3) == 0 ? Optional.of(exports.get(random.nextInt(exports.size()))) : Optional.empty(),
                random.nextInt(6) > 0);
    }

    private static Job[] jobs(List<Component> before, int i, int components, Random random) {
        List<Job> jobs = new ArrayList<>();
        for (String name : List.of("build", "test")) {
            List<String> needs = new ArrayList<>();
            if (name.equals("test") && random.nextBoolean()) {
                needs.add("c" + i + "/build");
            }
            for (Component other : before) {
                if (random.nextInt(8) == 0) {
                    needs.add(other.name() + "/" + name);
                }
            }
            List<String> platforms = random.nextInt(4) == 0 ? List.of("linux", "mac") : List.of();
            Job job = Maps.job(
                    name, random.nextInt(4) == 0 ? "make" : "ls", When.CHANGE, platforms, needs.toArray(String[]::new));
            List<String> dependsOn = new ArrayList<>();
            for (int j = 0; j < components; j++) {
                if (j != i && random.nextInt(10) == 0) {
                    dependsOn.add("c" + j);
                }
            }
            boolean selects = random.nextInt(3) == 0;
            if (selects || !dependsOn.isEmpty()) {
                List<String> only = random.nextBoolean() ? List.of("a") : List.of("/shared/**", "x/**");
                job = new Job(
                        name,
                        job.block(),
                        Maps.with(
                                job.settings(),
                                new JobInputs(
                                        selects ? Optional.of(only) : Optional.empty(),
                                        List.of(),
                                        List.of(),
                                        dependsOn),
                                Optional.empty()),
                        job.position());
            }
            jobs.add(job);
        }
        return jobs.toArray(Job[]::new);
    }
}
