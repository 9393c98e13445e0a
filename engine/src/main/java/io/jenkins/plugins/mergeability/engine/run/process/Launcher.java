package io.jenkins.plugins.mergeability.engine.run.process;

import io.jenkins.plugins.mergeability.engine.change.git.RepositoryVariables;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.schedule.CommandScope;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Creates the processes of commands: their arguments, environment, directory and log. */
public final class Launcher {

    /** The user's {@code LC_ALL}, where the launcher script has replaced it for this process. */
    private static final String LOCALE = "MERGEABILITY_LC_ALL";

    private static final File NULL_DEVICE = new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");

    private final Path repository;
    private final ShellCommand shells;
    private final ProcessMarkers markers;
    private final RunGuard guard;
    private int processCount;

    public Launcher(Path repository, ShellCommand shells, ProcessMarkers markers, RunGuard guard) {
        this.repository = repository;
        this.shells = shells;
        this.markers = markers;
        this.guard = guard;
    }

    /**
     * A command to start.
     *
     * @param job the job it belongs to
     * @param root the directory of the job's component, from the top of the repository
     * @param logs the directory of the job's logs
     * @param log the name of the command's log, without its ending
     * @param scope the settings the command inherits
     */
    public record Request(JobKey job, String root, File logs, String log, CommandScope scope, Command command) {}

    /** Prepares the process of a command; errors are reported when it is started. */
    public CommandProcess prepare(Request request) {
        guard.begin();
        int id = processCount++;
        File log = new File(request.logs(), request.log() + ".log");
        return new CommandProcess(
                id,
                log,
                () -> {
                    request.logs().mkdirs();
                    return builder(request, id, log);
                },
                guard);
    }

    private ProcessBuilder builder(Request request, int id, File log) throws IOException {
        CommandScope scope = request.scope();
        File directory = directory(scope.directory(request.root()));
        File script = new File(request.logs(), request.log());
        List<String> arguments = shells.arguments(
                scope.shell().orElse(shells.defaultShell()), request.command().run(), script.getPath());
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(directory)
                .redirectErrorStream(true)
                .redirectInput(NULL_DEVICE)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        restoreLocale(builder.environment());
        // A hook that starts the run has them, and a job that uses git must not work on the hook's repository.
        RepositoryVariables.removeFrom(builder.environment());
        describe(request.job(), builder.environment());
        builder.environment().putAll(scope.env());
        builder.environment().put(ProcessMarkers.VARIABLE, markers.of(id));
        return builder;
    }

    public static void restoreLocale(Map<String, String> environment) {
        String locale = environment.remove(LOCALE);
        if (locale != null && locale.isEmpty()) {
            environment.remove("LC_ALL");
        } else if (locale != null) {
            environment.put("LC_ALL", locale);
        }
    }

    private void describe(JobKey key, Map<String, String> environment) {
        environment.put("MERGEABILITY_ROOT", repository.toString());
        environment.put("MERGEABILITY_COMPONENT", key.component());
        environment.put("MERGEABILITY_JOB", key.job());
        if (key.platform().isPresent()) {
            environment.put("MERGEABILITY_PLATFORM", key.platform().get());
        } else {
            environment.remove("MERGEABILITY_PLATFORM");
        }
    }

    private File directory(String dir) throws IOException {
        Path directory;
        try {
            directory = repository.resolve(dir).normalize();
        } catch (InvalidPathException e) {
            throw new IOException(
                    "the directory `" + dir + "` is not a valid path on this system (" + e.getReason()
                            + "): names beyond ASCII need a locale with UTF-8, such as LC_ALL=C.UTF-8",
                    e);
        }
        if (!directory.startsWith(repository)) {
            throw new IOException("the directory `" + dir + "` is outside of the repository");
        }
        File file = directory.toFile();
        if (!file.isDirectory()) {
            throw new IOException("the directory `" + repository.relativize(directory)
                    + "` does not exist in the repository: correct the component's `root` or the `dir`");
        }
        return file;
    }
}
