package io.jenkins.plugins.mergeability.view;

import io.jenkins.plugins.mergeability.engine.text.DurationText;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import java.time.Duration;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One execution of a command. */
@ExportedBean(defaultVisibility = 5)
public final class CommandView {

    private final CommandRecord command;
    private final ViewContext context;

    CommandView(CommandRecord command, ViewContext context) {
        this.command = command;
        this.context = context;
    }

    /** Its path in the job's tree. */
    @Exported
    public String getName() {
        return command.name();
    }

    /** The text passed to the shell. */
    @Exported
    public String getCommand() {
        return command.command();
    }

    /** The number of this execution of the command, from 1. */
    @Exported
    public int getAttempt() {
        return command.attempt();
    }

    /** The exit code; null if it was stopped before it had one. */
    @Exported
    public Integer getExitCode() {
        return command.exitCode();
    }

    /** When it started, in milliseconds since 1970. */
    @Exported
    public long getStarted() {
        return command.started();
    }

    /** Its duration, in milliseconds. */
    @Exported
    public long getDuration() {
        return command.millis();
    }

    /** Its duration, for people. */
    public String getTime() {
        return DurationText.of(Duration.ofMillis(command.millis()));
    }

    /** Whether a block around it allows its failure. */
    @Exported
    public boolean isAllowedFailure() {
        return command.allowed();
    }

    /** Whether it exited with 0. */
    @Exported
    public boolean isPassed() {
        return command.passed();
    }

    /** The path of its log, from the root of Jenkins; empty if there is none. */
    @Exported
    public String getLog() {
        return context.log(command.node());
    }

    /** Its result, for people. */
    public String getResult() {
        if (command.exitCode() == null) {
            return Messages.CommandView_Ended();
        }
        return command.passed() ? Messages.State_Passed() : Messages.CommandView_ExitCode(command.exitCode());
    }
}
