package io.jenkins.plugins.mergeability.step;

import hudson.Extension;
import hudson.model.Executor;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.queue.QueueListener;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import jenkins.model.CauseOfInterruption;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayCause;

/** Aborts builds of a pull request for older commits. Builds of branches continue. */
final class SupersededBuilds {

    private SupersededBuilds() {}

    /**
     * Marks a build that calls the step, so that it can be superseded, and aborts earlier builds of the same pull request
     * for other commits.
     */
    static void begin(Run<?, ?> run) throws IOException {
        Files.createDirectories(BuildRecords.directory(run));
        SCMRevisionAction revision = run.getAction(SCMRevisionAction.class);
        if (revision != null && run.getCause(ReplayCause.class) == null) {
            BackgroundTasks.start(() -> abort(run.getParent(), revision.getRevision(), run.getNumber()));
        }
    }

    private static void abort(Job<?, ?> job, SCMRevision revision, int beforeNumber) {
        if (!isPullRequest(job) || !Settings.of(job).abortSuperseded()) {
            return;
        }
        for (Run<?, ?> other : List.copyOf(job.getBuilds().limit(20))) {
            SCMRevisionAction theirs = other.getAction(SCMRevisionAction.class);
            Executor executor = other.getExecutor();
            if (other.getNumber() < beforeNumber
                    && other.isBuilding()
                    && executor != null
                    && theirs != null
                    && !theirs.getRevision().equals(revision)
                    && Files.exists(BuildRecords.directory(other))) {
                executor.interrupt(Result.NOT_BUILT, new NewerCommit());
            }
        }
    }

    /** Whether a queue item builds a commit again, which may not be the newest. */
    private static boolean isReplay(Queue.Item item) {
        return item.getCauses().stream().anyMatch(ReplayCause.class::isInstance);
    }

    private static boolean isPullRequest(Item job) {
        return SCMHead.HeadByItem.findHead(job) instanceof ChangeRequestSCMHead;
    }

    /** The cause of aborted builds: there are newer commits on the pull request. */
    public static final class NewerCommit extends CauseOfInterruption {

        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return Messages.Superseded_newerCommit();
        }
    }

    /** Aborts builds as soon as a newer commit is queued, even if the job does not allow concurrent builds. */
    @Extension
    public static final class OnQueue extends QueueListener {

        @Override
        public void onEnterWaiting(Queue.WaitingItem item) {
            SCMRevisionAction revision = item.getAction(SCMRevisionAction.class);
            if (revision != null && !isReplay(item) && item.task instanceof Job<?, ?> job) {
                // Builds may have to be read from disk, which must not block the queue.
                BackgroundTasks.start(() -> abort(job, revision.getRevision(), Integer.MAX_VALUE));
            }
        }
    }
}
