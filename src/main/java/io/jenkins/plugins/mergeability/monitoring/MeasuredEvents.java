package io.jenkins.plugins.mergeability.monitoring;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.record.RecordListener;
import io.jenkins.plugins.mergeability.reporting.VerdictListener;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Measures events when they happen. */
final class MeasuredEvents {

    private static final Logger LOGGER = Logger.getLogger(MeasuredEvents.class.getName());

    private MeasuredEvents() {}

    /** Events of the components of a build. */
    @Extension
    public static final class OnRecord extends RecordListener {

        @Override
        public void planned(Run<?, ?> run, BuildRecord record) {
            Measurements measurements = Measurements.get();
            measurements.buildRuns(run.getExternalizableId());
            planningStarted(run, record)
                    .ifPresent(start -> measurements.planned(record.facts().created() - start));
        }

        /** When the step began that planned; empty if its node cannot be read. */
        private static OptionalLong planningStarted(Run<?, ?> run, BuildRecord record) {
            if (record.facts().step() == null || !(run instanceof FlowExecutionOwner.Executable executable)) {
                return OptionalLong.empty();
            }
            try {
                FlowNode node = Objects.requireNonNull(executable.asFlowExecutionOwner())
                        .get()
                        .getNode(record.facts().step());
                return node == null ? OptionalLong.empty() : OptionalLong.of(TimingAction.getStartTime(node));
            } catch (IOException e) {
                LOGGER.log(Level.FINE, e, () -> "cannot read when " + run + " began to plan");
                return OptionalLong.empty();
            }
        }

        @Override
        public void ended(Run<?, ?> run, BuildRecord record, JobRecord job) {
            Measurements.get().jobEnded(job.status());
            if (job.status().ran()) {
                Measurements.get().jobRan(job.status(), job.millis());
            }
        }

        @Override
        public void agentLost(Run<?, ?> run, BuildRecord record) {
            Measurements.get().agentLost();
        }

        /** Only now it is known that nothing else had to run, for example to make outputs again. */
        @Override
        public void closed(Run<?, ?> run, BuildRecord record) {
            Measurements measurements = Measurements.get();
            for (JobRecord job : record.jobs()) {
                switch (job.status()) {
                    case PROVEN -> {
                        measurements.jobEnded(JobStatus.PROVEN);
                        Optional.ofNullable(record.planned(job.key()))
                                .flatMap(planned -> planned.evidence())
                                .ifPresent(evidence -> measurements.saved(
                                        evidence.latest().duration().toMillis()));
                    }
                    case UNAFFECTED, SKIPPED -> measurements.jobEnded(job.status());
                    default -> {
                        // Counted when it ended.
                    }
                }
            }
        }
    }

    /** The end of a build. */
    @Extension
    public static final class OnRun extends RunListener<Run<?, ?>> {

        @Override
        public void onFinalized(Run<?, ?> run) {
            if (BuildRecords.of(run).exist()) {
                Measurements.get()
                        .buildEnded(run.getExternalizableId(), BuildResult.of(run.getResult()), run.getDuration());
            }
        }

        @Override
        public void onDeleted(Run<?, ?> run) {
            Measurements.get().buildGone(run.getExternalizableId());
        }
    }

    /** A build goes on after a restart. */
    @Extension
    public static final class OnResume extends FlowExecutionListener {

        @Override
        public void onResumed(FlowExecution execution) {
            try {
                if (execution.getOwner().getExecutable() instanceof Run<?, ?> run
                        && BuildRecords.of(run).exist()) {
                    Measurements.get().buildRuns(run.getExternalizableId());
                }
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "cannot read a build that was resumed", e);
            }
        }
    }

    /** The progress of commits to their verdicts. */
    @Extension
    public static final class OnVerdict extends VerdictListener {

        @Override
        public void announced(String commit) {
            Measurements.get().announced(commit);
        }

        @Override
        public void decided(String commit, Verdict.State state) {
            Measurements.get().decided(commit, state);
        }
    }
}
