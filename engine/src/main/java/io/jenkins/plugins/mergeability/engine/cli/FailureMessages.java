package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.cli.syntax.UsageException;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.plan.ChangedFiles;
import io.jenkins.plugins.mergeability.engine.plan.UnclaimedPathsException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Turns errors into a message on standard error and an exit code. */
final class FailureMessages {

    private static final int MAX_PATHS = 20;

    private FailureMessages() {}

    /** Prints the message of an error; returns the exit code. */
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
            print(terminal, e.getMessage());
            return ExitCode.BAD_INPUT;
        }
        if (e instanceof InterruptedException) {
            print(terminal, "interrupted");
            return ExitCode.EXTERNAL_FAILURE;
        }
        if (e instanceof IOException) {
            print(terminal, message((IOException) e));
            return ExitCode.EXTERNAL_FAILURE;
        }
        print(terminal, "internal error: " + e);
        terminal.err().println("  This is a bug, please report it. MERGEABILITY_DEBUG=1 shows the stack trace.");
        if (terminal.environment().containsKey("MERGEABILITY_DEBUG")) {
            e.printStackTrace(terminal.err());
        }
        return ExitCode.EXTERNAL_FAILURE;
    }

    /** The number of problems of a map as text. */
    static String problems(int count) {
        return count == 1 ? "1 problem" : count + " problems";
    }

    private static void usage(UsageException e, Terminal terminal) {
        print(terminal, e.getMessage());
        if (!e.suggestions().isEmpty()) {
            terminal.err().println("  did you mean " + String.join(" or ", e.suggestions()) + "?");
        }
        String command = e.command().isEmpty() ? "" : e.command() + " ";
        terminal.err().println("  mergeability " + command + "--help shows its options");
    }

    private static String message(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "permission denied: " + denied.getFile();
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getFile() + ": " + file.getReason();
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file or directory";
        }
        if (e instanceof FileAlreadyExistsException existing) {
            return existing.getFile() + ": already exists";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static void unclaimed(ChangedFiles.Paths paths, Terminal terminal) {
        print(terminal, "no component claims these changed paths, and the map says `unmapped: error`:");
        for (String path :
                paths.named().subList(0, Math.min(MAX_PATHS, paths.named().size()))) {
            terminal.err().println("  " + GitPath.display(path));
        }
        if (paths.count() > MAX_PATHS) {
            terminal.err().println("  and " + (paths.count() - MAX_PATHS) + " more");
        }
        terminal.err().println("  Add them to the `paths` of a component, or to `ignore`.");
    }

    private static void print(Terminal terminal, String message) {
        terminal.err().println("mergeability: " + message);
    }
}
