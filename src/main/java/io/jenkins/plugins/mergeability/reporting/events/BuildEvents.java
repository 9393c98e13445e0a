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
import io.jenkins.plugins.mergeability.reporting.Reporter;
import jenkins.util.Timer;

/** Has pull requests looked at when something becomes of their builds. */
final class BuildEvents {

    private BuildEvents() {}

    /** A build begins and ends. What it ended as counts only when nothing can change it any more. */
    @Extension
    public static final class OnRun extends RunListener<Run<?, ?>> {

        @Override
        public void onStarted(Run<?, ?> run, TaskListener listener) {
            Reporter.ask(run.getParent(), (evaluator, job) -> evaluator.now(job, "build started"));
        }

        @Override
        public void onFinalized(Run<?, ?> run) {
            Reporter.ask(run.getParent(), (evaluator, job) -> evaluator.now(job, "build ended"));
        }

        @Override
        public void onDeleted(Run<?, ?> run) {
            Reporter.ask(
                    run.getParent(),
                    (evaluator, job) -> evaluator.soon(
                            job, "build deleted", evaluator.pace().event()));
        }
    }

    /** A new commit is about to be built. */
    @Extension
    public static final class OnQueue extends QueueListener {

        @Override
        public void onEnterWaiting(Queue.WaitingItem item) {
            if (item.task instanceof hudson.model.Job<?, ?> job) {
                // Nothing should wait for a disk that holds the queue.
                Timer.get().submit(() -> Reporter.ask(job, (evaluator, it) -> evaluator.now(it, "build scheduled")));
            }
        }
    }

    /** What becomes of the components. */
    @Extension
    public static final class OnRecord extends RecordListener {

        @Override
        public void planned(Run<?, ?> run, BuildRecord record) {
            Reporter.ask(run.getParent(), (evaluator, job) -> evaluator.now(job, "planned"));
        }

        @Override
        public void ended(Run<?, ?> run, BuildRecord record, JobRecord ended) {
            boolean failed = ended.failed();
            Reporter.ask(
                    run.getParent(),
                    (evaluator, job) -> evaluator.soon(
                            job,
                            failed ? "job failed" : "job ended",
                            failed
                                    ? evaluator.pace().failure()
                                    : evaluator.pace().progress()));
        }
    }
}
