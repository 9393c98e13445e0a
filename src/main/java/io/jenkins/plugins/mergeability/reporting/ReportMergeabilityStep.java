package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.Descriptor;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Notifier;
import hudson.tasks.Publisher;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.config.ReportingFields;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import jenkins.branch.MultiBranchProject;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import jenkins.tasks.SimpleBuildStep;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The step {@code reportMergeability}: reports to GitHub whether the pull request can be merged, from now on and whenever
 * that changes. The step only records its options. It neither waits for GitHub nor fails with it, and may run at any point
 * of a build.
 */
public class ReportMergeabilityStep extends Notifier implements SimpleBuildStep {

    private final ReportingFields fields = new ReportingFields();

    @DataBoundConstructor
    public ReportMergeabilityStep() {}

    @CheckForNull
    public String getContext() {
        return fields.getContext();
    }

    @DataBoundSetter
    public void setContext(@CheckForNull String context) {
        fields.setContext(context);
    }

    @CheckForNull
    public Integer getApprovals() {
        return fields.getApprovals();
    }

    @DataBoundSetter
    public void setApprovals(@CheckForNull Integer approvals) {
        fields.setApprovals(approvals);
    }

    @CheckForNull
    public String getReviewers() {
        return fields.getReviewers();
    }

    @DataBoundSetter
    public void setReviewers(@CheckForNull String reviewers) {
        fields.setReviewers(reviewers);
    }

    @CheckForNull
    public Boolean getStaleApprovals() {
        return fields.getStaleApprovals();
    }

    @DataBoundSetter
    public void setStaleApprovals(@CheckForNull Boolean staleApprovals) {
        fields.setStaleApprovals(staleApprovals);
    }

    @CheckForNull
    public String getBlockingLabels() {
        return fields.getBlockingLabels();
    }

    @DataBoundSetter
    public void setBlockingLabels(@CheckForNull String blockingLabels) {
        fields.setBlockingLabels(blockingLabels);
    }

    @CheckForNull
    public String getComment() {
        return fields.getComment();
    }

    @DataBoundSetter
    public void setComment(@CheckForNull String comment) {
        fields.setComment(comment);
    }

    @Override
    public boolean requiresWorkspace() {
        return false;
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Override
    public void perform(
            @NonNull Run<?, ?> run,
            @NonNull FilePath workspace,
            @NonNull EnvVars env,
            @NonNull Launcher launcher,
            @NonNull TaskListener listener)
            throws IOException, InterruptedException {
        perform(run, env, listener);
    }

    @Override
    public void perform(@NonNull Run<?, ?> run, @NonNull EnvVars env, @NonNull TaskListener listener)
            throws IOException, InterruptedException {
        PrintStream log = listener.getLogger();
        Job<?, ?> job = run.getParent();
        if (PlainPullRequests.isPlain(job)) {
            performOutsideOfMultibranch(run, log);
            return;
        }
        Optional<ReportedJob> reported = ReportedJob.of(job);
        if (job.getParent() instanceof MultiBranchProject<?, ?> project
                && RecordedStepOptions.record(project, fields.options(null), isBranch(job) && !isQueued(reported))) {
            Webhooks.register(project);
        }
        if (reported.isEmpty()) {
            log.println(Messages.ReportMergeabilityStep_noPullRequest());
            return;
        }
        resolveCommit(run, listener);
        request(reported.get(), run, log);
    }

    /** A branch of a merge queue has not been merged yet, so its options count like those of a pull request. */
    private static boolean isQueued(Optional<ReportedJob> reported) {
        return reported.filter(ReportedJob.Queued.class::isInstance).isPresent();
    }

    private void performOutsideOfMultibranch(Run<?, ?> run, PrintStream log) throws IOException {
        Job<?, ?> job = run.getParent();
        Optional<GithubRepository> repository = PlainPullRequests.repository(job);
        if (repository.isEmpty()) {
            refuse(run, Messages.ReportMergeabilityStep_noGithubProject(), log);
            return;
        }
        Optional<PullRequestJob> pull = PlainPullRequests.mark(run, repository.get());
        if (pull.isEmpty()) {
            log.println(Messages.ReportMergeabilityStep_noPullRequestBuild());
            return;
        }
        if (repository.get().credentials() == null && run instanceof AbstractBuild<?, ?>) {
            throw new AbortException(Messages.ReportMergeabilityStep_noCredentials());
        }
        boolean first = !PlainPullRequests.hasAny(job);
        request(pull.get(), run, log);
        if (first) {
            Webhooks.register(job);
        }
    }

    /** The post-build action fails where it can have no effect. The step of a Jenkinsfile may be for other jobs. */
    private static void refuse(Run<?, ?> run, String why, PrintStream log) throws AbortException {
        if (run instanceof AbstractBuild<?, ?>) {
            throw new AbortException(why);
        }
        log.println(why);
    }

    private void request(ReportedJob reported, Run<?, ?> run, PrintStream log) throws IOException {
        PullRequestStates.update(reported, state -> state.withRequest(fields.options(null), run.getNumber()));
        String requested = fields.getContext();
        ReportingResolver.of(reported).map(Reporting::context).ifPresent(context -> {
            log.println(Messages.ReportMergeabilityStep_reported(context));
            if (requested != null && !requested.equals(context)) {
                log.println(Messages.ReportMergeabilityStep_contextConfigured(requested));
            }
        });
        Reporter.evaluateNow(reported, "requested by build");
    }

    /** Unlike {@link PullRequestJob#of}, this also recognizes closed pull requests. */
    private static boolean isBranch(Job<?, ?> job) {
        return !(SCMHead.HeadByItem.findHead(job) instanceof ChangeRequestSCMHead);
    }

    /** Resolves the commit of a build whose script does not come from the repository, because nothing has done so yet. */
    private static void resolveCommit(Run<?, ?> run, TaskListener listener) throws InterruptedException {
        SCMSource source = SCMSource.SourceByItem.findSource(run.getParent());
        SCMHead head = SCMHead.HeadByItem.findHead(run.getParent());
        if (source == null || head == null || SCMRevisionAction.getRevision(source, run) != null) {
            return;
        }
        try {
            SCMRevision tip = source.fetch(head, listener);
            if (tip != null) {
                run.addAction(new SCMRevisionAction(source, tip));
            }
        } catch (IOException e) {
            listener.getLogger().println(Messages.ReportMergeabilityStep_commitUnknown(e.getMessage()));
        }
    }

    /** The descriptor. The form and the help of the fields are those of {@link ReportingFields}. */
    @Extension
    @Symbol("reportMergeability")
    public static final class DescriptorImpl extends BuildStepDescriptor<Publisher> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ReportMergeabilityStep_displayName();
        }

        @Override
        @SuppressWarnings("rawtypes") // as declared in the superclass
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }

        @Override
        public Publisher newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form)
                throws Descriptor.FormException {
            return super.newInstance(request, ReportingFields.withoutEmptyFields(form));
        }
    }
}
