package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobFiles;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.OutputStore;
import io.jenkins.plugins.mergeability.engine.plan.OutputAvailability;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import io.jenkins.plugins.mergeability.engine.run.tree.TreeJournal;
import io.jenkins.plugins.mergeability.engine.schedule.Preparations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/** Says what jobs find of proven jobs in a working tree: outputs that are kept, or what was last left there. */
final class KeptOutputs implements OutputAvailability {

    private final OutputStore store;
    private final Set<String> held;
    private final Optional<ComponentMap> clean;
    private final String map;

    /**
     * The outputs in a store, or in a working tree.
     *
     * @param held what {@link TreeJournal#held} has
     * @param clean the component map, where the tree is cleaned before each job
     * @param map the map as messages show it
     */
    KeptOutputs(OutputStore store, Set<String> held, Optional<ComponentMap> clean, String map) {
        this.store = store;
        this.held = held;
        this.clean = clean;
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
        boolean isDeclared = files.outputs().isPresent();
        if (clean.isPresent() && !isDeclared && !isPreparation(clean.get(), key, job, neededBy)) {
            return Optional.empty(); // nothing is found of it
        }
        if (clean.isEmpty() && held.contains(TreeJournal.entry(key, pass.hash()))) {
            return Optional.empty();
        }
        String why = isDeclared ? "its outputs were not kept" : "it declares no `outputs`";
        return Optional.of(
                "runs again here, as " + why + " (" + map + ":" + job.position().line() + ")");
    }

    private static boolean isPreparation(ComponentMap map, JobKey key, Job job, JobKey neededBy) {
        Job dependent = map.components().get(neededBy.component()).jobs().get(neededBy.job());
        return Preparations.isPreparation(key, job, neededBy, dependent);
    }

    private boolean has(OutputDigest digest) {
        try {
            return store.has(digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
