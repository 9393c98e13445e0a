package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.cli.workspace.MapFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** {@code demo}: shows the commands on a small git repository. */
final class DemoCommand implements Command {

    @Override
    public CommandSyntax syntax() {
        return CommandSyntax.command("demo", "Show the commands on a small git repository in a temporary directory.")
                .flag("--clean", "Remove the directory at the end.")
                .examples("mergeability demo");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws Exception {
        DemoRepository demo = DemoRepository.create();
        heading(terminal, "A git repository with four components, in " + demo.directory() + ". Its component map:");
        terminal.out().println();
        show(demo, terminal);

        heading(terminal, "A branch changes one file of air. What is affected?");
        demo.change();
        call(terminal, demo, ExitCode.DONE, "plan");

        heading(terminal, "air and its dependents are affected, cloak is not. Run their jobs:");
        call(terminal, demo, ExitCode.DONE, "run");

        heading(terminal, "Run again: the same inputs are already proven, so nothing runs.");
        call(terminal, demo, ExitCode.DONE, "run");

        heading(terminal, "Break something without committing it, and run again:");
        demo.breakSomething();
        call(terminal, demo, ExitCode.JOB_FAILED, "run");

        heading(terminal, "Why does integration_test have to run?");
        call(terminal, demo, ExitCode.DONE, "explain", "integration_test/test");

        heading(terminal, "Merge the change instead, and add an environment on this machine to the map:");
        demo.mergeWithEnvironment();
        terminal.out().println();
        print(demo.environment(), terminal);
        heading(terminal, "Everything its gate asks for is proven already: deploy what was tested.");
        call(terminal, demo, ExitCode.DONE, "deploy", "here");

        heading(terminal, "The next change passes all tests, and then does not hold. What was live goes back:");
        demo.release();
        call(terminal, demo, ExitCode.DONE, "run", "--clean", "--when", "merge", "air/compile");
        call(terminal, demo, ExitCode.JOB_FAILED, "deploy", "here");

        if (arguments.has("--clean")) {
            demo.close();
        } else {
            heading(terminal, "To try more commands: cd " + demo.directory());
        }
        return ExitCode.DONE;
    }

    private static void heading(Terminal terminal, String text) {
        terminal.out().println();
        terminal.out().println(terminal.ansi().bold("# " + text));
        terminal.out().flush();
    }

    private static void show(DemoRepository demo, Terminal terminal) throws IOException {
        print(Files.readAllLines(demo.directory().resolve(MapFile.NAME)), terminal);
    }

    private static void print(List<String> lines, Terminal terminal) {
        lines.forEach(line -> terminal.out().println("    " + line));
    }

    private static void call(Terminal terminal, DemoRepository demo, int expected, String... args) {
        terminal.out().println();
        terminal.out().println(terminal.ansi().dim("$ mergeability " + String.join(" ", args)));
        String[] call = new String[args.length + 2];
        System.arraycopy(args, 0, call, 0, args.length);
        call[args.length] = "--repo";
        call[args.length + 1] = demo.directory().toString();
        int exit = Cli.run(call, terminal);
        if (exit != expected) {
            throw new IllegalStateException(
                    "the demo expected exit code " + expected + " of " + args[0] + ", and got " + exit);
        }
    }
}
