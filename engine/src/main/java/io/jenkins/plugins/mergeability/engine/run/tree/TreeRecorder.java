package io.jenkins.plugins.mergeability.engine.run.tree;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.run.CommandResult;
import io.jenkins.plugins.mergeability.engine.run.JobOutcome;
import io.jenkins.plugins.mergeability.engine.run.JobResult;
import io.jenkins.plugins.mergeability.engine.run.RunListener;
import io.jenkins.plugins.mergeability.engine.run.WaitReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes to the journal of a working tree which jobs of a run start and end there, and passes all events on. */
public final class TreeRecorder implements RunListener {

    private final TreeJournal journal;
    private final RunListener next;
    private final Map<JobKey, PlannedJob> jobs = new HashMap<>();
    private final Map<JobKey, Long> started = new HashMap<>();
    private final Map<JobKey, Long> passed = new HashMap<>();

    public TreeRecorder(TreeJournal journal, Plan plan, RunListener next) {
        this.journal = journal;
        this.next = next;
        for (PlannedComponent component : plan.components()) {
            component.jobs().forEach(job -> jobs.put(job.key(), job));
        }
    }

    /** @throws UncheckedIOException if the journal cannot be written, so that the job must not run */
    @Override
    public void jobStarted(JobKey job) {
        try {
            started.put(job, journal.started(job, needs(job)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        next.jobStarted(job);
    }

    @Override
    public void jobEnded(JobResult result) {
        Long token = started.remove(result.key());
        if (token != null) {
            Optional<InputHash> hash = isProven(result) ? jobs.get(result.key()).hash() : Optional.empty();
            if (hash.isPresent()) {
                passed.put(result.key(), token);
            }
            try {
                journal.ended(result.key(), needs(result.key()), hash, token);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        next.jobEnded(result);
    }

    /**
     * The run has ended, and it is known which jobs are proven.
     *
     * @throws IOException if the journal cannot be written
     */
    public void verified(Collection<JobResult> results) throws IOException {
        Map<String, Long> entries = new HashMap<>();
        for (JobResult result : results) {
            Long token = passed.get(result.key());
            if (token != null && isProven(result)) {
                InputHash hash = jobs.get(result.key()).hash().orElseThrow();
                entries.put(TreeJournal.entry(result.key(), hash), token);
            }
        }
        if (!entries.isEmpty()) {
            journal.verified(entries);
        }
    }

    private static boolean isProven(JobResult result) {
        return result.outcome() == JobOutcome.PASSED
                && result.proof().unproven().isEmpty();
    }

    @Override
    public void jobWaits(JobKey job, WaitReason wait) {
        next.jobWaits(job, wait);
    }

    @Override
    public void commandStarted(JobKey job, String name, String command) {
        next.commandStarted(job, name, command);
    }

    @Override
    public void commandEnded(JobKey job, CommandResult result) {
        next.commandEnded(job, result);
    }

    private Set<JobKey> needs(JobKey job) {
        return JobNeeds.of(job, key -> jobs.get(key).needs());
    }
}
