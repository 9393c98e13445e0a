package io.jenkins.plugins.mergeability.engine.map;

import java.util.List;
import java.util.Optional;

/**
 * The files that a job reads and leaves.
 *
 * @param inputs what its outcome depends on
 * @param outputs globs of what it leaves for jobs that need it; absent where nothing is declared, empty for nothing
 * @param keep what survives on an agent
 * @param changes globs of the tracked files that it may rewrite
 * @param incremental whether its outputs stay in place before it runs; such a proof holds for one working tree only
 */
public record JobFiles(
        JobInputs inputs, Optional<List<String>> outputs, Keep keep, List<String> changes, boolean incremental) {

    /** Nothing is declared. */
    public static final JobFiles DEFAULT =
            new JobFiles(JobInputs.DEFAULT, Optional.empty(), Keep.NOTHING, List.of(), false);

    public JobFiles {
        outputs = outputs.map(List::copyOf);
        changes = List.copyOf(changes);
    }

    /** Whether it leaves files that are kept with its proof. */
    public boolean hasOutputs() {
        return outputs.isPresent() && !outputs.get().isEmpty();
    }
}
