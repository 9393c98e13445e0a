package io.jenkins.plugins.mergeability.engine.map;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The settings of a job. What the map's {@code defaults} say is already merged in: a value of the job replaces the
 * default's, variables of the environment and credentials are merged name by name.
 *
 * @param needs jobs that must have passed first, sorted
 * @param agent the label expression of the Jenkins agents it may run on
 * @param platforms where it must pass, in the order of the map; empty for once, anywhere
 * @param when the occasion it runs on
 * @param timeout after which the job, with every process it started, is ended and has failed
 * @param retry how many more times the whole job is tried when it fails, 0 to {@value BlockOptions#MOST_RETRIES}
 * @param env variables of its commands, sorted by name
 * @param credentials Jenkins credentials by the name of the variable each is bound to, sorted by name
 * @param container the image it runs in
 * @param isolate whether it takes an agent and a fresh workspace of its own
 * @param junit globs of JUnit reports, relative to the component's root
 * @param artifacts globs of what is archived when it has passed, relative to the repository
 * @param maxParallel how many of its commands may run at once
 * @param limit the name of a category of which only so many jobs run at once, whatever their component
 * @param allowFailure whether a failure is shown but does not count
 * @param dir where its commands run, relative to the component's root
 * @param shell what runs its commands; empty for the platform's own
 * @param files the files that it reads and leaves
 * @param cache how long a pass counts; absent where the map does not say, see {@link #cachePolicy}
 */
public record JobSettings(
        List<JobRef> needs,
        Optional<String> agent,
        List<String> platforms,
        When when,
        Optional<Duration> timeout,
        int retry,
        Map<String, String> env,
        Map<String, String> credentials,
        Optional<String> container,
        boolean isolate,
        List<String> junit,
        List<String> artifacts,
        OptionalInt maxParallel,
        Optional<String> limit,
        boolean allowFailure,
        Optional<String> dir,
        Optional<Shell> shell,
        JobFiles files,
        Optional<CachePolicy> cache) {

    /** What holds where neither the job nor the map's defaults say anything. */
    public static final JobSettings NONE = new JobSettings(
            List.of(),
            Optional.empty(),
            List.of(),
            When.CHANGE,
            Optional.empty(),
            0,
            Map.of(),
            Map.of(),
            Optional.empty(),
            false,
            List.of(),
            List.of(),
            OptionalInt.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            JobFiles.DEFAULT,
            Optional.empty());

    public JobSettings {
        needs = NameRules.sorted(needs);
        platforms = List.copyOf(platforms);
        env = env.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(env));
        credentials = credentials.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(credentials));
        junit = List.copyOf(junit);
        artifacts = List.copyOf(artifacts);
    }

    /**
     * How long a pass counts. A job after the merge that leaves no outputs can only be there for what it does: by
     * default its pass counts as long as it is the newest outcome.
     */
    public CachePolicy cachePolicy() {
        return cache.orElse(when == When.MERGE && !files.hasOutputs() ? CachePolicy.LAST : CachePolicy.ALWAYS);
    }
}
