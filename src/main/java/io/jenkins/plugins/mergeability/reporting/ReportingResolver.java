package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.config.ReportingOptions;
import io.jenkins.plugins.mergeability.config.ReportingSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.branch.MultiBranchProject;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.trait.SCMSourceTrait;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Resolves the reporting settings of pull requests. */
@Restricted(NoExternalUse.class)
public final class ReportingResolver {

    private ReportingResolver() {}

    /** The effective settings of a pull request or a branch of a merge queue; empty if it is not reported. */
    static Optional<Reporting> of(ReportedJob reported) {
        ReportingOptions configured =
                SCMSource.SourceByItem.findSource(reported.job()) instanceof GitHubSCMSource source
                        ? configured(reported.project(), source)
                        : Reporting.configured(reported.project());
        ReportingOptions requested = PullRequestStates.of(reported)
                .map(PullRequestState::request)
                .map(PullRequestState.StepRequest::options)
                .or(() -> reported.project() instanceof MultiBranchProject<?, ?> project
                        ? RecordedStepOptions.of(project).map(RecordedStepOptions::options)
                        : Optional.empty())
                .orElse(null);
        return effective(configured, requested);
    }

    /** The effective settings of the closed pull requests of a project; empty if they were not reported. */
    static Optional<Reporting> ofClosed(MultiBranchProject<?, ?> project, GitHubSCMSource source) {
        return effective(
                configured(project, source),
                RecordedStepOptions.of(project)
                        .map(RecordedStepOptions::options)
                        .orElse(null));
    }

    private static Optional<Reporting> effective(
            ReportingOptions configured, @CheckForNull ReportingOptions requested) {
        if (requested == null) {
            return Optional.of(Reporting.of(configured)).filter(Reporting::automatic);
        }
        return Optional.of(Reporting.of(configured, requested));
    }

    /** Whether pull requests of a project are reported. */
    public static boolean isReported(Item item) {
        if (!(item instanceof MultiBranchProject<?, ?> project)) {
            return item instanceof Job<?, ?> job && PlainPullRequests.hasAny(job);
        }
        for (SCMSource source : project.getSCMSources()) {
            if (source instanceof GitHubSCMSource github
                    && (Reporting.of(configured(project, github)).automatic()
                            || RecordedStepOptions.of(project).isPresent())) {
                return true;
            }
        }
        return false;
    }

    /** Whether comments on pull requests of a project can run failed jobs again. */
    public static boolean hasRerunComments(Item item) {
        return item instanceof MultiBranchProject<?, ?> project
                && project.getSCMSources().stream()
                        .anyMatch(source -> source instanceof GitHubSCMSource github
                                && Reporting.of(configured(project, github)).rerunComments());
    }

    /** Whether comments on a pull request can run its failed jobs again. */
    public static boolean hasRerunComments(PullRequestJob pull) {
        return of(pull).filter(Reporting::rerunComments).isPresent();
    }

    /** All settings of a project, as text for comparison. */
    static List<String> summary(Item item) {
        if (!(item instanceof MultiBranchProject<?, ?> project)) {
            return List.of(Reporting.configured(item).toString());
        }
        List<String> summary = new ArrayList<>();
        for (SCMSource source : project.getSCMSources()) {
            if (source instanceof GitHubSCMSource github) {
                summary.add(GithubRepository.of(github).account() + "/" + github.getRepository() + ": "
                        + configured(project, github));
            }
        }
        return summary;
    }

    /** What the first GitHub branch source of a project, the folders and the controller set, for a project or a job in it. */
    public static List<ReportingSource> sources(@CheckForNull Item item) {
        Object project = item instanceof Job<?, ?> job ? job.getParent() : item;
        List<ReportingSource> sources = new ArrayList<>();
        if (project instanceof MultiBranchProject<?, ?> multibranch) {
            multibranch.getSCMSources().stream()
                    .filter(GitHubSCMSource.class::isInstance)
                    .map(GitHubSCMSource.class::cast)
                    .findFirst()
                    .map(source -> SCMSourceTrait.find(source.getTraits(), MergeabilityTrait.class))
                    .ifPresent(trait -> sources.add(new ReportingSource(
                            Messages.ReportingResolver_source(multibranch.getFullDisplayName()), trait.options())));
        }
        sources.addAll(Reporting.sources(item));
        return sources;
    }

    /** The settings of the controller, the folders and the trait of a branch source. */
    static ReportingOptions configured(Item project, GitHubSCMSource source) {
        MergeabilityTrait trait = SCMSourceTrait.find(source.getTraits(), MergeabilityTrait.class);
        ReportingOptions inherited = Reporting.configured(project);
        return trait == null ? inherited : trait.options().within(inherited);
    }
}
