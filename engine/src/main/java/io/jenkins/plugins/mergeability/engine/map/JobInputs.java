package io.jenkins.plugins.mergeability.engine.map;

import java.util.List;
import java.util.Optional;

/**
 * What a job's outcome depends on, where that is not all of its component's files and what the component is built from.
 *
 * @param only globs of the files of its component that it depends on, as {@link JobGlobs} reads them; absent for all
 * @param env names of the variables of the environment whose values decide its outcome, sorted
 * @param local globs of files that git ignores and whose content decides its outcome, on the command line only
 * @param dependsOn the components that only this job of its component depends on, sorted
 */
public record JobInputs(Optional<List<String>> only, List<String> env, List<String> local, List<String> dependsOn) {

    /** All files of the component, and nothing else. */
    public static final JobInputs DEFAULT = new JobInputs(Optional.empty(), List.of(), List.of(), List.of());

    public JobInputs {
        only = only.map(List::copyOf);
        env = NameRules.sorted(env);
        local = List.copyOf(local);
        dependsOn = NameRules.sorted(dependsOn);
    }

    /** Whether its outcome depends on all files of the component, and on nothing else. */
    public boolean isDefault() {
        return only.isEmpty() && env.isEmpty() && local.isEmpty() && dependsOn.isEmpty();
    }
}
