package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The branches of the pipeline. Every step of a pipeline saves the state of all its branches, so there are few: one for each
 * component if there are few components, otherwise one for each available agent.
 */
public final class BranchLayout {

    /** The largest number of shared branches; more make a pipeline slow. */
    public static final int MAX_BRANCHES = 32;

    /** The agents on which jobs can run. */
    public interface Agents {

        /** Whether the step was called on an agent. */
        boolean hasCallingAgent();

        /** Whether a job with this label may run on the agent on which the step was called. */
        boolean matchesCallingAgent(String label);

        /** The number of executors for a label, besides the one on which the step was called. */
        int executors(String label);
    }

    private BranchLayout() {}

    /**
     * The branches for a plan.
     *
     * @param labels the label expression of each job that runs, by {@code component/job@platform}
     * @param branchesUpTo up to how many components each get a branch
     * @param maxParallel how many jobs may run at the same time; 0 for any number
     */
    public static List<BuildFacts.Branch> of(
            Plan plan, Map<String, String> labels, int branchesUpTo, int maxParallel, Agents agents) {
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
        if (!agents.hasCallingAgent() && components.size() <= branchesUpTo) {
            components.forEach(name -> branches.add(new BuildFacts.Branch(name, name, List.of(), false)));
            return branches;
        }
        List<String> onCallingAgent =
                jobs.keySet().stream().filter(agents::matchesCallingAgent).toList();
        if (!onCallingAgent.isEmpty()) {
            branches.add(new BuildFacts.Branch("this agent", null, onCallingAgent, true));
        }
        jobs.forEach((label, count) -> {
            int wanted = Math.min(count, maxParallel == 0 ? MAX_BRANCHES : maxParallel)
                    - (onCallingAgent.contains(label) ? 1 : 0);
            int available = Math.min(wanted, agents.executors(label));
            for (int i = 1; i <= available; i++) {
                // Views sort branches by their names.
                String number = available < 10 ? "" + i : String.format(Locale.ROOT, "%02d", i);
                String name = "agent " + number + (label.isEmpty() ? "" : ", " + label);
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
}
