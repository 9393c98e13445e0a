package io.jenkins.plugins.mergeability.engine.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code completion}: a script that teaches a shell the command line. */
final class CompletionCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Options.command("completion", "Print a completion script for bash and zsh.")
                .examples("source <(mergeability completion)")
                .spec();
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) {
        terminal.out().print(AutoComplete.bash("mergeability", new CommandLine(Cli.whole())));
        return ExitCode.DONE;
    }
}
