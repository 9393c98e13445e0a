package io.jenkins.plugins.mergeability.step;

import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import jenkins.model.Jenkins;

/**
 * The branches of the pipeline. Every step of a pipeline saves the state of all its branches, so there are few: one for each
 * component if there are few components, otherwise one for each available agent.
 */
final class BranchLayout {

    /** The largest number of shared branches; more make a pipeline slow. */
    static final int MAX_BRANCHES = 32;

    private BranchLayout() {}

    /** The label expression of each job that runs, by {@code component/job@platform}. */
    static Map<String, String> labels(Plan plan, Settings settings) {
        Map<String, String> labels = new TreeMap<>();
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                if (job.state() == JobState.RUN) {
                    labels.put(job.key().toString(), label(job, settings));
                }
            }
        }
        return labels;
    }

    /** The label of a platform comes from its configuration, that of a job without platforms from the map. */
    private static String label(PlannedJob job, Settings settings) {
        return job.key()
                .platform()
                .map(name -> settings.platform(name).label())
                .orElse(job.definition().settings().agent().orElse(settings.agent()));
    }

    /**
     * The branches for a plan.
     *
     * @param maxParallel how many jobs may run at the same time; 0 for any number
     * @param callingNode the node the step was called on, or null if it was called outside of any
     */
    static List<BuildFacts.Branch> of(Plan plan, Map<String, String> labels, int branchesUpTo, int maxParallel, Node callingNode) {
        Set<String> components = new TreeSet<>();
        Map<String, Integer> jobs = new TreeMap<>();
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                if (job.state() == JobState.RUN) {
                    components.add(component.name());
                    jobs.merge(labels.get(job.key().toString()), 1, Integer::sum);
                }
            }
        }
        List<BuildFacts.Branch> branches = new ArrayList<>();
        if (callingNode == null && components.size() <= branchesUpTo) {
            components.forEach(name -> branches.add(new BuildFacts.Branch(name, name, List.of(), false)));
            return branches;
        }
        List<String> onCallingNode = jobs.keySet().stream()
                .filter(label -> callingNode != null && matches(label, callingNode))
                .toList();
        if (!onCallingNode.isEmpty()) {
            branches.add(new BuildFacts.Branch("this agent", null, onCallingNode, true));
        }
        jobs.forEach((label, count) -> {
            int wanted = Math.min(count, maxParallel == 0 ? MAX_BRANCHES : maxParallel) - (onCallingNode.contains(label) ? 1 : 0);
            int available = Math.min(wanted, executors(label, callingNode));
            for (int i = 1; i <= available; i++) {
                String name = "agent " + i + (label.isEmpty() ? "" : ", " + label);
                branches.add(new BuildFacts.Branch(name, null, List.of(label), false));
            }
        });
        return bounded(branches, jobs.size());
    }

    /** At most the largest number of branches, but at least one for each label. */
    private static List<BuildFacts.Branch> bounded(List<BuildFacts.Branch> branches, int labels) {
        List<BuildFacts.Branch> kept = new ArrayList<>(branches);
        Map<List<String>, Integer> left = new HashMap<>();
        kept.forEach(branch -> left.merge(branch.labels(), 1, Integer::sum));
        for (int i = kept.size() - 1; i >= 0 && kept.size() > Math.max(MAX_BRANCHES, labels); i--) {
            BuildFacts.Branch branch = kept.get(i);
            if (!branch.onCallingAgent() && left.get(branch.labels()) > 1) {
                left.merge(branch.labels(), -1, Integer::sum);
                kept.remove(i);
            }
        }
        return kept;
    }

    /** Whether a job with this label may run on a node; a job without a label may run on any. */
    static boolean matches(String label, Node node) {
        Label parsed = parse(label);
        return parsed == null || parsed.contains(node);
    }

    /** A label expression; null for none. */
    private static Label parse(String label) {
        return label.isEmpty() ? null : Jenkins.get().getLabel(label);
    }

    /** The number of executors for a label; at least one, as an agent may still connect. */
    private static int executors(String label, Node callingNode) {
        Label parsed = parse(label);
        if (parsed != null && !parsed.getClouds().isEmpty()) {
            return MAX_BRANCHES;
        }
        int executors = 0;
        for (Computer computer : Jenkins.get().getComputers()) {
            Node node = computer.getNode();
            if (node == null || !computer.isOnline() || !computer.isAcceptingTasks()) {
                continue;
            }
            if (parsed == null ? node.getMode() == Node.Mode.NORMAL : parsed.contains(node)) {
                executors += computer.getNumExecutors() - (node == callingNode ? 1 : 0);
            }
        }
        return Math.max(callingNode != null && matches(label, callingNode) ? 0 : 1, executors);
    }
}
