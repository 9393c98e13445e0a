package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.run.process.CommandProcess;
import io.jenkins.plugins.mergeability.engine.run.process.Launcher;
import io.jenkins.plugins.mergeability.engine.run.process.LogFiles;
import io.jenkins.plugins.mergeability.engine.schedule.ExitCodes;
import io.jenkins.plugins.mergeability.engine.text.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A command while it runs: it is queued, starts a process, and its exit code is its result. */
final class CommandRun implements BlockAttempt {

    private final BlockRun run;
    private final Command command;
    private final int attempt;
    private CommandProcess process;
    private StopReason stopReason;
    private boolean done;

    CommandRun(BlockRun run, Command command) {
        this.run = run;
        this.command = command;
        this.attempt = run.job().nextAttemptAt(run.position());
    }

    JobRun job() {
        return run.job();
    }

    int position() {
        return run.position();
    }

    @Override
    public void start() {
        job().enqueue(this);
    }

    /** Starts it: it has left the queue. */
    CommandProcess launch() {
        job().commandStarts(run.name(), command.run());
        process = job().context()
                .launcher()
                .prepare(new Launcher.Request(
                        job().key(),
                        job().root(),
                        job().logs(),
                        LogFiles.nameOf(run.position(), run.name(), attempt),
                        run.scope(),
                        command));
        run.commandStarts(process);
        return process;
    }

    /** Its process has ended, or could not be started. */
    void exited(CommandProcess.Exit exit) {
        job().releaseSlot();
        if (done) {
            return;
        }
        CommandOutcome outcome = outcome(exit);
        boolean hasCode =
                exit.error() == null && (outcome == CommandOutcome.PASSED || outcome == CommandOutcome.FAILED);
        finish(new CommandResult(
                run.position(),
                run.name(),
                command.run(),
                attempt,
                outcome,
                hasCode ? OptionalInt.of(exit.code()) : OptionalInt.empty(),
                message(outcome, exit),
                exit.started(),
                exit.duration(),
                exit.error() == null ? Optional.of(process.log().toPath()) : Optional.<Path>empty(),
                run.scope().allowed()));
    }

    private CommandOutcome outcome(CommandProcess.Exit exit) {
        if (stopReason != null) {
            return stopReason.outcome();
        }
        if (exit.error() != null) {
            return CommandOutcome.NOT_STARTED;
        }
        return exit.code() == 0 ? CommandOutcome.PASSED : CommandOutcome.FAILED;
    }

    private String message(CommandOutcome outcome, CommandProcess.Exit exit) {
        return switch (outcome) {
            case PASSED -> "";
            case FAILED -> ExitCodes.text(exit.code());
            case NOT_STARTED -> exit.error();
            case TIMED_OUT -> stopReason.message() + " after " + DurationText.of(exit.duration());
            case ENDED, INTERRUPTED -> stopReason.message();
        };
    }

    @Override
    public void childEnded(BlockRun child, BlockResult end) {
        throw new IllegalStateException("a command has no blocks inside");
    }

    @Override
    public void stop(StopReason why) {
        if (done) {
            return;
        }
        stopReason = why;
        if (process == null) {
            job().dequeue(this);
            finish(withoutProcess(why.message() + " while it was queued", Optional.empty()));
        }
    }

    @Override
    public void abandon() {
        if (!done) {
            finish(withoutProcess(
                    stopReason.message() + ", and its process could not be ended",
                    Optional.of(process.log().toPath())));
        }
    }

    private CommandResult withoutProcess(String message, Optional<Path> log) {
        return new CommandResult(
                run.position(),
                run.name(),
                command.run(),
                attempt,
                stopReason.outcome(),
                OptionalInt.empty(),
                message,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                Duration.ZERO,
                log,
                run.scope().allowed());
    }

    private void finish(CommandResult result) {
        done = true;
        job().commandEnded(result);
        switch (result.outcome()) {
            case PASSED -> run.bodyEnded(BlockResult.PASSED);
            case FAILED, TIMED_OUT, NOT_STARTED -> run.bodyEnded(BlockResult.failed(List.of(result)));
            case ENDED, INTERRUPTED -> run.bodyEnded(BlockResult.ENDED);
        }
    }
}
