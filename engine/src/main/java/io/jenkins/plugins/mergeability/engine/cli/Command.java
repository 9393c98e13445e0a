package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;

/** One command of the command line: its vocabulary and its behavior. */
interface Command {

    /** Its options and operands, with help for each. */
    CommandSyntax syntax();

    /**
     * Runs the command.
     *
     * @return the {@link ExitCode}
     * @throws Exception an error that {@link FailureMessages} turns into a message and an exit code
     */
    int run(Arguments arguments, Terminal terminal) throws Exception;
}
