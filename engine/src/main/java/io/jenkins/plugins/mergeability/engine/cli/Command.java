package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;

/** One command of the command line: its vocabulary and its behavior. */
interface Command {

    /** The options and operands it takes, with help for each. */
    CommandSyntax syntax();

    /**
     * Does what was asked.
     *
     * @return the {@link ExitCode}
     * @throws Exception what {@link FailureMessages} turns into a message and an exit code
     */
    int run(Arguments arguments, Terminal terminal) throws Exception;
}
