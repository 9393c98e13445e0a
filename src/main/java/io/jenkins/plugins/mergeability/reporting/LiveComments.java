package io.jenkins.plugins.mergeability.reporting;

import io.jenkins.plugins.mergeability.config.CommentPolicy;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.engine.github.CommentPart;
import io.jenkins.plugins.mergeability.engine.outbox.Outbox;
import io.jenkins.plugins.mergeability.engine.outbox.Report;
import io.jenkins.plugins.mergeability.engine.outbox.ReportSubject;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import jenkins.branch.MultiBranchProject;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Says in the comments on merged pull requests of a repository where they are live. */
@Restricted(NoExternalUse.class)
public final class LiveComments {

    private final GithubRepository repository;
    private final String location;
    private final Reporting reporting;

    private LiveComments(MultiBranchProject<?, ?> project, GithubRepository repository, Reporting reporting) {
        this.repository = repository;
        this.location = new RepositoryLocation(project.getFullName(), repository.owner(), repository.name()).toString();
        this.reporting = reporting;
    }

    /** The comments on pull requests of a branch source; empty if there are none. */
    public static Optional<LiveComments> of(MultiBranchProject<?, ?> project, SCMSource source) {
        if (!(source instanceof GitHubSCMSource github)) {
            return Optional.empty();
        }
        return ReportingResolver.ofClosed(project, github)
                .filter(reporting -> reporting.comment() != CommentPolicy.NEVER)
                .map(reporting -> new LiveComments(project, GithubRepository.of(github), reporting));
    }

    /** Whether the comments name no components and pages. */
    public boolean isWithoutDetails() {
        return reporting.hideDetails();
    }

    /**
     * The pull requests by which commits were merged, each with the first of its commits.
     *
     * @throws IOException if GitHub does not say it now
     */
    public Map<Integer, String> merged(Collection<String> commits) throws IOException {
        return Reporter.get().hosts().mergedWith(location, commits);
    }

    /**
     * Replaces what the comments say.
     *
     * @param texts by the number of the pull request: where it is live; empty if it is not live any more
     * @throws IOException if the texts cannot be kept until they are delivered
     */
    public void report(Map<Integer, String> texts) throws IOException {
        Outbox outbox = Reporter.get().outbox();
        outbox.forgetDeliveredEnvironments();
        for (Map.Entry<Integer, String> each : texts.entrySet()) {
            ReportSubject subject =
                    new ReportSubject(repository.account(), location, each.getKey(), reporting.context());
            outbox.offer(new Report.Comment(subject, CommentPart.ENVIRONMENTS, each.getValue()));
        }
    }
}
