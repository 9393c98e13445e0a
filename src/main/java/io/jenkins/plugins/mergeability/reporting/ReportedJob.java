package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.queue.QueueJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.branch.MultiBranchProject;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a verdict is reported about, and the job that builds it: a pull request, or a branch of a merge queue. */
@Restricted(NoExternalUse.class)
public sealed interface ReportedJob permits PullRequestJob, ReportedJob.Queued {

    /** The job that builds it. */
    Job<?, ?> job();

    /** The multibranch project, or the job itself outside of one. */
    Item project();

    /** The repository. */
    GithubRepository repository();

    /** The number of the pull request; of a branch of a merge queue, that of its entry. */
    int number();

    /** Identifies it on this controller. */
    String key();

    /** The file with its state. */
    Path stateFile();

    /** The repository, and the project whose credentials are used for it. */
    default RepositoryLocation location() {
        return new RepositoryLocation(
                project().getFullName(), repository().owner(), repository().name());
    }

    /** What a job of a multibranch project is reported about; empty if it builds anything else. */
    static Optional<ReportedJob> of(Item item) {
        return PullRequestJob.of(item)
                .<ReportedJob>map(pull -> pull)
                .or(() -> QueueJob.of(item).map(Queued::new));
    }

    /** What a build is reported about; empty if it is of anything else. */
    static Optional<ReportedJob> of(Run<?, ?> run) {
        return PullRequestJob.of(run)
                .<ReportedJob>map(pull -> pull)
                .or(() -> QueueJob.of(run.getParent()).map(Queued::new));
    }

    /** What has a {@link #key}; empty if there is no such thing any more. */
    static Optional<ReportedJob> byKey(String key) {
        return PullRequestJob.byKey(key)
                .<ReportedJob>map(pull -> pull)
                .or(() -> Optional.ofNullable(Jenkins.get().getItemByFullName(key))
                        .flatMap(QueueJob::of)
                        .map(Queued::new));
    }

    /** All that is reported of a project. */
    static List<ReportedJob> in(Item project) {
        List<ReportedJob> found = new ArrayList<>(PullRequestJob.in(project));
        if (project instanceof MultiBranchProject<?, ?> multibranch) {
            QueueJob.in(multibranch).forEach(queue -> found.add(new Queued(queue)));
        }
        return found;
    }

    /** A branch of a merge queue. */
    record Queued(QueueJob queue) implements ReportedJob {

        @Override
        public Job<?, ?> job() {
            return queue.job();
        }

        @Override
        public Item project() {
            return queue.project();
        }

        @Override
        public GithubRepository repository() {
            return GithubRepository.of(queue.source());
        }

        @Override
        public int number() {
            return queue.branch().number();
        }

        @Override
        public String key() {
            return queue.job().getFullName();
        }

        @Override
        public Path stateFile() {
            return PullRequestStates.file(queue.job());
        }
    }
}
