package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import io.jenkins.plugins.mergeability.script.StageNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which jobs each branch of the pipeline may run: a recorded branch those of its component or of its labels, any other
 * branch the one platform of a job whose stage has its name.
 */
final class BranchJobs {

    private final Map<String, BuildFacts.Branch> branches = new HashMap<>();
    private final Map<String, String> labels;

    BranchJobs(BuildFacts facts) {
        facts.branches().forEach(branch -> branches.put(branch.name(), branch));
        labels = facts.labels();
    }

    /** The names of the recorded branches. */
    Set<String> names() {
        return branches.keySet();
    }

    /** The label expression of the agents a job runs on; empty for any agent. */
    String label(JobKey job) {
        return labels.getOrDefault(job.toString(), "");
    }

    /** Whether a branch runs in the workspace in which the step was called. */
    boolean onCallingAgent(String branch) {
        return branches.containsKey(branch) && branches.get(branch).onCallingAgent();
    }

    /** Whether a branch runs jobs of any component. */
    boolean isShared(String branch) {
        return branches.containsKey(branch) && branches.get(branch).component() == null;
    }

    /** Whether a branch runs jobs of any component on agents with a label. */
    boolean sharesLabel(String branch, String label) {
        return isShared(branch) && branches.get(branch).labels().contains(label);
    }

    /** Whether a branch runs the jobs of one component. */
    boolean isOfComponent(String branch) {
        return Optional.ofNullable(branches.get(branch))
                .map(BuildFacts.Branch::component)
                .isPresent();
    }

    /** Whether a branch may run a job. */
    boolean mayRun(String branch, JobKey job) {
        BuildFacts.Branch known = branches.get(branch);
        if (known == null) {
            return StageNames.ofJob(job).equals(branch);
        }
        if (known.component() != null) {
            return known.component().equals(job.component());
        }
        return known.labels().contains(label(job));
    }
}
