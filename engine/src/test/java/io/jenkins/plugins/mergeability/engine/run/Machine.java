package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.run.outputs.RunOutputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A repository and a directory for logs, in which tests run plans. */
public final class Machine {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

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

    /** Changes how long processes may take to end after they were signaled. */
    public Machine withGrace(Duration grace) {
        return with(new RunOptions(
                options.jobs(), options.limits(), options.platforms(), options.durations(), options.map(), grace));
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
        return new Runner(plan.plan(), repository, directory, options, recorder, listener, RunOutputs.NONE);
    }

    /** The text of a file in the repository, or empty if there is none. */
    public String read(String file) throws IOException {
        Path path = repository.resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }

    /** Creates an empty file in the repository, for which a command may wait. */
    public void write(String file) {
        try {
            Files.createFile(repository.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** Waits for a condition that another process or thread fulfills, and fails the test after a while. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("timed out waiting for: " + what);
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }

    /** Whether a process is alive and no zombie; it has written its number to a file of the repository. */
    public boolean isAlive(String pidFile) throws IOException {
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
