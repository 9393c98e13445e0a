package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.script.StageNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** The stages of components and jobs that do not run, each with the reason. */
public final class UnstartedJobs {

    /** The largest number of these stages; one more counts the rest. */
    static final int MAX_STAGES = 50;

    /**
     * A stage in which nothing runs.
     *
     * @param name its name in the plan
     * @param reason why nothing runs in it
     */
    public record Stage(String name, String reason) {}

    private final Plan plan;
    private final List<BuildFacts.Branch> branches;
    private final JobStatusStore store;

    public UnstartedJobs(Plan plan, List<BuildFacts.Branch> branches, JobStatusStore store) {
        this.plan = plan;
        this.branches = branches;
        this.store = store;
    }

    /** The components that do not run in a branch of their own: a branch for each. */
    public List<Stage> components() {
        Set<String> withBranch = withOwnBranch();
        List<Stage> stages = new ArrayList<>();
        int left = 0;
        // Affected components first: their proven jobs are closer to the change.
        for (boolean affected : new boolean[] {true, false}) {
            for (PlannedComponent component : plan.components()) {
                List<Stage> jobs = skipped(component);
                if (component.affected() != affected || withBranch.contains(component.name()) || jobs.isEmpty()) {
                    continue;
                }
                if (stages.size() == MAX_STAGES) {
                    left++;
                    continue;
                }
                StringJoiner reasons = new StringJoiner("\n");
                jobs.forEach(job -> reasons.add(job.name() + ": " + job.reason()));
                stages.add(new Stage(component.name() + (runs(component) ? ": not run" : ""), reasons.toString()));
            }
        }
        if (left > 0) {
            stages.add(new Stage(
                    "and " + left + " more",
                    left + " more components did not run: see Components on the page of the build"));
        }
        return stages;
    }

    /** The proven and skipped jobs of the component that has this branch of its own. */
    public List<Stage> skipped(String branch) {
        return componentOf(branch).map(UnstartedJobs::skipped).orElseGet(List::of);
    }

    /** Those of these jobs that the map declares before another one. */
    public List<Stage> skippedBefore(String branch, JobKey job) {
        return componentOf(branch)
                .map(component -> skipped(component.jobs().stream()
                        .takeWhile(known -> !known.key().equals(job))
                        .toList()))
                .orElseGet(List::of);
    }

    /** The jobs of the component that has this branch of its own that were planned to run and cannot. */
    public List<Stage> blocked(String branch) {
        return componentOf(branch).map(this::blocked).orElseGet(List::of);
    }

    /** The jobs of components without a branch of their own that were planned to run and cannot. */
    public List<Stage> blocked() {
        Set<String> withBranch = withOwnBranch();
        List<Stage> stages = new ArrayList<>();
        for (PlannedComponent component : plan.components()) {
            if (!withBranch.contains(component.name())) {
                stages.addAll(blocked(component));
            }
        }
        int left = stages.size() - MAX_STAGES;
        if (left > 0) {
            stages.subList(MAX_STAGES, stages.size()).clear();
            stages.add(new Stage(
                    "and " + left + " more jobs",
                    left + " more jobs could not run: see Components on the page of the build"));
        }
        return stages;
    }

    private Set<String> withOwnBranch() {
        Set<String> components = new HashSet<>();
        branches.stream().map(BuildFacts.Branch::component).forEach(components::add);
        return components;
    }

    private Optional<PlannedComponent> componentOf(String branch) {
        return branches.stream()
                .filter(known -> known.name().equals(branch) && known.component() != null)
                .findFirst()
                .map(known -> plan.component(known.component()));
    }

    private List<Stage> blocked(PlannedComponent component) {
        List<Stage> stages = new ArrayList<>();
        for (PlannedJob job : component.jobs()) {
            JobRecord now = store.job(job.key());
            if (now.status() == JobStatus.NOT_RUN) {
                stages.add(new Stage(StageNames.ofJob(job.key()), "not run: " + now.reason()));
            }
        }
        return stages;
    }

    private static boolean runs(PlannedComponent component) {
        return component.jobs().stream().anyMatch(job -> job.state() == JobState.RUN);
    }

    private static List<Stage> skipped(PlannedComponent component) {
        return skipped(component.jobs());
    }

    private static List<Stage> skipped(List<PlannedJob> jobs) {
        List<Stage> stages = new ArrayList<>();
        for (PlannedJob job : jobs) {
            if (job.state() != JobState.RUN) {
                String reason = job.state() == JobState.UNAFFECTED
                        ? "not affected by the change"
                        : job.state().text() + " " + job.why();
                stages.add(new Stage(StageNames.ofJob(job.key()), reason));
            }
        }
        return stages;
    }
}
