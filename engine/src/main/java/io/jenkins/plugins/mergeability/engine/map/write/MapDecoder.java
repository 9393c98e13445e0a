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
import io.jenkins.plugins.mergeability.engine.map.MapLimits;
import io.jenkins.plugins.mergeability.engine.map.Need;
import io.jenkins.plugins.mergeability.engine.map.Parallel;
import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.Sequence;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.map.environments.ApprovalRule;
import io.jenkins.plugins.mergeability.engine.map.environments.FreezeWindow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Decodes the body of {@link MapCodec}'s form, the counterpart of {@link MapEncoder}. It checks every number against the
 * remaining content before it allocates anything, so malformed content costs no more than its length.
 */
final class MapDecoder {

    private static final Shell[] SHELLS = Shell.values();
    private static final CachePolicy[] POLICIES = CachePolicy.values();
    private static final When[] WHENS = When.values();
    private static final Unmapped[] UNMAPPED = Unmapped.values();

    private final byte[] content;
    private final int end;
    private int at;
    private String[] strings;
    private final List<JobSettings> settings = new ArrayList<>();

    MapDecoder(byte[] content, int start, int end) {
        this.content = content;
        this.at = start;
        this.end = end;
    }

    ComponentMap map() throws IOException {
        strings = new String[count()];
        for (int i = 0; i < strings.length; i++) {
            int length = count();
            strings[i] = new String(content, at, length, StandardCharsets.UTF_8);
            at += length;
        }
        Unmapped unmapped = UNMAPPED[below(UNMAPPED.length)];
        List<String> ignore = strings();
        List<String> lockfiles = strings();
        int size = count();
        Map<String, Component> components = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            Component component = component();
            components.put(component.name(), component);
        }
        Map<String, Environment> environments = environments();
        if (at != end) {
            throw malformed();
        }
        return new ComponentMap(unmapped, ignore, lockfiles, components, environments);
    }

    private Map<String, Environment> environments() throws IOException {
        int size = count();
        Map<String, Environment> environments = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Environment environment = environment();
            environments.put(environment.name(), environment);
        }
        return environments;
    }

    private Environment environment() throws IOException {
        String name = string();
        boolean local = flag();
        Duration soak = Duration.ofSeconds(number());
        Optional<ApprovalRule> approval =
                flag() ? Optional.of(new ApprovalRule(strings(), number(), flag())) : Optional.empty();
        List<FreezeWindow> freeze = new ArrayList<>();
        for (int i = count(); i > 0; i--) {
            try {
                freeze.add(FreezeWindow.parse(string()));
            } catch (IllegalArgumentException e) {
                throw malformed();
            }
        }
        Map<String, DeployDefinition> deploy = new TreeMap<>();
        for (int i = count(); i > 0; i--) {
            DeployDefinition definition = definition();
            deploy.put(definition.component(), definition);
        }
        return new Environment(name, local, soak, approval, freeze, deploy, position());
    }

    private DeployDefinition definition() throws IOException {
        return new DeployDefinition(
                string(), string(), optional(), strings(), before(), block(0), block(0), position());
    }

    private Optional<BeforeDeploy> before() throws IOException {
        return flag() ? Optional.of(new BeforeDeploy(block(0), flag(), flag())) : Optional.empty();
    }

    private Component component() throws IOException {
        String name = string();
        String root = string();
        ComponentFiles files = new ComponentFiles(strings(), optionalStrings(), flag());
        List<String> dependsOn = strings();
        boolean everything = flag();
        List<String> affected = strings();
        Affects affects =
                everything ? Affects.EVERYTHING : affected.isEmpty() ? Affects.NOTHING : new Affects(false, affected);
        int size = count();
        Map<String, Job> jobs = size == 0 ? Map.of() : new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Job job = job();
            jobs.put(job.name(), job);
        }
        return new Component(name, root, files, dependsOn, affects, jobs, position());
    }

    private Job job() throws IOException {
        String name = string();
        int number = below(settings.size() + 1);
        if (number == 0) {
            settings.add(settings());
        }
        JobSettings effective = settings.get(number == 0 ? settings.size() - 1 : number - 1);
        Block block = block(0);
        return new Job(name, block, effective, position());
    }

    private JobSettings settings() throws IOException {
        int size = count();
        List<Need> needs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            needs.add(new Need(new JobRef(string(), string()), optional()));
        }
        // Java evaluates arguments in order, and the order of the record is the order of the form.
        return new JobSettings(
                needs,
                optional(),
                strings(),
                flag(),
                WHENS[below(WHENS.length)],
                duration(),
                number(),
                variables(),
                variables(),
                optional(),
                flag(),
                strings(),
                strings(),
                positive(),
                optional(),
                flag(),
                optional(),
                shell(),
                files(),
                cache());
    }

    private JobFiles files() throws IOException {
        if (!flag()) {
            return JobFiles.DEFAULT;
        }
        JobInputs inputs = new JobInputs(optionalStrings(), strings(), strings(), strings());
        return new JobFiles(inputs, optionalStrings(), flag(), new KeptFiles(strings(), strings()), strings());
    }

    private Optional<CachePolicy> cache() throws IOException {
        int number = below(POLICIES.length + 1);
        return number == 0 ? Optional.empty() : Optional.of(POLICIES[number - 1]);
    }

    private Optional<List<String>> optionalStrings() throws IOException {
        return flag() ? Optional.of(strings()) : Optional.empty();
    }

    private Block block(int depth) throws IOException {
        if (depth > MapLimits.DEPTH) {
            throw malformed();
        }
        switch (below(MapEncoder.PARALLEL + 1)) {
            case MapEncoder.COMMAND:
                return new Command(string(), options(), position());
            case MapEncoder.SEQUENCE:
                return new Sequence(blocks(depth), options(), position());
            default:
                return new Parallel(blocks(depth), flag(), positive(), options(), position());
        }
    }

    private List<Block> blocks(int depth) throws IOException {
        int size = count();
        List<Block> blocks = new ArrayList<>(4);
        for (int i = 0; i < size; i++) {
            blocks.add(block(depth + 1));
        }
        return blocks;
    }

    private BlockOptions options() throws IOException {
        return flag()
                ? new BlockOptions(optional(), duration(), number(), variables(), optional(), shell(), flag())
                : BlockOptions.NONE;
    }

    private Position position() throws IOException {
        int line = number();
        int column = number();
        return line == 0 && column == 0 ? Position.NONE : new Position(line, column);
    }

    private Optional<Shell> shell() throws IOException {
        int number = below(SHELLS.length + 1);
        return number == 0 ? Optional.empty() : Optional.of(SHELLS[number - 1]);
    }

    private Optional<Duration> duration() throws IOException {
        int seconds = number();
        return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }

    private OptionalInt positive() throws IOException {
        int number = number();
        return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private Map<String, String> variables() throws IOException {
        int size = count();
        if (size == 0) {
            return Map.of();
        }
        Map<String, String> variables = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            String name = string();
            variables.put(name, string());
        }
        return variables;
    }

    private List<String> strings() throws IOException {
        int size = count();
        if (size == 0) {
            return List.of();
        }
        if (size == 1) {
            return List.of(string());
        }
        String[] values = new String[size];
        for (int i = 0; i < size; i++) {
            values[i] = string();
        }
        return List.of(values);
    }

    private Optional<String> optional() throws IOException {
        return flag() ? Optional.of(string()) : Optional.empty();
    }

    private String string() throws IOException {
        return strings[below(strings.length)];
    }

    private boolean flag() throws IOException {
        return below(2) == 1;
    }

    /** The number of elements that follow, each of at least one byte. */
    private int count() throws IOException {
        int count = number();
        if (count > end - at) {
            throw malformed();
        }
        return count;
    }

    private int below(int bound) throws IOException {
        int number = number();
        if (number >= bound) {
            throw malformed();
        }
        return number;
    }

    private int number() throws IOException {
        int value = 0;
        for (int shift = 0; shift < 35 && at < end; shift += 7) {
            byte next = content[at++];
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                if (value < 0) {
                    break;
                }
                return value;
            }
        }
        throw malformed();
    }

    private static IOException malformed() {
        return new IOException("the cached map is malformed");
    }
}
