package io.jenkins.plugins.mergeability.reporting;

import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.config.ReportingOptions;
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

    /** The effective settings of a pull request; empty if it is not reported. */
    static Optional<Reporting> of(PullRequestJob pull) {
        ReportingOptions configured = configured(pull.project(), pull.source());
        ReportingOptions requested = PullRequestStates.of(pull.job())
                .map(PullRequestState::request)
                .map(PullRequestState.StepRequest::options)
                .or(() -> RecordedStepOptions.of(pull.project()).map(RecordedStepOptions::options))
                .orElse(null);
        if (requested == null) {
            return Optional.of(Reporting.of(configured)).filter(Reporting::automatic);
        }
        return Optional.of(Reporting.of(configured, requested));
    }

    /** Whether pull requests of a project are reported. */
    public static boolean isReported(MultiBranchProject<?, ?> project) {
        for (SCMSource source : project.getSCMSources()) {
            if (source instanceof GitHubSCMSource github
                    && (Reporting.of(configured(project, github)).automatic()
                            || RecordedStepOptions.of(project).isPresent())) {
                return true;
            }
        }
        return false;
    }

    /** All settings of a project, as text for comparison. */
    static List<String> summary(MultiBranchProject<?, ?> project) {
        List<String> summary = new ArrayList<>();
        for (SCMSource source : project.getSCMSources()) {
            if (source instanceof GitHubSCMSource github) {
                summary.add(GithubHosts.account(github) + "/" + github.getRepository() + ": "
                        + configured(project, github));
            }
        }
        return summary;
    }

    /** The settings of the controller, the folders and the trait of a branch source. */
    static ReportingOptions configured(MultiBranchProject<?, ?> project, GitHubSCMSource source) {
        MergeabilityTrait trait = SCMSourceTrait.find(source.getTraits(), MergeabilityTrait.class);
        ReportingOptions inherited = Reporting.configured(project);
        return trait == null ? inherited : trait.options().within(inherited);
    }
}
