package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.Affects;
import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentFiles;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobFiles;
import io.jenkins.plugins.mergeability.engine.map.JobInputs;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.KeptFiles;
import io.jenkins.plugins.mergeability.engine.map.Parallel;
import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.Sequence;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.ChangedFiles;
import io.jenkins.plugins.mergeability.engine.plan.ComponentState;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Builds plans for tests: {@code new TestPlan().job("air/test", sequence("make", "make check"))}. */
public final class TestPlan {

    private final Map<String, List<PlannedJob>> jobs = new TreeMap<>();
    private final Map<String, String> roots = new TreeMap<>();

    /** The settings of a job or a block; those not set are absent from the map. */
    public static final class Options {
        private Optional<String> name = Optional.empty();
        private Optional<Duration> timeout = Optional.empty();
        private int retry;
        private Map<String, String> env = Map.of();
        private Optional<String> dir = Optional.empty();
        private Optional<Shell> shell = Optional.empty();
        private boolean allowFailure;
        private Map<String, String> credentials = Map.of();
        private Optional<String> container = Optional.empty();
        private OptionalInt maxParallel = OptionalInt.empty();
        private Optional<String> limit = Optional.empty();
        private boolean failFast;
        private List<String> junit = List.of();
        private List<String> artifacts = List.of();
        private JobFiles files = JobFiles.DEFAULT;

        public Options name(String value) {
            name = Optional.of(value);
            return this;
        }

        public Options timeoutMillis(long value) {
            timeout = Optional.of(Duration.ofMillis(value));
            return this;
        }

        public Options retry(int value) {
            retry = value;
            return this;
        }

        public Options env(String... namesAndValues) {
            env = new TreeMap<>();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                env.put(namesAndValues[i], namesAndValues[i + 1]);
            }
            return this;
        }

        public Options dir(String value) {
            dir = Optional.of(value);
            return this;
        }

        public Options shell(Shell value) {
            shell = Optional.of(value);
            return this;
        }

        public Options allowFailure() {
            allowFailure = true;
            return this;
        }

        public Options credential(String variable, String id) {
            credentials = Map.of(variable, id);
            return this;
        }

        public Options container(String image) {
            container = Optional.of(image);
            return this;
        }

        public Options maxParallel(int value) {
            maxParallel = OptionalInt.of(value);
            return this;
        }

        public Options limit(String value) {
            limit = Optional.of(value);
            return this;
        }

        public Options failFast() {
            failFast = true;
            return this;
        }

        public Options junit(String... globs) {
            junit = List.of(globs);
            return this;
        }

        public Options artifacts(String... globs) {
            artifacts = List.of(globs);
            return this;
        }

        public Options outputs(String... globs) {
            files = new JobFiles(JobInputs.DEFAULT, Optional.of(List.of(globs)), false, KeptFiles.NONE, List.of());
            return this;
        }

        private BlockOptions block() {
            return new BlockOptions(name, timeout, retry, env, dir, shell, allowFailure);
        }

