package io.jenkins.plugins.mergeability.engine.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command of the command line: its vocabulary and its behaviour. */
interface Command {

    /** The options and operands it takes, with help for each. */
    CommandSpec spec();

    /**
     * Does what was asked.
     *
     * @return the {@link ExitCode}
     * @throws Exception what {@link Failures} turns into a message and an exit code
     */
    int run(ParseResult parsed, Terminal terminal) throws Exception;
}
