package io.jenkins.plugins.mergeability.environment;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.model.Saveable;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.SaveableListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/** The jobs of environments by their full names, so that nobody has to walk through all items of the controller. */
@Extension
public final class EnvironmentIndex extends ItemListener {

    private volatile SortedSet<String> names = new ConcurrentSkipListSet<>();

    private static EnvironmentIndex get() {
        return ExtensionList.lookupSingleton(EnvironmentIndex.class);
    }

    /** All environments of the controller, ordered by the full names of their jobs. */
    static List<EnvironmentJob> environments() {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            // Jenkins makes new items when it reads its configuration again.
            return get().names.stream()
                    .map(Jenkins.get()::getItemByFullName)
                    .map(EnvironmentJob::of)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    /** Finds all environments. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED, before = InitMilestone.COMPLETED)
    public static void build() {
        SortedSet<String> found = new ConcurrentSkipListSet<>();
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            for (WorkflowJob job : Jenkins.get().allItems(WorkflowJob.class)) {
                if (isEnvironment(job)) {
                    found.add(job.getFullName());
                }
            }
        }
        EnvironmentIndex index = get();
        SortedSet<String> before = index.names;
        index.names = found;
        // What was created, moved or deleted meanwhile was recorded only in the names before.
        before.forEach(name -> update(name, found));
        found.forEach(name -> update(name, found));
        ReservedAgents.find();
    }

    private static void update(String name, SortedSet<String> all) {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            if (EnvironmentJob.of(Jenkins.get().getItemByFullName(name)).isPresent()) {
                all.add(name);
            } else {
                all.remove(name);
            }
        }
    }

    private static boolean isEnvironment(WorkflowJob job) {
        return job.getDefinition() instanceof EnvironmentDefinition;
    }

    private void changed(String name, WorkflowJob job) {
        boolean was = names.remove(name);
        boolean is = isEnvironment(job);
        if (is) {
            names.add(job.getFullName());
        }
        if (was && !(is && name.equals(job.getFullName()))) {
            forgotten(name);
        } else if (is) {
            ReservedAgents.find();
        }
    }

    /** A job is no environment any more, or has another name. */
    private static void forgotten(String name) {
        ReservedAgents.find();
        EnvironmentSummaries.forget(name);
        DueEnvironments.forget(name);
    }

    @Override
    public void onCreated(Item item) {
        if (item instanceof WorkflowJob job) {
            changed(job.getFullName(), job);
        }
    }

    @Override
    public void onDeleted(Item item) {
        if (names.remove(item.getFullName())) {
            forgotten(item.getFullName());
        }
    }

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        if (item instanceof WorkflowJob job) {
            changed(oldFullName, job);
        }
    }

    /** Follows the configuration of jobs, however it is changed. */
    @Extension
    public static final class OnSaved extends SaveableListener {

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            // A new job is saved before it belongs to its folder: then onCreated follows.
            if (saved instanceof WorkflowJob job && isInPlace(job)) {
                get().changed(job.getFullName(), job);
            }
        }

        private static boolean isInPlace(WorkflowJob job) {
            try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
                return Jenkins.get().getItemByFullName(job.getFullName()) == job;
            }
        }
    }
}
