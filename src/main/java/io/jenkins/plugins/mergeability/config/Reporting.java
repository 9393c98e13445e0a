package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The effective reporting settings of a pull request.
 *
 * @param context the context of the commit status
 * @param rules the conditions for a merge besides passed jobs
 * @param comment when the plugin comments on the pull request
 * @param automatic whether the pull request is reported although its builds do not call the step
 * @param rerunComments whether a comment of a writer runs failed jobs again
 * @param hideDetails whether reports name no jobs, paths, logs and addresses
 */
public record Reporting(
        String context,
        MergeRules rules,
        CommentPolicy comment,
        boolean automatic,
        boolean rerunComments,
        boolean hideDetails) {

    /** The default context. */
    public static final String CONTEXT = "continuous-integration/jenkins/mergeable";

    /** Combines the settings of the controller and of all parent folders of an item. The nearest folder takes precedence. */
    public static ReportingOptions configured(@CheckForNull Item item) {
        ReportingOptions options = ReportingOptions.NONE;
        for (ReportingSource source : sources(item)) {
            options = options.within(source.options());
        }
        return options;
    }

    /** What an item, if it is a folder, the folders around it and the controller set. The first takes precedence. */
    public static List<ReportingSource> sources(@CheckForNull Item item) {
        return sources(FolderSettings.of(item));
    }

    static List<ReportingSource> sources(List<FolderSettings> folders) {
        List<ReportingSource> sources = new ArrayList<>();
        for (FolderSettings folder : folders) {
            ReportingConfiguration reporting = folder.property().getReporting();
            if (reporting != null) {
                sources.add(new ReportingSource(folder.folder(), reporting.options()));
            }
        }
        ReportingConfiguration global = MergeabilityConfiguration.get().getReporting();
        if (global != null) {
            sources.add(new ReportingSource(Messages.Inherited_controller(), global.options()));
        }
        return sources;
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
                        options.approvals() == null ? MergeRules.DEFAULT.approvals() : options.approvals(),
                        options.reviewers() == null ? MergeRules.DEFAULT.counting() : options.reviewers(),
                        Boolean.TRUE.equals(options.staleApprovals()),
                        options.blockingLabels() == null ? Set.of() : options.blockingLabels(),
                        options.apps() == null ? Set.of() : options.apps()),
                options.comment() == null ? CommentPolicy.OUTCOMES : options.comment(),
                Boolean.TRUE.equals(options.report()),
                Boolean.TRUE.equals(options.rerunComments()),
                Boolean.TRUE.equals(options.hideDetails()));
    }

    /**
     * Adds the options of a build to the configured ones. A build can only make rules stricter, also those that are not
     * configured and have their default. It can choose a context that is not configured, and fewer comments than are
     * configured.
     */
    public static Reporting of(ReportingOptions configured, ReportingOptions build) {
        Reporting floor = of(configured);
        String context = configured.context() == null && build.context() != null ? build.context() : floor.context();
        boolean quieter = build.comment() != null
                && (configured.comment() == null || build.comment().compareTo(configured.comment()) < 0);
        return new Reporting(
                context,
                floor.rules()
                        .tightenedBy(
                                build.approvals() == null ? OptionalInt.empty() : OptionalInt.of(build.approvals()),
                                Optional.ofNullable(build.reviewers()),
                                Optional.ofNullable(build.staleApprovals()),
                                build.blockingLabels() == null ? Set.of() : build.blockingLabels()),
                quieter ? build.comment() : floor.comment(),
                floor.automatic(),
                floor.rerunComments(),
                floor.hideDetails());
    }
}
