package io.jenkins.plugins.mergeability.config;

import io.jenkins.plugins.mergeability.engine.verdict.MergeRules.Counting;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The reporting settings of one place: the controller, a folder, a branch source or a build. A null setting is inherited.
 *
 * @param context the context of the commit status
 * @param approvals the number of required approvals
 * @param reviewers whose reviews count
 * @param staleApprovals whether approvals of earlier commits count
 * @param blockingLabels labels that block a merge
 * @param comment when the plugin comments on a pull request
 * @param report whether pull requests are reported although their builds do not call the step
 */
public record ReportingOptions(
        String context,
        Integer approvals,
        Counting reviewers,
        Boolean staleApprovals,
        Set<String> blockingLabels,
        CommentPolicy comment,
        Boolean report) {

    /** Sets nothing. */
    public static final ReportingOptions NONE = new ReportingOptions(null, null, null, null, null, null, null);

    public ReportingOptions {
        blockingLabels = blockingLabels == null ? null : labels(blockingLabels);
    }

    /** Combines these options with those of a parent. These take precedence. */
    public ReportingOptions within(ReportingOptions parent) {
        return new ReportingOptions(
                or(context, parent.context),
                or(approvals, parent.approvals),
                or(reviewers, parent.reviewers),
                or(staleApprovals, parent.staleApprovals),
                or(blockingLabels, parent.blockingLabels),
                or(comment, parent.comment),
                or(report, parent.report));
    }

    /**
     * Applies the options of a build. A build can make a configured setting stricter or quieter, but not looser or louder.
     * It can freely choose a setting that is not configured.
     */
    public ReportingOptions tightenedBy(ReportingOptions step) {
        return new ReportingOptions(
                or(context, step.context),
                approvals == null || step.approvals == null
                        ? or(approvals, step.approvals)
                        : Integer.valueOf(Math.max(approvals, step.approvals)),
                reviewers == null || step.reviewers != null && step.reviewers.compareTo(reviewers) > 0
                        ? step.reviewers
                        : reviewers,
                Boolean.FALSE.equals(step.staleApprovals)
                        ? step.staleApprovals
                        : or(staleApprovals, step.staleApprovals),
                blockingLabels == null || step.blockingLabels == null
                        ? or(blockingLabels, step.blockingLabels)
                        : union(blockingLabels, step.blockingLabels),
                comment != null && step.comment != null && step.comment.compareTo(comment) < 0
                        ? step.comment
                        : or(comment, step.comment),
                report);
    }

    private static <T> T or(T value, T inherited) {
        return value == null ? inherited : value;
    }

    private static Set<String> union(Collection<String> first, Collection<String> second) {
        Set<String> all = labels(first);
        all.addAll(second);
        return all;
    }

    private static Set<String> labels(Collection<String> names) {
        Set<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sorted.addAll(names);
        return sorted;
    }
}
