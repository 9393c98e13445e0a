package io.jenkins.plugins.mergeability.step;

import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.Terminator;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.mergeability.dispatch.ConcurrencyLimits;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;

/** The running calls, each restored from its record after a restart. */
final class StepInvocations {

    private static final Logger LOGGER = Logger.getLogger(StepInvocations.class.getName());

    private static final ConcurrentHashMap<String, StepInvocation> ALL = new ConcurrentHashMap<>();

    /** The limits of this controller. */
    static final ConcurrencyLimits LIMITS = new ConcurrencyLimits();

    private StepInvocations() {}

    /** One call of the step in a build. */
    static StepInvocation of(Run<?, ?> run, int number) {
        return ALL.computeIfAbsent(run.getExternalizableId() + "/" + number, id -> {
            try {
                return new StepInvocation(run, BuildRecords.of(run).get(number), LIMITS);
            } catch (IOException e) {
                throw new UncheckedIOException("the plan of " + run + " cannot be read: " + e.getMessage(), e);
            }
        });
    }

    /** Adds a call that has just been planned; this may take a while. */
    static void add(Run<?, ?> run, BuildRecord record) {
        ALL.computeIfAbsent(
                run.getExternalizableId() + "/" + record.number(), id -> new StepInvocation(run, record, LIMITS));
    }

    private static void close(Run<?, ?> run) {
        ALL.entrySet().removeIf(entry -> {
            boolean ofRun = entry.getKey().startsWith(run.getExternalizableId() + "/");
            if (ofRun) {
                entry.getValue().dispatcher().close();
            }
            return ofRun;
        });
    }

    private static void resume() {
        try {
            for (FlowExecution execution : FlowExecutionList.get()) {
                if (execution.getOwner().getExecutable() instanceof Run<?, ?> run) {
                    resume(run);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "some builds were not resumed; limits may be exceeded for a while", e);
        } finally {
            LIMITS.open();
        }
    }

    private static void resume(Run<?, ?> run) throws IOException {
        BuildRecords records = BuildRecords.of(run);
        if (records.exist()) {
            for (BuildRecord record : records.all()) {
                if (record.closed() == 0) {
                    of(run, record.number());
                }
            }
        }
    }

    /** Handles the start and the stop of a controller. */
    @Extension
    public static final class StartAndStop extends ItemListener {

        /** Grants no places of limits until builds have resumed and restored theirs. */
        @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
        public static void beforeResuming() {
            if (Jenkins.get().getInitLevel() != InitMilestone.COMPLETED) {
                LIMITS.close();
            }
        }

        /** Drops the state that the end of the process drops; tests start several controllers in a process. */
        @Terminator
        public static void clear() {
            ALL.clear();
            LIMITS.clear();
            BuildRecords.dropShared();
        }

        @Override
        public void onLoaded() {
            whenResumed();
        }

        /** Waits until Pipeline has loaded the builds. */
        private static void whenResumed() {
            if (FlowExecutionList.get().isResumptionComplete()) {
                BackgroundTasks.start(StepInvocations::resume);
            } else {
                Timer.get().schedule(StartAndStop::whenResumed, 100, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Closes the records of a build when it ends. */
    @Extension
    public static final class OnCompleted extends RunListener<Run<?, ?>> {

        @Override
        public void onCompleted(Run<?, ?> run, TaskListener listener) {
            close(run);
            BuildRecords records = BuildRecords.of(run);
            try {
                if (records.exist()) {
                    for (BuildRecord record : records.all()) {
                        record.close("the build ended early");
                    }
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "cannot close the records of the components of " + run, e);
            }
        }

        @Override
        public void onDeleted(Run<?, ?> run) {
            close(run);
        }
    }
}
