package io.jenkins.plugins.mergeability.config;

import io.jenkins.plugins.mergeability.engine.verdict.MergeRules.Counting;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one place says of how mergeability is reported; whatever is null it leaves to other places.
 *
 * @param context the context of the commit status
 * @param approvals how many approvals are needed
 * @param reviewers whose reviews count
 * @param staleApprovals whether approvals of earlier commits count
 * @param blockingLabels labels that hold a pull request back
 * @param comment when a pull request is commented
 * @param report whether pull requests are reported without being asked to by their builds
 */
public record ReportingOptions(
        String context,
        Integer approvals,
        Counting reviewers,
        Boolean staleApprovals,
        Set<String> blockingLabels,
        CommentPolicy comment,
        Boolean report) {

    /** A place that says nothing. */
    public static final ReportingOptions NONE = new ReportingOptions(null, null, null, null, null, null, null);

    public ReportingOptions {
        blockingLabels = blockingLabels == null ? null : labels(blockingLabels);
    }

    /** What holds in this place if it lies in {@code outer}. */
    public ReportingOptions within(ReportingOptions outer) {
        return new ReportingOptions(
                or(context, outer.context),
                or(approvals, outer.approvals),
                or(reviewers, outer.reviewers),
                or(staleApprovals, outer.staleApprovals),
                or(blockingLabels, outer.blockingLabels),
                or(comment, outer.comment),
                or(report, outer.report));
    }

    /**
     * What holds if a build asks for something else. What is said here may be made stricter or quieter by it, and never
     * the opposite; where nothing is said here it may choose.
     */
    public ReportingOptions askedFor(ReportingOptions step) {
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

    private static <T> T or(T near, T far) {
        return near == null ? far : near;
    }

    private static Set<String> union(Collection<String> some, Collection<String> others) {
        Set<String> all = labels(some);
        all.addAll(others);
        return all;
    }

    private static Set<String> labels(Collection<String> names) {
        Set<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sorted.addAll(names);
        return sorted;
    }
}
