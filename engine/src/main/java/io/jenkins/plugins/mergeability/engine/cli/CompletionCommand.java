package io.jenkins.plugins.mergeability.engine.cli;

/** {@code completion}: a script that teaches a shell the command line. */
final class CompletionCommand implements Command {

    @Override
    public Vocabulary vocabulary() {
        return Vocabulary.command("completion", "Print a completion script for bash and zsh.")
                .examples("source <(mergeability completion)");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        terminal.out().print(new Usage(Cli.vocabularies()).completion());
        return ExitCode.DONE;
    }
}
