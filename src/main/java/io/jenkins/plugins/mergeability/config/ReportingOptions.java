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
 * @param apps the logins of GitHub Apps and bots whose reviews count; a build cannot set it
 * @param comment when the plugin comments on a pull request
 * @param report whether pull requests are reported although their builds do not call the step
 * @param rerunComments whether a comment of a writer runs failed jobs again; a build cannot set it
 * @param hideDetails whether reports name no jobs, paths, logs and addresses; a build cannot set it
 */
public record ReportingOptions(
        String context,
        Integer approvals,
        Counting reviewers,
        Boolean staleApprovals,
        Set<String> blockingLabels,
        Set<String> apps,
        CommentPolicy comment,
        Boolean report,
        Boolean rerunComments,
        Boolean hideDetails) {

    /** Sets nothing. */
    public static final ReportingOptions NONE =
            new ReportingOptions(null, null, null, null, null, null, null, null, null, null);

    public ReportingOptions {
        blockingLabels = blockingLabels == null ? null : caseInsensitive(blockingLabels);
        apps = apps == null ? null : caseInsensitive(apps);
    }

    /** Combines these options with those of a parent. These take precedence. */
    public ReportingOptions within(ReportingOptions parent) {
        return new ReportingOptions(
                or(context, parent.context),
                or(approvals, parent.approvals),
                or(reviewers, parent.reviewers),
                or(staleApprovals, parent.staleApprovals),
                or(blockingLabels, parent.blockingLabels),
                or(apps, parent.apps),
                or(comment, parent.comment),
                or(report, parent.report),
                or(rerunComments, parent.rerunComments),
                or(hideDetails, parent.hideDetails));
    }

    private static <T> T or(T value, T inherited) {
        return value == null ? inherited : value;
    }

    private static Set<String> caseInsensitive(Collection<String> names) {
        Set<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sorted.addAll(names);
        return sorted;
    }
}
