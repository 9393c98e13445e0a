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
 * Which branches the pipeline gets. Every step of a pipeline writes down all its branches again, so there are few: one
 * for each component as long as those are few, and otherwise one for each agent that can be had.
 */
final class BranchLayout {

    /** More branches than these make a pipeline slow, however many agents there are. */
    static final int MOST = 32;

    private BranchLayout() {}

    /** The label expression of each job that runs, by the job as it is written. */
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

    /** A platform says itself which agents it is; what a job says of agents is for jobs without platforms. */
    private static String label(PlannedJob job, Settings settings) {
        return job.key()
                .platform()
                .map(name -> settings.platform(name).label())
                .orElse(job.definition().settings().agent().orElse(settings.agent()));
    }

    /**
     * The branches for a plan.
     *
     * @param here the node the step was called on, or null if it was called outside of any
     * @param most how many jobs may run at once; 0 for any number
     */
    static List<BuildFacts.Lane> of(Plan plan, Map<String, String> labels, int branchesUpTo, int most, Node here) {
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
        List<BuildFacts.Lane> lanes = new ArrayList<>();
        if (here == null && components.size() <= branchesUpTo) {
            components.forEach(name -> lanes.add(new BuildFacts.Lane(name, name, List.of(), false)));
            return lanes;
        }
        List<String> hereToo = jobs.keySet().stream()
                .filter(label -> here != null && matches(label, here))
                .toList();
        if (!hereToo.isEmpty()) {
            lanes.add(new BuildFacts.Lane("this agent", null, hereToo, true));
        }
        jobs.forEach((label, count) -> {
            int wanted = Math.min(count, most == 0 ? MOST : most) - (hereToo.contains(label) ? 1 : 0);
            int had = Math.min(wanted, executors(label, here));
            for (int i = 1; i <= had; i++) {
                String name = "agent " + i + (label.isEmpty() ? "" : ", " + label);
                lanes.add(new BuildFacts.Lane(name, null, List.of(label), false));
            }
        });
        return bounded(lanes, jobs.size());
    }

    /** No label loses its last branch to the bound. */
    private static List<BuildFacts.Lane> bounded(List<BuildFacts.Lane> lanes, int labels) {
        List<BuildFacts.Lane> kept = new ArrayList<>(lanes);
        Map<List<String>, Integer> left = new HashMap<>();
        kept.forEach(lane -> left.merge(lane.labels(), 1, Integer::sum));
        for (int i = kept.size() - 1; i >= 0 && kept.size() > Math.max(MOST, labels); i--) {
            BuildFacts.Lane lane = kept.get(i);
            if (!lane.here() && left.get(lane.labels()) > 1) {
                left.merge(lane.labels(), -1, Integer::sum);
                kept.remove(i);
            }
        }
        return kept;
    }

    /** Whether a job with this label may run on the node the step was called on; without a label it may on any. */
    static boolean matches(String label, Node node) {
        Label parsed = parse(label);
        return parsed == null || parsed.contains(node);
    }

    /** A label expression; null for none. */
    private static Label parse(String label) {
        return label.isEmpty() ? null : Jenkins.get().getLabel(label);
    }

    /** How many executors there are for a label; at least one, as one may still come. */
    private static int executors(String label, Node here) {
        Label parsed = parse(label);
        if (parsed != null && !parsed.getClouds().isEmpty()) {
            return MOST;
        }
        int executors = 0;
        for (Computer computer : Jenkins.get().getComputers()) {
            Node node = computer.getNode();
            if (node == null || !computer.isOnline() || !computer.isAcceptingTasks()) {
                continue;
            }
            if (parsed == null ? node.getMode() == Node.Mode.NORMAL : parsed.contains(node)) {
                executors += computer.getNumExecutors() - (node == here ? 1 : 0);
            }
        }
        return Math.max(here != null && matches(label, here) ? 0 : 1, executors);
    }
}
