package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Usage;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;

/** {@code completion}: prints a completion script for shells. */
final class CompletionCommand implements Command {

    @Override
    public CommandSyntax syntax() {
        return CommandSyntax.command("completion", "Print a completion script for bash and zsh.")
                .examples("source <(mergeability completion)");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        terminal.out().print(new Usage(Cli.syntaxes()).completion());
        return ExitCode.DONE;
    }
}
