package io.jenkins.plugins.mergeability.step;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.dispatch.BranchLayout;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.report.Ansi;
import io.jenkins.plugins.mergeability.engine.report.PlanText;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import io.jenkins.plugins.mergeability.planning.PlannedBuild;
import io.jenkins.plugins.mergeability.planning.WorkspaceState;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.workspace.CallingWorkspace;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Records a new plan and prints it to the log. */
final class PlanRecorder {

    private static final int MAX_LISTED_FILES = 5;

    /** The Components page has the rest. */
    private static final int MAX_PLAN_LINES = 200;

    private PlanRecorder() {}

    /**
     * Whether the files of a workspace are as committed when jobs run. If not, the log lists some of the changed ones.
     *
     * @param clean whether it is cleaned before jobs run
     * @throws AbortException if jobs cannot run there
     */
    static boolean isAsCommitted(WorkspaceState workspace, boolean clean, TaskListener listener) throws AbortException {
        if (!workspace.below().isEmpty()) {
            throw new AbortException("buildComponents was called in the directory " + workspace.below()
                    + " of the repository, but commands run from its top: call it there, not inside dir");
        }
        List<String> modified = workspace.modified();
        if (modified.isEmpty() || clean) {
            return true;
        }
        int listed = Math.min(MAX_LISTED_FILES, modified.size());
        listener.getLogger()
                .println("Nothing is recorded as proven, because files in this workspace differ from the commit: "
                        + modified.subList(0, listed).stream()
                                .map(GitPath::display)
                                .collect(Collectors.joining(", "))
                        + (modified.size() > listed ? " and " + (modified.size() - listed) + " more" : ""));
        return false;
    }

    /**
     * Records a new plan; returns the number of the record.
     *
     * @param step the id of the flow node of the step that planned
     * @param calling the workspace in which the step was called, or null if it was called outside of any
     * @param asCommitted whether the files in the workspace are as committed
     */
    static int record(
            Run<?, ?> run,
            String step,
            StepOptions options,
            PlannedBuild planned,
            CallingWorkspace calling,
            boolean asCommitted,
            TaskListener listener)
            throws IOException {
        Settings settings = Settings.of(run.getParent());
        Plan plan = planned.plan();
        Map<String, String> labels = labels(plan, settings);
        ControllerAgents agents = new ControllerAgents(calling == null ? null : calling.node());
        if (planned.scm().isEmpty()) {
            refuseElsewhere(labels, agents);
            refuseIsolated(plan);
        }
        BuildFacts facts = new BuildFacts(
                planned.source().name(),
                planned.repository(),
                planned.untrusted().orElse(null),
                planned.scope().toString(),
                planned.baseline().orElse(null),
                options.proofs() && asCommitted && planned.counts(),
                options.maxParallel(),
                options.failFast(),
                planned.around().informational(),
                planned.scm().isEmpty()
                        ? callingAgentOnly(labels)
                        : BranchLayout.of(plan, labels, options.branchesUpTo(), options.maxParallel(), agents),
                withProven(labels, planned, settings),
                planned.around().variables(),
                planned.around().fingerprints(),
                planned.platforms(),
                planned.hidden(),
                System.currentTimeMillis(),
                step,
                calling == null ? null : calling.id());
        print(plan, planned.source().name(), listener);
        BuildRecord record = calling == null ? begin(run, facts, planned) : beginAlone(run, calling, facts, planned);
        StepInvocations.add(run, record);
        return record.number();
    }

    /** Prints what runs and why, below a heading that can be found in a log. */
    private static void print(Plan plan, String mapName, TaskListener listener) {
        PrintStream log = listener.getLogger();
        log.println(Messages.PlanRecorder_heading(SafeText.text(mapName)));
        PlanText.render(plan, Ansi.OFF, MAX_PLAN_LINES).lines().forEach(log::println);
    }

    private static BuildRecord begin(Run<?, ?> run, BuildFacts facts, PlannedBuild planned) throws IOException {
        return BuildRecords.of(run).begin(facts, planned.map(), planned.source().bytes(), planned.plan(), directory -> {
            if (planned.scm().isPresent()) {
                ScmFile.write(directory, planned.scm().get());
            }
            planned.outputs().write(directory);
        });
    }

    /** A workspace is one call's at a time. */
    private static BuildRecord beginAlone(
            Run<?, ?> run, CallingWorkspace calling, BuildFacts facts, PlannedBuild planned) throws IOException {
        synchronized (CallingWorkspace.class) {
            calling.refuseIfInUse(run);
            return begin(run, facts, planned);
        }
    }

    /** The label expression of each job that runs, by {@code component/job@platform}. */
    private static Map<String, String> labels(Plan plan, Settings settings) {
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

    /** The same with the proven jobs that run again if their outputs are lost. */
    private static Map<String, String> withProven(Map<String, String> labels, PlannedBuild planned, Settings settings) {
        Map<String, String> all = new TreeMap<>(labels);
        for (PlannedComponent component : planned.plan().components()) {
            for (PlannedJob job : component.jobs()) {
                if (planned.outputs().of(job.key()).isPresent()) {
                    all.putIfAbsent(job.key().toString(), label(job, settings));
                }
            }
        }
        return all;
    }

    /** The label of a platform comes from its configuration, that of a job without platforms from the map. */
    private static String label(PlannedJob job, Settings settings) {
        return job.key()
                .platform()
                .map(name -> settings.platform(name).label())
                .orElse(job.definition().settings().agent().orElse(settings.agent()));
    }

    private static List<BuildFacts.Branch> callingAgentOnly(Map<String, String> labels) {
        return labels.isEmpty()
                ? List.of()
                : List.of(new BuildFacts.Branch(
                        "this agent", null, labels.values().stream().distinct().toList(), true));
    }

    private static void refuseIsolated(Plan plan) throws AbortException {
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                if (job.state() == JobState.RUN && job.definition().settings().isolate()) {
                    throw new AbortException(job.key()
                            + " needs a fresh workspace (isolate), but nothing can be checked out there, as the"
                            + " pipeline has no SCM. Use a pipeline script from SCM, or leave isolate out");
                }
            }
        }
    }

    /** Without an SCM to check out, jobs run only in the workspace in which the step was called. */
    private static void refuseElsewhere(Map<String, String> labels, ControllerAgents agents) throws AbortException {
        for (Map.Entry<String, String> job : labels.entrySet()) {
            if (!agents.matchesCallingAgent(job.getValue())) {
                throw new AbortException(job.getKey() + " runs on another agent"
                        + (job.getValue().isEmpty() ? "" : " (" + job.getValue() + ")")
                        + ", but nothing can be checked out there, as the pipeline has no SCM. Use a pipeline script from SCM,"
                        + " or call buildComponents on an agent that matches all its jobs");
            }
        }
    }
}
