package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.cli.workspace.MapFile;
import java.io.IOException;
import java.nio.file.Files;

/** {@code demo}: what it is good for, shown on a small real repository. */
final class DemoCommand implements Command {

    @Override
    public CommandSyntax syntax() {
        return CommandSyntax.command("demo", "Show it all on a small git repository in a temporary folder.")
                .flag("--clean", "Remove the folder at the end.")
                .examples("mergeability demo");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws Exception {
        DemoRepository demo = DemoRepository.create();
        say(terminal, "A git repository with four components, in " + demo.directory() + ". Its component map:");
        terminal.out().println();
        show(demo, terminal);

        say(terminal, "A branch changes one file of air. What does that affect?");
        demo.change();
        call(terminal, demo, ExitCode.DONE, "plan");

        say(terminal, "air, and what depends on it; cloak is left alone. Run that:");
        call(terminal, demo, ExitCode.DONE, "run");

        say(terminal, "Run it again: the same inputs are proven already, so nothing runs.");
        call(terminal, demo, ExitCode.DONE, "run");

        say(terminal, "Now break something, without committing it, and run once more:");
        demo.breakSomething();
        call(terminal, demo, ExitCode.JOB_FAILED, "run");

        say(terminal, "Why does integration_test have to run?");
        call(terminal, demo, ExitCode.DONE, "explain", "integration_test/test");

        if (arguments.has("--clean")) {
            demo.close();
        } else {
            say(terminal, "The repository is yours to play with: cd " + demo.directory());
        }
        return ExitCode.DONE;
    }

    private static void say(Terminal terminal, String words) {
        terminal.out().println();
        terminal.out().println(terminal.ansi().bold("# " + words));
        terminal.out().flush();
    }

    private static void show(DemoRepository demo, Terminal terminal) throws IOException {
        for (String line : Files.readAllLines(demo.directory().resolve(MapFile.NAME))) {
            terminal.out().println("    " + line);
        }
    }

    private static void call(Terminal terminal, DemoRepository demo, int expected, String... words) {
        terminal.out().println();
        terminal.out().println(terminal.ansi().dim("$ mergeability " + String.join(" ", words)));
        String[] call = new String[words.length + 2];
        System.arraycopy(words, 0, call, 0, words.length);
        call[words.length] = "--repo";
        call[words.length + 1] = demo.directory().toString();
        int exit = Cli.run(call, terminal);
        if (exit != expected) {
            throw new IllegalStateException(
                    "the demonstration expected exit code " + expected + " of " + words[0] + ", and got " + exit);
        }
    }
}
