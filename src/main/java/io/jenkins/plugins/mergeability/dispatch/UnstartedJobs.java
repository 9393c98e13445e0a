package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.script.StageNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** The stages of what does not run, so that nobody has to wonder where a component went. */
final class UnstartedJobs {

    /** How many of these branches there are at the most; the rest is in one that counts them. */
    static final int MOST = 50;

    private UnstartedJobs() {}

    /** Components none of whose jobs run in a branch of the component's own, a branch for each: {@code [name, reason]}. */
    static List<Map<String, Object>> branches(BuildRecord record) {
        Set<String> lanes = withOwnBranch(record);
        List<Map<String, Object>> branches = new ArrayList<>();
        int left = 0;
        // What has been proven is closer to the change than what it does not reach.
        for (boolean affected : new boolean[] {true, false}) {
            for (PlannedComponent component : record.plan().components()) {
                List<Map<String, Object>> jobs = jobs(component);
                if (component.affected() != affected || lanes.contains(component.name()) || jobs.isEmpty()) {
                    continue;
                }
                if (branches.size() == MOST) {
                    left++;
                    continue;
                }
                StringJoiner words = new StringJoiner("\n");
                jobs.forEach(job -> words.add(job.get("name") + ": " + job.get("reason")));
                branches.add(stage(component.name() + (runs(component) ? ": not run" : ""), words.toString()));
            }
        }
        if (left > 0) {
            branches.add(stage(
                    "and " + left + " more",
                    left + " more components did not run: see Components on the page of the build"));
        }
        return branches;
    }

    private static boolean runs(PlannedComponent component) {
        return component.jobs().stream().anyMatch(job -> job.state() == JobState.RUN);
    }

    /** The stages of what does not run of a component that has a branch of its own. */
    static List<Map<String, Object>> inLane(BuildRecord record, String lane) {
        return ofBranch(record, lane).map(UnstartedJobs::jobs).orElseGet(ArrayList::new);
    }

    /** The jobs of a component that has a branch of its own that were to run and never will: {@code [name, reason]}. */
    static List<Map<String, Object>> given(BuildRecord record, String lane) {
        return ofBranch(record, lane).map(component -> given(record, component)).orElseGet(ArrayList::new);
    }

    /** The same of components whose jobs share branches with those of others, so that no branch can show them. */
    static List<Map<String, Object>> given(BuildRecord record) {
        Set<String> lanes = withOwnBranch(record);
        List<Map<String, Object>> jobs = new ArrayList<>();
        for (PlannedComponent component : record.plan().components()) {
            if (!lanes.contains(component.name())) {
                jobs.addAll(given(record, component));
            }
        }
        int left = jobs.size() - MOST;
        if (left > 0) {
            jobs.subList(MOST, jobs.size()).clear();
            jobs.add(stage(
                    "and " + left + " more jobs",
                    left + " more jobs could not run: see Components on the page of the build"));
        }
        return jobs;
    }

    private static Set<String> withOwnBranch(BuildRecord record) {
        Set<String> components = new HashSet<>();
        record.facts().lanes().stream().map(BuildFacts.Lane::component).forEach(components::add);
        return components;
    }

    /** The component whose own branch this is, if it is one's. */
    private static Optional<PlannedComponent> ofBranch(BuildRecord record, String lane) {
        return record.facts().lanes().stream()
                .filter(known -> known.name().equals(lane) && known.component() != null)
                .findFirst()
                .map(known -> record.plan().component(known.component()));
    }

    private static List<Map<String, Object>> given(BuildRecord record, PlannedComponent component) {
        List<Map<String, Object>> jobs = new ArrayList<>();
        for (PlannedJob job : component.jobs()) {
            JobRecord now = record.job(job.key());
            if (now.state() == JobStatus.NOT_RUN) {
                jobs.add(stage(StageNames.stage(job.key()), "not run: " + now.reason()));
            }
        }
        return jobs;
    }

    private static List<Map<String, Object>> jobs(PlannedComponent component) {
        List<Map<String, Object>> jobs = new ArrayList<>();
        for (PlannedJob job : component.jobs()) {
            if (job.state() != JobState.RUN) {
                String words = job.state() == JobState.UNAFFECTED
                        ? "not affected by the change"
                        : job.state().text() + " " + job.why();
                jobs.add(stage(StageNames.stage(job.key()), words));
            }
        }
        return jobs;
    }

    private static Map<String, Object> stage(String name, String reason) {
        return new HashMap<>(Map.of("name", name, "reason", reason));
    }
}
