package io.jenkins.plugins.mergeability.pulls;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Job;
import hudson.util.HttpResponses;
import io.jenkins.plugins.mergeability.reporting.OpenPullRequest;
import java.util.Collection;
import java.util.List;
import jenkins.branch.MultiBranchProject;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The page of a project's open pull requests, and its remote API. */
public final class PullRequestsAction implements Action {

    static final String URL = "pull-requests";

    private static final String REASON = "requested in Jenkins";

    private final Item project;

    PullRequestsAction(Item project) {
        this.project = project;
    }

    @Override
    public String getIconFileName() {
        return "symbol-source-code-management";
    }

    @Override
    public String getDisplayName() {
        return Messages.PullRequestsAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    public Item getProject() {
        return project;
    }

    /** A snapshot for one page or API response. */
    public PullRequestsView getView() {
        return PullRequestsView.of(project);
    }

    /** The remote API. */
    public Api getApi() {
        return new Api(getView());
    }

    /** The target branches of merge queues that the project leaves out, separated by commas; empty if there are none. */
    public String getLeftOutQueues() {
        return String.join(", ", OpenPullRequest.leftOutQueues(project));
    }

    /**
     * Evaluates a pull request.
     *
     * @param job the job that builds it; in a job that builds several, its number
     */
    @RequirePOST
    public HttpResponse doReevaluate(@QueryParameter String job) {
        OpenPullRequest pull = OpenPullRequest.of(project, job)
                .orElseThrow(() -> HttpResponses.errorWithoutStack(404, Messages.PullRequestsAction_notOpen()));
        pull.job().checkPermission(Item.BUILD);
        pull.evaluate(REASON);
        return requested();
    }

    /** Evaluates all pull requests whose jobs the current user may build. */
    @RequirePOST
    public HttpResponse doReevaluateAll() {
        List<OpenPullRequest> pulls = OpenPullRequest.in(project).stream()
                .filter(pull -> pull.job().hasPermission(Item.BUILD))
                .toList();
        if (pulls.isEmpty()) {
            project.checkPermission(Item.BUILD);
        }
        OpenPullRequest.evaluate(pulls, REASON);
        return requested();
    }

    private static HttpResponse requested() {
        return HttpResponses.redirectTo("./?requested=true");
    }

    /** Adds the page to every job outside of multibranch projects that reports pull requests. */
    @Extension
    @SuppressWarnings("rawtypes") // because of the raw type of the extension
    public static final class JobFactory extends TransientActionFactory<Job> {

        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Job target) {
            return OpenPullRequest.possibleIn(target) ? List.of(new PullRequestsAction(target)) : List.of();
        }
    }

    /** Adds the page to every project with a GitHub branch source. */
    @Extension
    @SuppressWarnings("rawtypes") // because of the raw type of the extension
    public static final class Factory extends TransientActionFactory<MultiBranchProject> {

        @Override
        public Class<MultiBranchProject> type() {
            return MultiBranchProject.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull MultiBranchProject target) {
            MultiBranchProject<?, ?> project = target;
            return OpenPullRequest.possibleIn(project) ? List.of(new PullRequestsAction(project)) : List.of();
        }
    }
}
