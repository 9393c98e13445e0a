package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.mergeability.engine.outbox.ReportSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.branch.MultiBranchProject;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMHead;

/** A job that builds a pull request at GitHub. */
public record PullRequestJob(
        Job<?, ?> job, MultiBranchProject<?, ?> project, GitHubSCMSource source, PullRequestSCMHead head) {

    /** What a job builds, if that is an open pull request, and no other job is rather the one that builds it. */
    static Optional<PullRequestJob> of(Item item) {
        return builds(item).filter(pull -> !pull.hasTwin());
    }

    private static Optional<PullRequestJob> builds(Item item) {
        // A pull request that is closed belongs to no source any more.
        return item instanceof Job<?, ?> job
                        && job.getParent() instanceof MultiBranchProject<?, ?> project
                        && SCMHead.HeadByItem.findHead(job) instanceof PullRequestSCMHead head
                        && SCMSource.SourceByItem.findSource(job) instanceof GitHubSCMSource source
                ? Optional.of(new PullRequestJob(job, project, source, head))
                : Optional.empty();
    }

    /** The jobs for all open pull requests of a project. */
    public static List<PullRequestJob> in(MultiBranchProject<?, ?> project) {
        List<PullRequestJob> found = new ArrayList<>();
        for (Job<?, ?> job : project.getItems()) {
            of(job).ifPresent(found::add);
        }
        return found;
    }

    /** All projects that have branches. */
    public static List<MultiBranchProject<?, ?>> projects() {
        List<MultiBranchProject<?, ?>> projects = new ArrayList<>();
        for (MultiBranchProject<?, ?> project : Jenkins.get().allItems(MultiBranchProject.class)) {
            projects.add(project);
        }
        return projects;
    }

    public int number() {
        return head.getNumber();
    }

    /** The branch it is to be merged into. */
    public String target() {
        return head.getTarget().getName();
    }

    RepositoryLocation place() {
        return new RepositoryLocation(project.getFullName(), source.getRepoOwner(), source.getRepository());
    }

    /** What is reported of it is about this. */
    ReportSubject subject(String context) {
        return new ReportSubject(GithubHosts.account(source), place().toString(), number(), context);
    }

    /** A pull request may be built as it is, and as it would be merged; then the latter decides. */
    private boolean hasTwin() {
        if (head.getCheckoutStrategy() == ChangeRequestCheckoutStrategy.MERGE
                || !head.getName().endsWith("-head")) {
            return false;
        }
        String name = head.getName().substring(0, head.getName().length() - "head".length()) + "merge";
        Item twin = project.getItem(name);
        return twin != null
                && builds(twin).filter(other -> other.number() == number()).isPresent();
    }
}
