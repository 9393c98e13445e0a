package io.jenkins.plugins.mergeability.step;

import hudson.AbortException;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mergeability.config.Platform;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.report.Ansi;
import io.jenkins.plugins.mergeability.engine.report.PlanText;
import io.jenkins.plugins.mergeability.planning.PlannedBuild;
import io.jenkins.plugins.mergeability.planning.WorkspaceState;
import io.jenkins.plugins.mergeability.proofs.Trust;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a new plan down, and says in the log what it is. */
final class PlanRecorder {

    private static final int FILES_SHOWN = 5;

    private PlanRecorder() {}

    /**
     * Whether what runs in a workspace runs on what is committed. If not, the log says so.
     *
     * @throws AbortException if nothing can run there
     */
    static boolean here(WorkspaceState workspace, TaskListener listener) throws AbortException {
        if (!workspace.below().isEmpty()) {
            throw new AbortException("buildComponents was called in the directory " + workspace.below()
                    + " of the repository, and commands start from its top: call it there, not inside of dir");
        }
        List<String> modified = workspace.modified();
        if (modified.isEmpty()) {
            return true;
        }
        int shown = Math.min(FILES_SHOWN, modified.size());
        listener.getLogger()
                .println("Nothing is recorded as proven, as files in this workspace are not as they were committed: "
                        + modified.subList(0, shown).stream()
                                .map(GitPath::display)
                                .collect(Collectors.joining(", "))
                        + (modified.size() > shown ? " and " + (modified.size() - shown) + " more" : ""));
        return false;
    }

    /**
     * The number of the record of a new plan.
     *
     * @param step the id of the flow node of the step that planned
     * @param here the node the step was called on, or null if it was called outside of any
     * @param asCommitted whether all jobs run on what is committed
     */
    static int of(
            Run<?, ?> run,
            String step,
            StepOptions asked,
            PlannedBuild planned,
            Node here,
            boolean asCommitted,
            TaskListener listener)
            throws IOException {
        Settings settings = Settings.of(run.getParent());
        Plan plan = planned.plan();
        Map<String, String> labels = BranchLayout.labels(plan, settings);
        if (planned.scm().isEmpty()) {
            refuseElsewhere(labels, here);
            refuseIsolated(plan);
        }
        BuildFacts facts = new BuildFacts(
                planned.source().name(),
                planned.repository(),
                planned.trust() instanceof Trust.Untrusted untrusted ? untrusted.pullRequest() : null,
                planned.baseline().orElse(null),
                asked.proofs() && asCommitted,
                asked.maxParallel(),
                asked.failFast(),
                settings.platforms().values().stream()
                        .filter(Platform::informational)
                        .map(Platform::name)
                        .toList(),
                planned.scm().isEmpty()
                        ? onlyHere(labels)
                        : BranchLayout.of(plan, labels, asked.branchesUpTo(), asked.maxParallel(), here),
                labels,
                System.currentTimeMillis(),
                step);
        PlanText.render(plan, Ansi.OFF).lines().forEach(listener.getLogger()::println);
        BuildRecord record = BuildRecords.of(run)
                .begin(facts, planned.map(), planned.source().bytes(), plan, directory -> {
                    if (planned.scm().isPresent()) {
                        ScmFile.write(directory, planned.scm().get());
                    }
                });
        StepInvocations.begin(run, record);
        return record.number();
    }

    private static List<BuildFacts.Lane> onlyHere(Map<String, String> labels) {
        return labels.isEmpty()
                ? List.of()
                : List.of(new BuildFacts.Lane(
                        "this agent", null, labels.values().stream().distinct().toList(), true));
    }

    private static void refuseIsolated(Plan plan) throws AbortException {
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                if (job.state() == JobState.RUN && job.definition().settings().isolate()) {
                    throw new AbortException(
                            job.key() + " wants a fresh workspace of its own (isolate), and there is nothing to"
                                    + " check out there: the pipeline has no SCM of its own. Take the pipeline's script from SCM, or"
                                    + " leave isolate out");
                }
            }
        }
    }

    /** Where Jenkins does not know what to check out, jobs run only in the workspace that is there already. */
    private static void refuseElsewhere(Map<String, String> labels, Node here) throws AbortException {
        for (Map.Entry<String, String> job : labels.entrySet()) {
            if (here == null || !BranchLayout.matches(job.getValue(), here)) {
                throw new AbortException(job.getKey() + " runs on another agent"
                        + (job.getValue().isEmpty() ? "" : " (" + job.getValue() + ")")
                        + ", and there is nothing to check out there: the pipeline has no SCM of its own. Take the pipeline's"
                        + " script from SCM, or call buildComponents on an agent that suits all its jobs");
            }
        }
    }
}