        private JobSettings job() {
            return new JobSettings(
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    false,
                    When.CHANGE,
                    timeout,
                    retry,
                    env,
                    credentials,
                    container,
                    false,
                    junit,
                    artifacts,
                    maxParallel,
                    limit,
                    allowFailure,
                    dir,
                    shell,
                    files,
                    Optional.empty());
        }
    }

    public static Options options() {
        return new Options();
    }

    public static Command command(String text) {
        return new Command(text, BlockOptions.NONE, Position.NONE);
    }

    public static Command command(String text, Options options) {
        return new Command(text, options.block(), Position.NONE);
    }

    public static Sequence sequence(Object... steps) {
        return sequence(options(), steps);
    }

    public static Sequence sequence(Options options, Object... steps) {
        return new Sequence(blocks(steps), options.block(), Position.NONE);
    }

    public static Parallel parallel(Object... branches) {
        return parallel(options(), branches);
    }

    public static Parallel parallel(Options options, Object... branches) {
        return new Parallel(blocks(branches), options.failFast, options.maxParallel, options.block(), Position.NONE);
    }

    private static List<Block> blocks(Object... blocks) {
        return Arrays.stream(blocks)
                .map(block -> block instanceof Block b ? b : command((String) block))
                .toList();
    }

    public static JobKey key(String text) {
        String[] parts = text.split("[/@]");
        return new JobKey(parts[0], parts[1], parts.length > 2 ? Optional.of(parts[2]) : Optional.empty());
    }

    public static InputHash hash(String key) {
        return new InputHash(String.format("%064x", key.hashCode() & 0xffffffffL));
    }

    /** Reads what is known of the inputs of jobs. */
    interface InputReader {
        Map<JobKey, InputObserver.Observation> read(Set<JobKey> jobs) throws IOException;
    }

    /** An observer of inputs with the clock of this process. */
    static InputObserver inputs(InputReader reader) {
        return new InputObserver() {
            @Override
            public long now() {
                return System.nanoTime();
            }

            @Override
            public Map<JobKey, Observation> observe(Map<JobKey, Long> started) throws IOException {
                return reader.read(started.keySet());
            }
        };
    }

    /** An observer for which all inputs are as planned. */
    static InputObserver plannedInputs() {
        return inputs(jobs -> {
            Map<JobKey, InputObserver.Observation> observed = new TreeMap<>();
            jobs.forEach(job -> observed.put(job, new InputObserver.Observation(hash(job.toString()), List.of())));
            return observed;
        });
    }

    /** Sets the root of a component; the top of the repository by default. */
    public TestPlan root(String component, String root) {
        roots.put(component, root);
        return this;
    }

    public TestPlan job(String key, String command, String... needs) {
        return job(key, command(command), needs);
    }

    public TestPlan job(String key, Block block, String... needs) {
        return job(key, options(), block, needs);
    }

    public TestPlan job(String key, Options settings, Block block, String... needs) {
        return job(key, JobState.RUN, settings, block, needs);
    }

    public TestPlan job(String key, JobState state) {
        return job(key, state, options(), command("echo this must not run; exit 9"));
    }

    private TestPlan job(String key, JobState state, Options settings, Block block, String... needs) {
        JobKey jobKey = key(key);
        // What is said at the outermost block of a map is a setting of the job, so a block with options is inside of
        // one.
        Block outermost = block.options().equals(BlockOptions.NONE) ? block : sequence(block);
        Job definition = new Job(jobKey.job(), outermost, settings.job(), Position.NONE);
        Outcome proof = new Outcome(
                jobKey, hash(key), true, Instant.EPOCH, Duration.ofSeconds(7), "20260101-000000-abcd", "", Map.of());
        jobs.computeIfAbsent(jobKey.component(), name -> new ArrayList<>())
                .add(new PlannedJob(
                        jobKey,
                        definition,
                        state,
                        "it is " + state.text(),
                        Optional.of(hash(key)),
                        Map.of(),
                        Arrays.stream(needs).map(TestPlan::key).sorted().toList(),
                        state == JobState.PROVEN ? Optional.of(new Evidence(proof, 1, 0)) : Optional.empty()));
        return this;
    }

    public Plan plan() {
        List<PlannedComponent> components = new ArrayList<>();
        jobs.forEach((name, planned) -> {
            Map<String, Job> definitions = new LinkedHashMap<>();
            planned.forEach(job -> definitions.put(job.key().job(), job.definition()));
            components.add(new PlannedComponent(
                    new Component(
                            name,
                            roots.getOrDefault(name, "."),
                            ComponentFiles.of(List.of("**")),
                            List.of(),
                            Affects.NOTHING,
                            definitions,
                            Position.NONE),
                    ComponentState.AFFECTED,
                    List.of(),
                    planned));
        });
        return new Plan(When.CHANGE, "", "cafe+", components, ChangedFiles.Paths.NONE, List.of());
    }
}
