package io.jenkins.plugins.mergeability.engine.proof;

import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.outcome;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.passed;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own that records batches of outcomes and says so after each: the number of the first outcome that is
 * not yet recorded.
 */
final class RecordingProcess {

    /** One that only records. */
    static final String RECORD = "record";

    /** One that also records old outcomes and prunes them away again, so that the log is replaced all the time. */
    static final String PRUNE = "prune";

    /** One that takes the lock and never gives it back. */
    static final String HOLD = "hold";

    private static final Instant OLD = Instant.parse("2001-01-01T00:00:00Z");

    private final Process process;
    private final BufferedReader output;
    private final long first;
    private long acknowledged;
    private String last = "";

    /** Runs until it has recorded {@code count} outcomes. */
    static void main(Path directory, String mode, long first, long count) throws IOException {
        if (mode.equals(HOLD)) {
            hold(directory);
        }
        FileProofStore store = new FileProofStore(directory);
        long next = first;
        for (int batch = 0; next < first + count; batch++) {
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i <= batch % 9 && next < first + count; i++) {
                outcomes.add(passed(next++));
            }
            if (mode.equals(PRUNE)) {
                outcomes.add(outcome(next + 500_000, true, OLD));
            }
            store.record(outcomes);
            System.out.println(next);
            if (mode.equals(PRUNE)) {
                store.prune(Duration.ofDays(3650), Integer.MAX_VALUE);
            }
        }
    }

    @SuppressWarnings("try")
    private static void hold(Path directory) throws IOException {
        try (StoreLock held = StoreLock.take(directory.resolve("lock"), Duration.ofSeconds(10))) {
            System.out.println(0);
            while (System.in.read() >= 0) {
                // until killed, or until whoever started it is gone
            }
        }
    }

    public static void main(String[] args) {
        try {
            main(Path.of(args[0]), args[1], Long.parseLong(args[2]), Long.parseLong(args[3]));
        } catch (IOException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }

    private RecordingProcess(Process process, long first) {
        this.process = process;
        this.output = process.inputReader();
        this.first = first;
        this.acknowledged = first;
    }

    static RecordingProcess start(Path directory, String mode, long first, long count) throws IOException {
        return start(command(directory, mode, first, count), first);
    }

    static RecordingProcess start(List<String> command, long first) throws IOException {
        return new RecordingProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start(), first);
    }

    static List<String> command(Path directory, String mode, long first, long count) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                home(FileProofStore.class) + File.pathSeparator + home(RecordingProcess.class),
                RecordingProcess.class.getName(),
                directory.toString(),
                mode,
                Long.toString(first),
                Long.toString(count));
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for so many more acknowledgements. */
    void await(int batches) throws IOException {
        for (int i = 0; i < batches; i++) {
            take(output.readLine());
        }
    }

    /** Ends it at once, without any chance to tidy up, and takes what it had said until then. */
    void kill() throws IOException, InterruptedException {
        process.toHandle()
                .destroyForcibly(); // the process's own method would close its output, with the last words in it
        end();
    }

    /** Waits for its end. */
    int end() throws IOException, InterruptedException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            take(line);
        }
        return process.waitFor();
    }

    private void take(String line) {
        last = String.valueOf(line);
        if (last.matches("[0-9]+")) {
            acknowledged = Long.parseLong(last);
        }
    }

    /** The number of its first outcome. */
    long first() {
        return first;
    }

    /** The number after that of its last outcome that it said was recorded. */
    long acknowledged() {
        return acknowledged;
    }

    /** The last line it wrote. */
    String last() {
        return last;
    }
}
