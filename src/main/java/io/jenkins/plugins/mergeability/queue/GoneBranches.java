package io.jenkins.plugins.mergeability.queue;

import hudson.Extension;
import hudson.XmlFile;
import hudson.model.Executor;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.TopLevelItem;
import hudson.model.listeners.SaveableListener;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.branch.Branch;
import jenkins.branch.BranchProjectFactory;
import jenkins.branch.MultiBranchProject;
import jenkins.model.CauseOfInterruption;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Ends the builds of a branch of a merge queue that does not exist any more: its group was merged, or it is dead and nobody
 * waits for its result. GitHub deletes the branch in both cases. The branch source marks the job after the event of the
 * deletion, or when it scans the repository.
 */
@Restricted(NoExternalUse.class)
public final class GoneBranches {

    private static final Logger LOGGER = Logger.getLogger(GoneBranches.class.getName());

    /** The number of newest builds that may still run. */
    private static final int MAX_BUILDS = 20;

    private GoneBranches() {}

    /** Ends the builds of all jobs of a project whose branches do not exist any more. */
    public static void end(MultiBranchProject<?, ?> project) {
        for (Job<?, ?> job : project.getItems()) {
            if (isGone(job)) {
                end(job);
            }
        }
    }

    private static boolean isGone(Job<?, ?> job) {
        return QueueJob.named(job).isPresent() && isDead((MultiBranchProject<?, ?>) job.getParent(), job);
    }

    private static <P extends Job<P, R> & TopLevelItem, R extends Run<P, R>> boolean isDead(
            MultiBranchProject<P, R> project, Job<?, ?> job) {
        BranchProjectFactory<P, R> factory = project.getProjectFactory();
        return factory.isProject(job) && factory.getBranch(factory.asProject(job)) instanceof Branch.Dead;
    }

    /** Ends the builds of a job, in the queue of Jenkins and on agents. */
    public static void end(Job<?, ?> job) {
        if (job instanceof Queue.Task task) {
            for (Queue.Item item : Queue.getInstance().getItems(task)) {
                Queue.getInstance().cancel(item);
            }
        }
        for (Run<?, ?> run : List.copyOf(job.getBuilds().limit(MAX_BUILDS))) {
            Executor executor = run.getExecutor();
            if (run.isBuilding() && executor != null) {
                executor.interrupt(Result.NOT_BUILT, new BranchGone());
            }
        }
    }

    /** The cause of ended builds. */
    public static final class BranchGone extends CauseOfInterruption {

        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return Messages.GoneBranches_branchGone();
        }
    }

    /** The branch source saves a job that it marks. */
    @Extension
    public static final class OnSave extends SaveableListener {

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof Job<?, ?> job && isGone(job)) {
                Timer.get().submit(() -> end(job)); // the caller may hold locks
            }
        }
    }

    /** A build is resumed after a restart, during which its branch may have been marked. */
    @Extension
    public static final class OnResume extends FlowExecutionListener {

        private static final int DELAY = 5;

        @Override
        public void onResumed(FlowExecution execution) {
            try {
                if (execution.getOwner().getExecutable() instanceof Run<?, ?> run && isGone(run.getParent())) {
                    Timer.get().schedule(() -> end(run.getParent()), DELAY, TimeUnit.SECONDS);
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "cannot determine whether the branch of a resumed build exists", e);
            }
        }
    }
}
