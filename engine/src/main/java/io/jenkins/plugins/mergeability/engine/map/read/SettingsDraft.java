package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.CachePolicy;
import io.jenkins.plugins.mergeability.engine.map.JobFiles;
import io.jenkins.plugins.mergeability.engine.map.JobInputs;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.KeptFiles;
import io.jenkins.plugins.mergeability.engine.map.Need;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The settings of a job while they are read: a copy of the defaults, overwritten by the settings of the job. */
final class SettingsDraft {

    /** Jobs as written in the map; they are resolved relative to a component. */
    List<NeedsReader.Written> needs = List.of();

    String agent;
    List<String> platforms = List.of();
    boolean allPlatforms;
    When when = When.CHANGE;
    Duration timeout;
    int retry;
    Map<String, String> env = Map.of();
    Map<String, String> credentials = Map.of();
    String container;
    boolean isolate;
    List<String> junit = List.of();
    List<String> artifacts = List.of();
    int maxParallel;
    String limit;
    boolean allowFailure;
    String dir;
    Shell shell;
    /** Components as written in the map. */
    List<ScalarNode> dependsOn = List.of();

    JobInputs inputs = JobInputs.DEFAULT;
    List<String> outputs;
    boolean incremental;
    KeptFiles keep = KeptFiles.NONE;
    List<String> changes = List.of();
    CachePolicy cache;

    SettingsDraft() {}

    SettingsDraft(SettingsDraft defaults) {
        needs = defaults.needs;
        agent = defaults.agent;
        platforms = defaults.platforms;
        allPlatforms = defaults.allPlatforms;
        when = defaults.when;
        timeout = defaults.timeout;
        retry = defaults.retry;
        env = defaults.env;
        credentials = defaults.credentials;
        container = defaults.container;
        isolate = defaults.isolate;
        junit = defaults.junit;
        artifacts = defaults.artifacts;
        maxParallel = defaults.maxParallel;
        limit = defaults.limit;
        allowFailure = defaults.allowFailure;
        dir = defaults.dir;
        shell = defaults.shell;
        dependsOn = defaults.dependsOn;
        inputs = defaults.inputs;
        outputs = defaults.outputs;
        incremental = defaults.incremental;
        keep = defaults.keep;
        changes = defaults.changes;
        cache = defaults.cache;
    }

    /** Sets environment variables, which replace default variables and credentials of the same name. */
    void env(Map<String, String> own) {
        env = merge(env, own);
        credentials = without(credentials, own);
    }

    /** Sets variables bound to credentials, which replace default variables and credentials of the same name. */
    void credentials(Map<String, String> own) {
        credentials = merge(credentials, own);
        env = without(env, own);
    }

    private static Map<String, String> without(Map<String, String> variables, Map<String, String> other) {
        if (variables.isEmpty() || other.isEmpty()) {
            return variables;
        }
        Map<String, String> left = new TreeMap<>(variables);
        left.keySet().removeAll(other.keySet());
        return left;
    }

    private static Map<String, String> merge(Map<String, String> defaults, Map<String, String> own) {
        if (defaults.isEmpty()) {
            return own;
        }
        Map<String, String> merged = new TreeMap<>(defaults);
        merged.putAll(own);
        return merged;
    }

    JobSettings build(List<Need> resolvedNeeds, List<String> dependencies) {
        return new JobSettings(
                resolvedNeeds,
                platforms.isEmpty() && !allPlatforms
                        ? Optional.ofNullable(agent)
                        : Optional.empty(), // platforms have their own
                platforms,
                allPlatforms,
                when,
                Optional.ofNullable(timeout),
                retry,
                env,
                credentials,
                Optional.ofNullable(container),
                isolate,
                junit,
                artifacts,
                maxParallel == 0 ? OptionalInt.empty() : OptionalInt.of(maxParallel),
                Optional.ofNullable(limit),
                allowFailure,
                Optional.ofNullable(dir),
                Optional.ofNullable(shell),
                files(dependencies),
                Optional.ofNullable(cache));
    }

    private JobFiles files(List<String> dependencies) {
        JobInputs all = new JobInputs(inputs.only(), inputs.env(), inputs.local(), dependencies);
        JobFiles files = new JobFiles(all, Optional.ofNullable(outputs), incremental, keep, changes);
        return files.isDefault() ? JobFiles.DEFAULT : files;
    }
}
