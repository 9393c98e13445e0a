package io.jenkins.plugins.mergeability.pulls;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.mergeability.reporting.OpenPullRequest;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Shows on the page of a job whether its pull request can be merged. */
@ExportedBean
public final class MergeabilityAction extends InvisibleAction {

    private final Job<?, ?> job;

    MergeabilityAction(Job<?, ?> job) {
        this.job = job;
    }

    /** The pull request; null before the first verdict. */
    @CheckForNull
    @Exported(name = "mergeability", visibility = 2)
    public PullRequestView getView() {
        return PullRequestView.of(job)
                .filter(view -> view.verdict().isPresent())
                .orElse(null);
    }

    /** The path of the page of all pull requests, relative to the root URL of Jenkins. */
    public String getPage() {
        return job.getParent() instanceof Item project ? project.getUrl() + PullRequestsAction.URL + "/" : "";
    }

    /** Adds the action to every job that builds a pull request at GitHub. */
    @Extension
    @SuppressWarnings("rawtypes") // because of the raw type of the extension
    public static final class Factory extends TransientActionFactory<Job> {

        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Job target) {
            Job<?, ?> job = target;
            return OpenPullRequest.of(job).isPresent() ? List.of(new MergeabilityAction(job)) : List.of();
        }
    }
}
