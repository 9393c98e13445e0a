package io.jenkins.plugins.mergeability.reporting.events;

import com.cloudbees.jenkins.GitHubRepositoryName;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mergeability.reporting.PullRequestJob;
import io.jenkins.plugins.mergeability.reporting.PullRequestStates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.jenkinsci.plugins.github.extension.GHEventsSubscriber;
import org.jenkinsci.plugins.github.extension.GHSubscriberEvent;

/** Handles webhooks about one repository, on a thread of their own. */
abstract class RepositoryEvents extends GHEventsSubscriber {

    private static final Logger LOGGER = Logger.getLogger(RepositoryEvents.class.getName());

    /** Handles an event of a repository with all permissions. */
    abstract void handle(GHSubscriberEvent event, JsonNode payload, GitHubRepositoryName repository);

    @Override
    protected final void onEvent(GHSubscriberEvent event) {
        JsonNode payload;
        try {
            payload = PullRequestStates.JSON.readTree(event.getPayload());
        } catch (JsonProcessingException e) {
            LOGGER.log(Level.WARNING, "cannot parse an event of GitHub from {0}", event.getOrigin());
            return;
        }
        GitHubRepositoryName repository = GitHubRepositoryName.create(
                payload.path("repository").path("html_url").asText());
        if (repository != null) {
            // GitHub expects a response within seconds.
            Timer.get().submit(() -> {
                try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
                    handle(event, payload, repository);
                }
            });
        }
    }

    /** The open pull requests of a repository in all projects. */
    static List<PullRequestJob> find(GitHubRepositoryName repository, Predicate<PullRequestJob> filter) {
        List<PullRequestJob> found = new ArrayList<>();
        for (Item project : PullRequestJob.projects()) {
            for (PullRequestJob pull : PullRequestJob.in(project)) {
                if (pull.repository().is(repository) && filter.test(pull)) {
                    found.add(pull);
                }
            }
        }
        return found;
    }
}
