package io.jenkins.plugins.mergeability.step;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The calls that go on, each made again from its record after a restart. */
final class Sessions {

    private static final Logger LOGGER = Logger.getLogger(Sessions.class.getName());

    private static final ConcurrentHashMap<String, Session> ALL = new ConcurrentHashMap<>();

    private Sessions() {}

    /** One call of the step in a build. */
    static Session of(Run<?, ?> run, int number) {
        return ALL.computeIfAbsent(run.getExternalizableId() + "/" + number, id -> {
            try {
                return new Session(run, BuildRecords.of(run).get(number));
            } catch (IOException e) {
                throw new UncheckedIOException("the plan of " + run + " cannot be read: " + e.getMessage(), e);
            }
        });
    }

    /** A call that has just been planned, which may take a while to get ready. */
    static void begin(Run<?, ?> run, BuildRecord record) {
        ALL.computeIfAbsent(run.getExternalizableId() + "/" + record.number(), id -> new Session(run, record));
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
