package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobFiles;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.OutputStore;
import io.jenkins.plugins.mergeability.engine.plan.OutputAvailability;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import io.jenkins.plugins.mergeability.engine.run.tree.TreeJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/** Says what jobs find of proven jobs in a working tree: outputs that are kept, or what was last left there. */
final class KeptOutputs implements OutputAvailability {

    private final OutputStore store;
    private final Set<String> held;
    private final String map;

    /**
     * The outputs in a store, or in a working tree.
     *
     * @param held what {@link TreeJournal#held} has
     * @param map the map as messages show it
     */
    KeptOutputs(OutputStore store, Set<String> held, String map) {
        this.store = store;
        this.held = held;
        this.map = map;
    }

    @Override
    public Optional<String> missing(JobKey key, Job job, Outcome pass, JobKey neededBy) {
        JobFiles files = job.settings().files();
        if (files.outputs().isPresent() && !files.hasOutputs()) {
            return Optional.empty();
        }
        Optional<OutputDigest> left = files.hasOutputs() ? pass.outputs().left() : Optional.empty();
        if (left.isPresent()) {
            return has(left.get()) ? Optional.empty() : Optional.of("its outputs are no longer kept");
        }
        if (held.contains(TreeJournal.entry(key, pass.hash()))) {
            return Optional.empty();
        }
        String why = files.hasOutputs() ? "its outputs were not kept" : "it declares no `outputs`";
        return Optional.of(
                "runs again here, as " + why + " (" + map + ":" + job.position().line() + ")");
    }

    private boolean has(OutputDigest digest) {
        try {
            return store.has(digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
