package io.jenkins.plugins.mergeability.reporting.events;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.Extension;
import hudson.XmlFile;
import hudson.model.Item;
import hudson.model.Saveable;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.SaveableListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mergeability.config.MergeabilityConfiguration;
import io.jenkins.plugins.mergeability.engine.github.QueueBranch;
import io.jenkins.plugins.mergeability.engine.outbox.ReportSubject;
import io.jenkins.plugins.mergeability.queue.QueueJob;
import io.jenkins.plugins.mergeability.reporting.PullRequestJob;
import io.jenkins.plugins.mergeability.reporting.ReportedJob;
import io.jenkins.plugins.mergeability.reporting.Reporter;
import io.jenkins.plugins.mergeability.reporting.RepositoryLocation;
import io.jenkins.plugins.mergeability.reporting.Sweep;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.branch.MultiBranchProject;
import jenkins.scm.api.SCMHead;
import jenkins.util.Timer;
import org.jenkinsci.plugins.github_branch_source.BranchSCMHead;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMHead;

/** Re-evaluates pull requests when the configuration changes, and forgets deleted and moved items. */
final class ItemEvents {

    private static final Logger LOGGER = Logger.getLogger(ItemEvents.class.getName());

    private ItemEvents() {}

    /** A job or a project is deleted, moved or configured. */
    @Extension
    public static final class OnItem extends ItemListener {

        @Override
        public void onUpdated(Item item) {
            if (item instanceof AbstractFolder<?> || PullRequestJob.isProject(item)) {
                evaluateChanged(item.getFullName(), "configuration changed");
            }
        }

        /** A branch of a merge queue is pending at once, even if its build has to wait. */
        @Override
        public void onCreated(Item item) {
            if (QueueJob.of(item).isPresent()) {
                Reporter.evaluateSoon(item, "branch created");
            }
        }

        @Override
        public void onDeleted(Item item) {
            String name = item.getFullName();
            if (item instanceof AbstractFolder<?> || PullRequestJob.isProject(item)) {
                forget(subject -> isWithin(subject.location(), name));
                Reporter.get().forgetProject(name);
                Reporter.get().forgetJob(name);
            } else {
                forgetPullRequest(item);
                if (SCMHead.HeadByItem.findHead(item) instanceof BranchSCMHead head
                        && QueueBranch.parse(head.getName()).isPresent()) {
                    Sweep.forgetMissing();
                }
                Reporter.get().forgetJob(name);
            }
        }

        /**
         * Unlike {@link PullRequestJob#of}, this also recognizes closed pull requests. A folder still lists an item when it
         * announces the item's deletion.
         */
        private static void forgetPullRequest(Item item) {
            if (item.getParent() instanceof MultiBranchProject<?, ?> project
                    && SCMHead.HeadByItem.findHead(item) instanceof PullRequestSCMHead head
                    && PullRequestJob.in(project).stream()
                            .noneMatch(pull -> pull.number() == head.getNumber() && pull.job() != item)) {
                forgetVerdicts(subject -> subject.number() == head.getNumber()
                        && RepositoryLocation.of(subject.location())
                                .filter(location -> location.project().equals(project.getFullName()))
                                .isPresent());
            }
        }

        @Override
        public void onLocationChanged(Item item, String oldName, String newName) {
            // Jenkins calls this for each item in a moved folder, too.
            if (item instanceof AbstractFolder<?> || PullRequestJob.isProject(item)) {
                forget(subject -> isWithin(subject.location(), oldName));
                Reporter.get().forgetProject(oldName);
                Reporter.get().forgetJob(oldName);
                evaluateChanged(newName, "project moved");
            } else {
                Reporter.get().forgetJob(oldName);
            }
        }
    }

    /** The global configuration is saved. */
    @Extension
    public static final class OnSave extends SaveableListener {

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof MergeabilityConfiguration) {
                evaluateChanged("", "configuration changed");
            }
        }
    }

    private static boolean isWithin(String location, String folder) {
        String project =
                RepositoryLocation.of(location).map(RepositoryLocation::project).orElse("");
        return folder.isEmpty() || project.equals(folder) || project.startsWith(folder + "/");
    }

    private static void forgetVerdicts(Predicate<ReportSubject> closed) {
        try {
            Reporter.get().outbox().forgetVerdicts(closed);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "cannot forget the verdicts of deleted pull requests", e);
        }
    }

    private static void forget(Predicate<ReportSubject> deleted) {
        try {
            Reporter.get().outbox().forget(deleted);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "cannot forget the reports of deleted items", e);
        }
    }

    /** Evaluates the pull requests of all projects in a folder whose reporting settings have changed. */
    private static void evaluateChanged(String folder, String reason) {
        if (!Reporter.get().isStarted()) {
            return;
        }
        Timer.get().submit(() -> {
            try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
                List<ReportedJob> reported = new ArrayList<>();
                for (Item project : PullRequestJob.projects()) {
                    // Branch indexing saves a project without changes.
                    if (isWithin(project.getFullName() + "#/", folder)
                            && Reporter.get().isConfigurationChanged(project)) {
                        reported.addAll(ReportedJob.in(project));
                    }
                }
                Sweep.spread(reported, Duration.ZERO, reason);
            }
        });
    }
}
