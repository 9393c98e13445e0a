package io.jenkins.plugins.mergeability.reporting.events;

import hudson.Extension;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import hudson.model.queue.QueueListener;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.RecordListener;
import io.jenkins.plugins.mergeability.reporting.PullRequestJob;
import io.jenkins.plugins.mergeability.reporting.Reporter;
import io.jenkins.plugins.mergeability.reporting.webhooks.MissedWebhooks;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import jenkins.branch.BranchIndexingCause;
import jenkins.util.Timer;

/** Re-evaluates a pull request when the state of its build changes. */
final class BuildEvents {

    private BuildEvents() {}

    /** A build starts, ends or is deleted. Its result is final only when it is finalized. */
    @Extension
    public static final class OnRun extends RunListener<Run<?, ?>> {

        @Override
        public void onStarted(Run<?, ?> run, TaskListener listener) {
            Reporter.evaluateNow(run, "build started");
            if (run.getCause(BranchIndexingCause.class) != null) {
                PullRequestJob.of(run)
                        .ifPresent(pull -> MissedWebhooks.builtByScan(pull.project(), Instant.now(), running()));
            }
        }

        private static Instant running() {
            return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        }

        @Override
        public void onFinalized(Run<?, ?> run) {
            Reporter.evaluateNow(run, "build ended");
        }

        @Override
        public void onDeleted(Run<?, ?> run) {
            Reporter.evaluateSoon(run, "build deleted");
        }
    }

    /** A build enters the queue. */
    @Extension
    public static final class OnQueue extends QueueListener {

        @Override
        public void onEnterWaiting(Queue.WaitingItem item) {
            if (item.task instanceof hudson.model.Job<?, ?> job) {
                // Do not read files while the queue is locked.
                Timer.get().submit(() -> Reporter.evaluateNow(job, "build scheduled"));
            }
        }
    }

    /** The components are planned, or a job of a component ends. */
    @Extension
    public static final class OnRecord extends RecordListener {

        @Override
        public void planned(Run<?, ?> run, BuildRecord record) {
            Reporter.evaluateNow(run, "planned");
        }

        @Override
        public void ended(Run<?, ?> run, BuildRecord record, JobRecord ended) {
            Reporter.evaluateAfterJob(run, ended.failed());
        }
    }
}
