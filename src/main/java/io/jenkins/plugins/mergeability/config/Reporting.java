package io.jenkins.plugins.mergeability.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules.Counting;
import java.time.Duration;
import java.util.Set;

/**
 * How the mergeability of a pull request is reported.
 *
 * @param context the context of the commit status
 * @param rules what is needed besides passed jobs
 * @param comment when it is commented
 * @param automatic whether it is reported without being asked to by its builds
 */
public record Reporting(String context, MergeRules rules, CommentPolicy comment, boolean automatic) {

    /** The context where nobody configured one. */
    public static final String CONTEXT = "continuous-integration/jenkins/mergeable";

    /** What the global configuration and the folders around an item say, the nearest first. */
    public static ReportingOptions configured(@CheckForNull Item item) {
        ReportingOptions options = ReportingOptions.NONE;
        for (Object around = item; around instanceof Item within; around = within.getParent()) {
            if (around instanceof AbstractFolder<?> folder) {
                MergeabilityFolderProperty property = folder.getProperties().get(MergeabilityFolderProperty.class);
                ReportingConfiguration says = property == null ? null : property.getReporting();
                if (says != null) {
                    options = options.within(says.options());
                }
            }
        }
        ReportingConfiguration global = MergeabilityConfiguration.get().getReporting();
        return global == null ? options : options.within(global.options());
    }

    /** How often all open pull requests are looked at. */
    public static Duration sweep() {
        GlobalReportingConfiguration global = MergeabilityConfiguration.get().getReporting();
        return Duration.ofMinutes(
                global == null ? GlobalReportingConfiguration.SWEEP_MINUTES : global.getSweepMinutes());
    }

    /** These options, and for what they do not say what is usual. */
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
