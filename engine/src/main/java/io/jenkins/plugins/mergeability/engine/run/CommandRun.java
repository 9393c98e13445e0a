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

/** A command while it runs: it waits for its turn, becomes a process, and its exit code is its result. */
final class CommandRun implements BlockAttempt {

    private final BlockRun run;
    private final Command command;
    private final int attempt;
    private CommandProcess execution;
    private StopReason cause;
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
        job().waitForTurn(this);
    }

    /** Its turn has come. */
    CommandProcess launch() {
        job().commandStarts(run.name(), command.run());
        execution = job().context()
                .launcher()
                .prepare(new Launcher.Request(
                        job().key(),
                        job().root(),
                        job().logs(),
                        LogFiles.nameOf(run.position(), run.name(), attempt),
                        run.scope(),
                        command));
        run.commandStarts(execution);
        return execution;
    }

    /** Its process has ended, or could not be started. */
    void exited(CommandProcess.Exit exit) {
        job().turnIsOver();
        if (done) {
            return;
        }
        CommandEnd ending = ending(exit);
        boolean hasCode = exit.problem() == null && (ending == CommandEnd.PASSED || ending == CommandEnd.FAILED);
        finish(new CommandResult(
                run.position(),
                run.name(),
                command.run(),
                attempt,
                ending,
                hasCode ? OptionalInt.of(exit.code()) : OptionalInt.empty(),
                message(ending, exit),
                exit.started(),
                exit.duration(),
                exit.problem() == null ? Optional.of(execution.log().toPath()) : Optional.<Path>empty(),
                run.scope().allowed()));
    }

    private CommandEnd ending(CommandProcess.Exit exit) {
        if (cause != null) {
            return cause.ending();
        }
        if (exit.problem() != null) {
            return CommandEnd.NOT_STARTED;
        }
        return exit.code() == 0 ? CommandEnd.PASSED : CommandEnd.FAILED;
    }

    private String message(CommandEnd ending, CommandProcess.Exit exit) {
        return switch (ending) {
            case PASSED -> "";
            case FAILED -> ExitCodes.text(exit.code());
            case NOT_STARTED -> exit.problem();
            case TIMED_OUT -> cause.words() + " after " + DurationText.of(exit.duration());
            case ENDED, INTERRUPTED -> cause.words();
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
        cause = why;
        if (execution == null) {
            job().waitsNoMore(this);
            finish(withoutProcess(why.words() + " while it waited for its turn", Optional.empty()));
        }
    }

    @Override
    public void abandon() {
        if (!done) {
            finish(withoutProcess(
                    cause.words() + ", and its process could not be ended",
                    Optional.of(execution.log().toPath())));
        }
    }

    private CommandResult withoutProcess(String message, Optional<Path> log) {
        return new CommandResult(
                run.position(),
                run.name(),
                command.run(),
                attempt,
                cause.ending(),
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
        switch (result.ending()) {
            case PASSED -> run.bodyEnded(BlockResult.PASSED);
            case FAILED, TIMED_OUT, NOT_STARTED -> run.bodyEnded(BlockResult.failed(List.of(result)));
            case ENDED, INTERRUPTED -> run.bodyEnded(BlockResult.ENDED);
        }
    }
}
