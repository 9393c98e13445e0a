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

/** Whether a pull request can be merged, on the page of the job that builds it. */
@ExportedBean
public final class MergeabilityAction extends InvisibleAction {

    private final Job<?, ?> job;

    MergeabilityAction(Job<?, ?> job) {
        this.job = job;
    }

    /** What there is to show now; null if there is nothing. */
    @CheckForNull
    @Exported(name = "mergeability", visibility = 2)
    public PullRequestView getView() {
        return PullRequestView.of(job)
                .filter(view -> view.verdict().isPresent())
                .orElse(null);
    }

    /** The path of the page of all pull requests, from the root of Jenkins. */
    public String getPage() {
        return job.getParent() instanceof Item project ? project.getUrl() + PullRequestsAction.URL + "/" : "";
    }

    /** Gives it to every job that builds a pull request at GitHub. */
    @Extension
    @SuppressWarnings("rawtypes") // as the type it is registered for
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
