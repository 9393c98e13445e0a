package io.jenkins.plugins.mergeability.reporting.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import hudson.Extension;
import hudson.model.Item;
import io.jenkins.plugins.mergeability.reporting.PullRequestStates;
import io.jenkins.plugins.mergeability.reporting.Reporter;
import java.util.EnumSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.github.extension.GHEventsSubscriber;
import org.jenkinsci.plugins.github.extension.GHSubscriberEvent;
import org.kohsuke.github.GHEvent;

/**
 * Makes sure that permissions are requested again after members or teams of an organization have changed. GitHub sends
 * these events to hooks of organizations and to Apps only, so Jenkins does not add them to the hooks of repositories.
 */
@Extension
public final class OrganizationEvents extends GHEventsSubscriber {

    private static final Logger LOGGER = Logger.getLogger(OrganizationEvents.class.getName());

    @Override
    protected boolean isApplicable(Item item) {
        return false;
    }

    @Override
    protected Set<GHEvent> events() {
        return EnumSet.of(GHEvent.TEAM, GHEvent.MEMBERSHIP, GHEvent.ORGANIZATION);
    }

    @Override
    protected void onEvent(GHSubscriberEvent event) {
        try {
            String organization = PullRequestStates.JSON
                    .readTree(event.getPayload())
                    .path("organization")
                    .path("login")
                    .asText("");
            Reporter.get().expirePermissions(organization);
        } catch (JsonProcessingException e) {
            LOGGER.log(Level.WARNING, "cannot parse an event of GitHub from {0}", event.getOrigin());
        }
    }
}
