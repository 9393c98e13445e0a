package io.jenkins.plugins.mergeability.reporting.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.mergeability.queue.LeftOutBranches;
import io.jenkins.plugins.mergeability.reporting.ReportingResolver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jenkins.branch.MultiBranchProject;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;

/** Warns administrators about projects that leave out the branches of a merge queue, so that its groups wait in vain. */
@Extension
@Symbol("mergeabilityMergeQueue")
public final class MergeQueueMonitor extends AdministrativeMonitor {

    /**
     * A project whose filters leave branches out.
     *
     * @param name the full name of the project
     * @param url the page of the project
     * @param targets the target branches of the queues
     */
    public record LeftOut(String name, String url, String targets) {}

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.MergeQueueMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getLeftOut().isEmpty();
    }

    /** The projects, sorted by name. */
    public List<LeftOut> getLeftOut() {
        List<LeftOut> found = new ArrayList<>();
        for (MultiBranchProject<?, ?> project : Jenkins.get().allItems(MultiBranchProject.class)) {
            List<String> targets = LeftOutBranches.targets(project);
            if (!targets.isEmpty() && ReportingResolver.isReported(project)) {
                found.add(new LeftOut(project.getFullName(), project.getUrl(), String.join(", ", targets)));
            }
        }
        found.sort(Comparator.comparing(LeftOut::name));
        return found;
    }
}
