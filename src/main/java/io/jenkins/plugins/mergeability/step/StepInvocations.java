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

/** The calls that go on, each made again from its record after a restart. */
final class StepInvocations {

    private static final Logger LOGGER = Logger.getLogger(StepInvocations.class.getName());

    private static final ConcurrentHashMap<String, StepInvocation> ALL = new ConcurrentHashMap<>();

    private StepInvocations() {}

    /** One call of the step in a build. */
    static StepInvocation of(Run<?, ?> run, int number) {
        return ALL.computeIfAbsent(run.getExternalizableId() + "/" + number, id -> {
            try {
                return new StepInvocation(run, BuildRecords.of(run).get(number));
            } catch (IOException e) {
                throw new UncheckedIOException("the plan of " + run + " cannot be read: " + e.getMessage(), e);
            }
        });
    }

    /** A call that has just been planned, which may take a while to get ready. */
    static void begin(Run<?, ?> run, BuildRecord record) {
        ALL.computeIfAbsent(run.getExternalizableId() + "/" + record.number(), id -> new StepInvocation(run, record));
    }

    private static void close(Run<?, ?> run) {
        ALL.entrySet().removeIf(entry -> {
            boolean ofRun = entry.getKey().startsWith(run.getExternalizableId() + "/");
            if (ofRun) {
                entry.getValue().work().close();
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
            LOGGER.log(Level.WARNING, "not all builds can be resumed; limits may be exceeded for a while", e);
        } finally {
            ConcurrencyLimits.INSTANCE.open();
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

    /** What happens when a controller starts and stops. */
    @Extension
    public static final class StartAndStop extends ItemListener {

        /** Before a controller goes on with its builds, nobody knows who holds a place of a limit. */
        @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
        public static void beforeResuming() {
            if (Jenkins.get().getInitLevel() != InitMilestone.COMPLETED) {
                ConcurrencyLimits.INSTANCE.close();
            }
        }

        /** What the end of the process forgets anyway, the end of the controller forgets, too. */
        @Terminator
        public static void forget() {
            ALL.clear();
            ConcurrencyLimits.INSTANCE.forget();
            BuildRecords.forget();
        }

        @Override
        public void onLoaded() {
            whenResumed();
        }

        /** Builds are loaded once, by Pipeline itself; only then do we look at them. */
        private static void whenResumed() {
            if (FlowExecutionList.get().isResumptionComplete()) {
                BackgroundTasks.start(StepInvocations::resume);
            } else {
                Timer.get().schedule(StartAndStop::whenResumed, 100, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** However a build ends, its records say how. */
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
                LOGGER.log(Level.WARNING, "what became of the components of " + run + " cannot be written down", e);
            }
        }

        @Override
        public void onDeleted(Run<?, ?> run) {
            close(run);
        }
    }
}
