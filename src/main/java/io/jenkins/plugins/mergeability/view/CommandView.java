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
    private final ViewContext moment;

    CommandView(CommandRecord command, ViewContext moment) {
        this.command = command;
        this.moment = moment;
    }

    /** Where it is in the job's tree. */
    @Exported
    public String getName() {
        return command.name();
    }

    /** The text handed to the shell. */
    @Exported
    public String getCommand() {
        return command.command();
    }

    /** Which execution of it this is, from 1. */
    @Exported
    public int getAttempt() {
        return command.attempt();
    }

    /** The exit code; null where it was ended before it had one. */
    @Exported
    public Integer getExitCode() {
        return command.exitCode();
    }

    /** When it started, in milliseconds since 1970. */
    @Exported
    public long getStarted() {
        return command.started();
    }

    /** How long it took, in milliseconds. */
    @Exported
    public long getDuration() {
        return command.millis();
    }

    /** The same for people. */
    public String getTime() {
        return DurationText.of(Duration.ofMillis(command.millis()));
    }

    /** Whether a block around it allows its failure. */
    @Exported
    public boolean isAllowedFailure() {
        return command.allowed();
    }

    /** Whether it ended with 0. */
    @Exported
    public boolean isPassed() {
        return command.passed();
    }

    /** The path of its log, from the root of Jenkins; empty where there is none. */
    @Exported
    public String getLog() {
        return moment.log(command.node());
    }

    /** How it ended, in words. */
    public String getEnd() {
        if (command.exitCode() == null) {
            return Messages.CommandView_Ended();
        }
        return command.passed() ? Messages.State_Passed() : Messages.CommandView_ExitCode(command.exitCode());
    }
}
