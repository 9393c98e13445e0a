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
import io.jenkins.plugins.mergeability.engine.outbox.ReportSubject;
import io.jenkins.plugins.mergeability.reporting.Evaluator;
import io.jenkins.plugins.mergeability.reporting.PullRequestJob;
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
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMHead;

/** What becomes of projects and of the configuration. */
final class ItemEvents {

    private static final Logger LOGGER = Logger.getLogger(ItemEvents.class.getName());

    private ItemEvents() {}

    /** Jobs and projects are deleted, moved, and configured. */
    @Extension
    public static final class OnItem extends ItemListener {

        @Override
        public void onUpdated(Item item) {
            if (item instanceof AbstractFolder<?>) {
                lookAt(item.getFullName(), "configuration changed");
            }
        }

        @Override
        public void onDeleted(Item item) {
            String name = item.getFullName();
            if (item instanceof AbstractFolder<?>) {
                forget(subject -> isWithin(subject.location(), name));
                Reporter.get().forget(name);
            } else {
                forgetPullRequest(item);
                forgetTicket(name);
            }
        }

        /** One that is closed belongs to no source any more, but is still known to be of a pull request. */
        private static void forgetPullRequest(Item item) {
            if (item.getParent() instanceof MultiBranchProject<?, ?> project
                    && SCMHead.HeadByItem.findHead(item) instanceof PullRequestSCMHead head
                    && PullRequestJob.in(project).stream().noneMatch(pull -> pull.number() == head.getNumber())) {
                forget(subject -> subject.number() == head.getNumber()
                        && RepositoryLocation.of(subject.location())
                                .filter(place -> place.project().equals(project.getFullName()))
                                .isPresent());
            }
        }

        @Override
        public void onLocationChanged(Item item, String oldName, String newName) {
            // Each item within a folder is told of as well.
            if (item instanceof AbstractFolder<?>) {
                forget(subject -> isWithin(subject.location(), oldName));
                Reporter.get().forget(oldName);
                lookAt(newName, "project moved");
            } else {
                forgetTicket(oldName);
            }
        }

        private static void forgetTicket(String job) {
            Evaluator evaluator = Reporter.get().evaluator();
            if (evaluator != null) {
                evaluator.forget(job);
            }
        }
    }

    /** The global configuration is saved. */
    @Extension
    public static final class OnSave extends SaveableListener {

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof MergeabilityConfiguration) {
                lookAt("", "configuration changed");
            }
        }
    }

    private static boolean isWithin(String place, String folder) {
        String project = RepositoryLocation.of(place).map(RepositoryLocation::project).orElse("");
        return folder.isEmpty() || project.equals(folder) || project.startsWith(folder + "/");
    }

    private static void forget(Predicate<ReportSubject> gone) {
        try {
            Reporter.get().outbox().forget(gone);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "reports about what is not there any more are kept", e);
        }
    }

    /** Has all pull requests of a folder or project looked at, if what holds for them is not what it was. */
    private static void lookAt(String folder, String why) {
        if (Reporter.get().evaluator() == null) {
            return;
        }
        Timer.get().submit(() -> {
            try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
                List<PullRequestJob> pulls = new ArrayList<>();
                for (MultiBranchProject<?, ?> project : PullRequestJob.projects()) {
                    // Projects are saved each time that branches are looked for.
                    if (isWithin(project.getFullName() + "#/", folder)
                            && Reporter.get().isChanged(project)) {
                        pulls.addAll(PullRequestJob.in(project));
                    }
                }
                Sweep.spread(pulls, Duration.ZERO, why);
            }
        });
    }
}
