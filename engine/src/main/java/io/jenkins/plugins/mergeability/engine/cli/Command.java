package io.jenkins.plugins.mergeability.engine.cli;

/** One command of the command line: its vocabulary and its behaviour. */
interface Command {

    /** The options and operands it takes, with help for each. */
    Vocabulary vocabulary();

    /**
     * Does what was asked.
     *
     * @return the {@link ExitCode}
     * @throws Exception what {@link Failures} turns into a message and an exit code
     */
    int run(Arguments arguments, Terminal terminal) throws Exception;
}
