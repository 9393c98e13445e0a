package io.jenkins.plugins.mergeability.engine.change.git;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Starts the git executable so that neither the user's configuration nor the environment changes its output, and stops
 * the processes it started.
 */
final class Git {

    /** The minimum version of git. */
    static final int[] MIN_VERSION = {2, 25};

    /** The variables that change how git reads paths or where it prints. */
    private static final Set<String> OUTPUT_VARIABLES = Set.of(
            "GIT_DIFF_OPTS",
            "GIT_EXTERNAL_DIFF",
            "GIT_FLUSH",
            "GIT_GLOB_PATHSPECS",
            "GIT_ICASE_PATHSPECS",
            "GIT_LITERAL_PATHSPECS",
            "GIT_NAMESPACE",
            "GIT_NOGLOB_PATHSPECS",
            "GIT_REDIRECT_STDERR",
            "GIT_REDIRECT_STDIN",
            "GIT_REDIRECT_STDOUT");

    /** A path at which no system has a file. Git warns of an empty file of grafts, but not of a missing one. */
    private static final String NO_FILE = "/dev/null/none";

    private final String executable;
    private final Path directory;
    private final Map<String, String> environment;
    private final Started started;

    private Git(String executable, Path directory, Map<String, String> environment, Started started) {
        this.executable = executable;
        this.directory = directory;
        this.environment = environment;
        this.started = started;
    }

    /** Git in a directory, with {@code environment} less the variables that would change its answers. */
    static Git in(Path directory, String executable, Map<String, String> environment) {
        Map<String, String> ours = new TreeMap<>(environment);
        RepositoryVariables.removeFrom(ours);
        ours.keySet().removeAll(OUTPUT_VARIABLES);
        ours.put("GIT_OPTIONAL_LOCKS", "0");
        ours.put("GIT_TERMINAL_PROMPT", "0");
        // Replaced objects and grafts are state of one clone, and would hide what a commit contains.
        ours.put("GIT_NO_REPLACE_OBJECTS", "1");
        ours.put("GIT_GRAFT_FILE", NO_FILE);
        return new Git(executable, directory, ours, new Started());
    }

    Path directory() {
        return directory;
    }

    /** The same git in another directory. */
    Git at(Path other) {
        return new Git(executable, other, environment, started);
    }

    /** The same git with one more variable. */
    Git with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new Git(executable, directory, more, started);
    }

    /**
     * Starts a command. No argument may come from a repository or a user, because Java replaces characters outside the
     * locale by question marks, and git takes a leading dash for an option. Such text goes through standard input.
     */
    GitProcess start(String... arguments) throws ExternalFailureException {
        List<String> command = new ArrayList<>(arguments.length + 8);
        command.add(executable);
        command.add("--no-pager");
        // A file system monitor is a program configured by the user; older versions take any value for its name.
        command.add("-c");
        command.add("core.fsmonitor=");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return started.add(new GitProcess(this, name(arguments), builder.start()));
        } catch (IOException e) {
            throw new ExternalFailureException(
                    "cannot start `" + executable + "` (" + e.getMessage() + "): install git " + MIN_VERSION[0] + "."
                            + MIN_VERSION[1] + " or newer and add it to the PATH",
                    e);
        }
    }

    /** Stops all processes started by this git or one derived from it, now and later. */
    void end() {
        started.end();
    }

    private static String name(String[] arguments) {
        int i = 0;
        while (arguments[i].equals("-c")) {
            i += 2;
        }
        return "git " + arguments[i];
    }

    /** The processes that were started together. */
    private static final class Started {

        private final List<GitProcess> processes = new ArrayList<>();
        private boolean ended;

        synchronized GitProcess add(GitProcess process) {
            processes.add(process);
            if (ended) {
                process.end();
            }
            return process;
        }

        synchronized void end() {
            ended = true;
            processes.forEach(GitProcess::end);
        }
    }
}
