package io.jenkins.plugins.mergeability.engine.map;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The settings of a job, merged with the map's {@code defaults}: a value of the job replaces the default, environment
 * variables and credentials are merged by name.
 *
 * @param needs what must have passed first, sorted
 * @param agent the label expression of the Jenkins agents it may run on
 * @param platforms the platforms it must pass on, in the order of the map; empty to run once, anywhere
 * @param allPlatforms whether these are all that are configured; see {@link ComponentMap#withPlatforms}
 * @param when the kind of build it runs in
 * @param timeout the time after which the job fails and all its processes are stopped
 * @param retry how many times the whole job is retried when it fails, 0 to {@value BlockOptions#MAX_RETRIES}
 * @param env variables of its commands, sorted by name
 * @param credentials Jenkins credentials by the name of the variable each is bound to, sorted by name
 * @param container the image it runs in
 * @param isolate whether it runs on its own agent, in a fresh workspace
 * @param junit globs of JUnit reports, as {@link JobGlobs} reads them
 * @param artifacts globs of the files archived when it has passed, as {@link JobGlobs} reads them
 * @param maxParallel how many of its commands may run at once
 * @param limit the name of a category whose jobs share a limit of jobs at once, across components
 * @param allowFailure whether a failure is shown but does not fail the build
 * @param dir the directory in which its commands run, relative to the component's root
 * @param shell the shell of its commands; empty for the platform's default
 * @param files the files that it reads and leaves
 * @param cache how long a pass counts; absent if the map does not set it, see {@link #cachePolicy}
 */
public record JobSettings(
        List<Need> needs,
        Optional<String> agent,
        List<String> platforms,
        boolean allPlatforms,
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

    /** The settings of a job that sets nothing, in a map without defaults. */
    public static final JobSettings NONE = new JobSettings(
            List.of(),
            Optional.empty(),
            List.of(),
            false,
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

    /** These settings on the configured platforms, if they are for all. */
    JobSettings withPlatforms(List<String> configured) {
        return new JobSettings(
                needs,
                agent,
                allPlatforms ? configured : platforms,
                allPlatforms,
                when,
                timeout,
                retry,
                env,
                credentials,
                container,
                isolate,
                junit,
                artifacts,
                maxParallel,
                limit,
                allowFailure,
                dir,
                shell,
                files,
                cache);
    }

    /** The jobs that it needs, on whatever platform, sorted. */
    public List<JobRef> neededJobs() {
        if (needs.isEmpty()) {
            return List.of();
        }
        List<JobRef> jobs = new ArrayList<>(needs.size());
        JobRef last = null;
        for (Need need : needs) {
            if (!need.ref().equals(last)) {
                last = need.ref();
                jobs.add(last);
            }
        }
        return Collections.unmodifiableList(jobs);
    }

    /** Whether it finds the outputs of a job that it needs at any depth: not if it needs that job on other platforms only. */
    public boolean findsOutputsOf(JobKey needed) {
        boolean named = false;
        for (Need need : needs) {
            if (need.ref().equals(needed.ref())) {
                if (need.platform().isEmpty() || need.platform().equals(needed.platform())) {
                    return true;
                }
                named = true;
            }
        }
        return !named;
    }

    /**
     * How long a pass counts. A job after the merge that leaves no outputs can only be there for what it does: by
     * default its pass counts as long as it is the newest outcome.
     */
    public CachePolicy cachePolicy() {
        return cache.orElse(when == When.MERGE && !files.hasOutputs() ? CachePolicy.LAST : CachePolicy.ALWAYS);
    }
}
