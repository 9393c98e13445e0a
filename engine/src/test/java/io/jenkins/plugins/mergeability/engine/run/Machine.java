package io.jenkins.plugins.mergeability.engine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A repository and a place for logs in a temporary directory, to run plans of tests in. */
public final class Machine {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path repository;
    private final Path runs;
    private RunOptions options = RunOptions.standard().withJobs(4);
    private RunListener listener = RunListener.NONE;
    private Optional<ProofRecorder> recorder = Optional.empty();

    public Machine(Path directory) throws IOException {
        repository = Files.createDirectories(directory.resolve("repository"));
        runs = directory.resolve("runs");
    }

    public Path repository() {
        return repository;
    }

    Path runs() {
        return runs;
    }

    public RunOptions options() {
        return options;
    }

    public Machine with(RunOptions newOptions) {
        options = newOptions;
        return this;
    }

    public Machine with(RunListener newListener) {
        listener = newListener;
        return this;
    }

    public Machine with(ProofRecorder newRecorder) {
        recorder = Optional.of(newRecorder);
        return this;
    }

    public RunResult run(TestPlan plan) throws IOException {
        try (RunDirectory directory = RunDirectory.create(runs)) {
            return runner(plan, directory).run();
        }
    }

    /** Runs a plan of a single job. */
    public JobResult runOnly(TestPlan plan) throws IOException {
        return run(plan).jobs().get(0);
    }

    Runner runner(TestPlan plan, RunDirectory directory) {
        return new Runner(plan.plan(), repository, directory, options, recorder, listener);
    }

    /** The text of a file in the repository, or empty if there is none. */
    public String read(String file) throws IOException {
        Path path = repository.resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }

    static String log(CommandResult command) throws IOException {
        return Files.readString(command.log().orElseThrow());
    }

    static JobResult job(RunResult result, String key) {
        return result.jobs().stream()
                .filter(job -> job.key().toString().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** Waits for something that happens in another process, and fails the test if it does not. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not happen: " + what);
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }

    /** Whether a process does anything still; the number is in a file of the repository that the process has written. */
    public boolean lives(String pidFile) throws IOException {
        String pid = read(pidFile).strip();
        Path stat = Path.of("/proc", pid, "stat");
        try {
            return Files.exists(stat)
                    && !Files.readString(stat).replaceFirst("(?s).*\\) ", "").startsWith("Z");
        } catch (IOException ended) {
            return false;
        }
    }
}
