package io.jenkins.plugins.mergeability.engine.map;

import java.util.List;
import java.util.Optional;

/**
 * The files that a job reads and leaves.
 *
 * @param inputs what its outcome depends on
 * @param outputs globs of what it leaves for jobs that need it; absent where nothing is declared, empty for nothing
 * @param incremental whether it finds its own outputs of before where it runs in the working tree of a person
 * @param keep what of it survives in a workspace of an agent
 * @param changes globs of the tracked files that it may rewrite, as {@link JobGlobs} reads them
 */
public record JobFiles(
        JobInputs inputs, Optional<List<String>> outputs, boolean incremental, KeptFiles keep, List<String> changes) {

    /** Nothing is declared. */
    public static final JobFiles DEFAULT =
            new JobFiles(JobInputs.DEFAULT, Optional.empty(), false, KeptFiles.NONE, List.of());

    public JobFiles {
        outputs = outputs.map(List::copyOf);
        changes = List.copyOf(changes);
    }

    /** Whether nothing is declared. Written out, as in {@link JobRef}. */
    public boolean isDefault() {
        return inputs.isDefault() && outputs.isEmpty() && !incremental && keep.isNone() && changes.isEmpty();
    }

    /** Whether it leaves files that are kept with its proof. */
    public boolean hasOutputs() {
        return outputs.isPresent() && !outputs.get().isEmpty();
    }
}
