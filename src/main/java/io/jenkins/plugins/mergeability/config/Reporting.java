package io.jenkins.plugins.mergeability.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules.Counting;
import java.time.Duration;
import java.util.Set;

/**
 * The effective reporting settings of a pull request.
 *
 * @param context the context of the commit status
 * @param rules the conditions for a merge besides passed jobs
 * @param comment when the plugin comments on the pull request
 * @param automatic whether the pull request is reported although its builds do not call the step
 */
public record Reporting(String context, MergeRules rules, CommentPolicy comment, boolean automatic) {

    /** The default context. */
    public static final String CONTEXT = "continuous-integration/jenkins/mergeable";

    /** Combines the settings of the controller and of all parent folders of an item. The nearest folder takes precedence. */
    public static ReportingOptions configured(@CheckForNull Item item) {
        ReportingOptions options = ReportingOptions.NONE;
        for (Object parent = item; parent instanceof Item current; parent = current.getParent()) {
            if (parent instanceof AbstractFolder<?> folder) {
                MergeabilityFolderProperty property = folder.getProperties().get(MergeabilityFolderProperty.class);
                ReportingConfiguration reporting = property == null ? null : property.getReporting();
                if (reporting != null) {
                    options = options.within(reporting.options());
                }
            }
        }
        ReportingConfiguration global = MergeabilityConfiguration.get().getReporting();
        return global == null ? options : options.within(global.options());
    }

    /** The interval between two sweeps over all open pull requests. */
    public static Duration sweepInterval() {
        GlobalReportingConfiguration global = MergeabilityConfiguration.get().getReporting();
        return Duration.ofMinutes(
                global == null ? GlobalReportingConfiguration.SWEEP_MINUTES : global.getSweepMinutes());
    }

    /** Completes options with the defaults. */
    public static Reporting of(ReportingOptions options) {
        return new Reporting(
                options.context() == null ? CONTEXT : options.context(),
                new MergeRules(
                        options.approvals() == null ? 1 : options.approvals(),
                        options.reviewers() == null ? Counting.EVERYBODY : options.reviewers(),
                        false,
                        Boolean.TRUE.equals(options.staleApprovals()),
                        options.blockingLabels() == null ? Set.of() : options.blockingLabels()),
                options.comment() == null ? CommentPolicy.FAILURES : options.comment(),
                Boolean.TRUE.equals(options.report()));
    }
}
