package io.jenkins.plugins.mergeability.reporting.events;

import com.cloudbees.jenkins.GitHubRepositoryName;
import com.fasterxml.jackson.databind.JsonNode;
import hudson.Extension;
import hudson.model.Item;
import io.jenkins.plugins.mergeability.engine.github.QueueBranch;
import io.jenkins.plugins.mergeability.queue.LeftOutBranches;
import io.jenkins.plugins.mergeability.reporting.GithubRepository;
import io.jenkins.plugins.mergeability.reporting.PullRequestJob;
import io.jenkins.plugins.mergeability.reporting.PullRequestStates;
import io.jenkins.plugins.mergeability.reporting.Reporter;
import io.jenkins.plugins.mergeability.reporting.ReportingResolver;
import io.jenkins.plugins.mergeability.reporting.Sweep;
import io.jenkins.plugins.mergeability.reporting.VerdictListener;
import io.jenkins.plugins.mergeability.reporting.webhooks.MissedWebhooks;
import java.time.Duration;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.branch.MultiBranchProject;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.github.extension.GHSubscriberEvent;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.kohsuke.github.GHEvent;

/**
 * Re-evaluates pull requests after webhooks about them or their target branch. The evaluation looks up the current state at
 * GitHub, because the data of an event may be outdated.
 */
@Extension
public final class GithubEvents extends RepositoryEvents {

    private static final String BRANCH = "refs/heads/";

    /** Many pull requests may have the branch of a push as their target. */
    private static final CoalescedActions PUSHES = new CoalescedActions();

    /** After these, somebody may have another permission. {@link OrganizationEvents} has the others. */
    private static final Set<GHEvent> PERMISSIONS = Set.of(GHEvent.MEMBER, GHEvent.TEAM_ADD);

    /** The actions after which a pull request has another head. */
    private static final Set<String> NEW_COMMITS = Set.of("opened", "synchronize");

    @Override
    protected boolean isApplicable(Item item) {
        return ReportingResolver.isReported(item);
    }

    @Override
    protected Set<GHEvent> events() {
        EnumSet<GHEvent> events = EnumSet.of(GHEvent.PULL_REQUEST, GHEvent.PULL_REQUEST_REVIEW, GHEvent.PUSH);
        events.addAll(PERMISSIONS);
        return events;
    }

    @Override
    void handle(GHSubscriberEvent event, JsonNode payload, GitHubRepositoryName repository) {
        handle(event.getGHEvent(), payload, repository);
    }

    private static void handle(GHEvent kind, JsonNode payload, GitHubRepositoryName repository) {
        sources(repository).forEach((source, project) -> MissedWebhooks.received(project));
        if (PERMISSIONS.contains(kind)) {
            Reporter.get().expirePermissions(repository.getUserName(), repository.getRepositoryName());
            return;
        }
        if (kind == GHEvent.PUSH) {
            String ref = payload.path("ref").asText();
            if (ref.startsWith(BRANCH)) {
                String branch = ref.substring(BRANCH.length());
                if (!payload.path("deleted").asBoolean()) {
                    QueueBranch.parse(branch).ifPresent(queue -> {
                        VerdictListener.publishAnnounced(payload.path("after").asText());
                        seen(queue, repository);
                    });
                }
                PUSHES.run(repository + " " + branch, () -> {
                    List<PullRequestJob> pulls =
                            find(repository, pull -> pull.target().equals(branch));
                    Sweep.spread(pulls, Duration.ZERO, "push to " + branch);
                });
            }
            return;
        }
        int number = payload.path("pull_request")
                .path("number")
                .asInt(payload.path("number").asInt());
        String action = payload.path("action").asText();
        String head = payload.path("pull_request").path("head").path("sha").asText();
        if (kind == GHEvent.PULL_REQUEST && NEW_COMMITS.contains(action)) {
            VerdictListener.publishAnnounced(head);
        }
        String reason = (kind == GHEvent.PULL_REQUEST_REVIEW ? "review " : "pull request ") + action.replace('_', ' ');
        // Pull requests with the same head share its status.
        for (PullRequestJob pull : find(
                repository,
                pull -> pull.number() == number
                        || PullRequestStates.head(pull).filter(head::equals).isPresent())) {
            Reporter.evaluatePaced(pull, reason);
        }
    }

    /** Notes a branch of a merge queue where it is left out, to warn of that. */
    private static void seen(QueueBranch branch, GitHubRepositoryName repository) {
        sources(repository).forEach((source, project) -> LeftOutBranches.seen(project, source, branch));
    }

    /** The branch sources of a repository whose pull requests are reported, with their projects. */
    private static Map<GitHubSCMSource, MultiBranchProject<?, ?>> sources(GitHubRepositoryName repository) {
        Map<GitHubSCMSource, MultiBranchProject<?, ?>> found = new IdentityHashMap<>();
        for (Item project : PullRequestJob.projects()) {
            if (project instanceof MultiBranchProject<?, ?> multibranch && ReportingResolver.isReported(project)) {
                for (SCMSource source : multibranch.getSCMSources()) {
                    if (source instanceof GitHubSCMSource github
                            && GithubRepository.of(github).is(repository)) {
                        found.put(github, multibranch);
                    }
                }
            }
        }
        return found;
    }
}
