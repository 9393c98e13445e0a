package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.cli.syntax.UsageException;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.plan.UnclaimedPathsException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Turns what went wrong into a message on standard error and an exit code. */
final class FailureMessages {

    private static final int MAX_PATHS = 20;

    private FailureMessages() {}

    /** Says what went wrong. */
    static int report(Exception e, Terminal terminal) {
        if (e instanceof UsageException usage) {
            usage(usage, terminal);
            return ExitCode.BAD_INPUT;
        }
        if (e instanceof MapException map) {
            terminal.err().println(map.render());
            terminal.err().println(problems(map.count()));
            return ExitCode.BAD_INPUT;
        }
        if (e instanceof UnclaimedPathsException unclaimed) {
            unclaimed(unclaimed.paths(), terminal);
            return ExitCode.BAD_INPUT;
        }
        if (e instanceof BadInputException) {
            say(terminal, e.getMessage());
            return ExitCode.BAD_INPUT;
        }
        if (e instanceof InterruptedException) {
            say(terminal, "interrupted");
            return ExitCode.EXTERNAL_FAILURE;
        }
        if (e instanceof IOException) {
            say(terminal, words((IOException) e));
            return ExitCode.EXTERNAL_FAILURE;
        }
        say(terminal, "internal error: " + e);
        terminal.err().println("  This should not happen. MERGEABILITY_DEBUG=1 shows where; please report it.");
        if (terminal.environment().containsKey("MERGEABILITY_DEBUG")) {
            e.printStackTrace(terminal.err());
        }
        return ExitCode.EXTERNAL_FAILURE;
    }

    /** How many problems a map has, in words. */
    static String problems(int count) {
        return count == 1 ? "1 problem" : count + " problems";
    }

    private static void usage(UsageException e, Terminal terminal) {
        say(terminal, e.getMessage());
        if (!e.suggestions().isEmpty()) {
            terminal.err().println("  did you mean " + String.join(" or ", e.suggestions()) + "?");
        }
        String command = e.command().isEmpty() ? "" : e.command() + " ";
        terminal.err().println("  mergeability " + command + "--help tells what it takes");
    }

    private static String words(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "permission denied: " + denied.getFile();
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getFile() + ": " + file.getReason();
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file or directory";
        }
        if (e instanceof FileAlreadyExistsException existing) {
            return existing.getFile() + ": exists already, and is not what is needed there";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static void unclaimed(List<String> paths, Terminal terminal) {
        say(terminal, "no component claims these changed paths, and the map says `unmapped: error`:");
        for (String path : paths.subList(0, Math.min(MAX_PATHS, paths.size()))) {
            terminal.err().println("  " + GitPath.display(path));
        }
        if (paths.size() > MAX_PATHS) {
            terminal.err().println("  and " + (paths.size() - MAX_PATHS) + " more");
        }
        terminal.err().println("  Add them to the `paths` of a component, or to `ignore`.");
    }

    private static void say(Terminal terminal, String message) {
        terminal.err().println("mergeability: " + message);
    }
}
