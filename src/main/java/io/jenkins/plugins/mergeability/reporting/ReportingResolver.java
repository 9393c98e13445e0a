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

/** How pull requests are reported, and whether they are. */
public final class ReportingResolver {

    private ReportingResolver() {}

    /** How a pull request is reported; nothing if it is not. */
    static Optional<Reporting> of(PullRequestJob pull) {
        ReportingOptions configured = configured(pull.project(), pull.source());
        ReportingOptions asked = PullRequestStates.of(pull.job())
                .map(PullRequestState::asked)
                .map(PullRequestState.Asked::options)
                .or(() -> ProjectMemory.of(pull.project()).map(ProjectMemory::options))
                .orElse(null);
        if (asked == null) {
            return Optional.of(Reporting.of(configured)).filter(Reporting::automatic);
        }
        return Optional.of(Reporting.of(configured.askedFor(asked)));
    }

    /** Whether anything of a project is reported. */
    public static boolean reports(MultiBranchProject<?, ?> project) {
        for (SCMSource source : project.getSCMSources()) {
            if (source instanceof GitHubSCMSource github
                    && (Reporting.of(configured(project, github)).automatic()
                            || ProjectMemory.of(project).isPresent())) {
                return true;
            }
        }
        return false;
    }

    /** All that is configured of how a project is reported, and to whom. */
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

    /** What those say who configure the controller, the folders, and the project. */
    static ReportingOptions configured(MultiBranchProject<?, ?> project, GitHubSCMSource source) {
        MergeabilityTrait trait = SCMSourceTrait.find(source.getTraits(), MergeabilityTrait.class);
        ReportingOptions around = Reporting.configured(project);
        return trait == null ? around : trait.options().within(around);
    }
}
