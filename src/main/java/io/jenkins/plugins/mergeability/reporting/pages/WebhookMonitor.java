package io.jenkins.plugins.mergeability.reporting.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.mergeability.reporting.ReportingResolver;
import io.jenkins.plugins.mergeability.reporting.webhooks.MissedWebhooks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jenkins.branch.MultiBranchProject;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;

/** Warns administrators about projects whose pull requests are built although GitHub sends no events. */
@Extension
@Symbol("mergeabilityWebhooks")
public final class WebhookMonitor extends AdministrativeMonitor {

    /**
     * A project without events.
     *
     * @param name the full name of the project
     * @param url the page of the project
     */
    public record Silent(String name, String url) {}

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.WebhookMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getSilent().isEmpty();
    }

    /** The projects, sorted by name. */
    public List<Silent> getSilent() {
        List<Silent> found = new ArrayList<>();
        for (MultiBranchProject<?, ?> project : Jenkins.get().allItems(MultiBranchProject.class)) {
            if (MissedWebhooks.areMissed(project) && ReportingResolver.isReported(project)) {
                found.add(new Silent(project.getFullName(), project.getUrl()));
            }
        }
        found.sort(Comparator.comparing(Silent::name));
        return found;
    }
}
