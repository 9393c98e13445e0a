package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.CaptureResult;
import io.jenkins.plugins.mergeability.engine.outputs.InPlace;
import io.jenkins.plugins.mergeability.engine.outputs.ModificationTimes;
import io.jenkins.plugins.mergeability.engine.outputs.NeededOutputs;
import io.jenkins.plugins.mergeability.engine.outputs.OutputEntry;
import io.jenkins.plugins.mergeability.engine.outputs.OutputRestore;
import io.jenkins.plugins.mergeability.engine.outputs.OutputRestore.Times;
import io.jenkins.plugins.mergeability.engine.outputs.OutputWorkspace;
import io.jenkins.plugins.mergeability.engine.outputs.RestoreResult;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The jobs whose outputs this run has put into the working tree or captured there. */
final class PlacedOutputs {

    private final OutputWorkspace workspace;
    private final VerifiedNeeds verified;
    private final Function<JobKey, List<JobKey>> directNeeds;
    private final Set<JobKey> jobs = new HashSet<>();
    private final Map<String, JobKey> owners = new HashMap<>();

    /**
     * No outputs yet.
     *
     * @param directNeeds the jobs that a job needs directly
     */
    PlacedOutputs(OutputWorkspace workspace, VerifiedNeeds verified, Function<JobKey, List<JobKey>> directNeeds) {
        this.workspace = workspace;
        this.verified = verified;
        this.directNeeds = directNeeds;
    }

    /** Of each output in place, a job it is of. */
    Map<String, JobKey> owners() {
        return Collections.unmodifiableMap(owners);
    }

    void captured(JobKey job, CaptureResult.Captured captured) {
        for (OutputEntry entry : captured.list().entries()) {
            owners.put(entry.path(), job);
        }
        jobs.add(job);
        verified.captured(job, captured.inPlace());
    }

    /**
     * Restores outputs, unless they would be changed under a running job. Nothing is compared twice in a round.
     *
     * @param newest what all times have to be later than
     * @param mayChange whether the outputs of these jobs may be changed
     * @return the result; empty if they are in use
     */
    Optional<RestoreResult> restore(
            OutputRestore restore,
            List<NeededOutputs> needed,
            Instant newest,
            Predicate<String> tracked,
            Predicate<Set<JobKey>> mayChange)
            throws IOException {
        OutputRestore.Permission permission = new OutputRestore.Permission() {
            @Override
            public boolean mayChange(Set<JobKey> changed) {
                return mayChange.test(changed);
            }

            @Override
            public boolean isInPlace(JobKey need) {
                return areExact(need);
            }
        };
        try {
            return restore.restore(needed, Times.after(newest).inOrder(directNeeds), tracked, permission);
        } catch (IOException | RuntimeException e) {
            verified.forget(); // what was changed until then is not known
            throw e;
        }
    }

    void restored(Set<JobKey> needs, RestoreResult.Restored restored) throws IOException {
        changed(restored.changed());
        owners.putAll(restored.placed());
        jobs.addAll(needs);
    }

    /** The outputs of a job were removed. A job on another platform leaves the same files in the same tree. */
    void cleared(JobKey job, OutputRestore.Cleared cleared) throws IOException {
        verified.removed(job);
        changed(cleared.removed());
        if (jobs.removeIf(owner -> owner.ref().equals(job.ref()))) {
            owners.values().removeIf(owner -> owner.ref().equals(job.ref()));
        }
    }

    /** The working tree was cleaned, so that only the outputs of these jobs may be in place. */
    void cleaned(Set<JobKey> needs) {
        verified.forget();
        jobs.retainAll(needs);
        owners.values().retainAll(needs);
    }

    private void changed(NavigableSet<String> paths) throws IOException {
        if (!paths.isEmpty() && workspace.foldsNames()) {
            verified.forget(); // a path may be that of an output though its name is another one
        } else {
            verified.changed(paths);
        }
    }

    /** Whether the outputs of a job were found to be in place exactly in this round. */
    boolean areExact(JobKey need) {
        return jobs.contains(need) && verified.areExact(need);
    }

    /**
     * Whether all of these are in place exactly, with times that are in order.
     *
     * @param newest what these times have to be later than
     */
    boolean areExact(List<NeededOutputs> needed, Instant newest) throws IOException {
        List<NeededOutputs> present = new ArrayList<>(needed);
        present.removeIf(need -> !jobs.contains(need.job()));
        verified.prefetch(present);
        Map<JobKey, ModificationTimes> times = new HashMap<>();
        boolean exact = present.size() == needed.size();
        for (NeededOutputs need : present) {
            InPlace inPlace = verified.verify(need);
            exact &= inPlace.exact();
            times.put(need.job(), inPlace.times());
        }
        return exact && ModificationTimes.areInOrder(times, newest, directNeeds);
    }
}
