package io.jenkins.plugins.mergeability.engine.run.process;

import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.schedule.CommandScope;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes processes of commands: their arguments, environment, directory and log. */
public final class Launcher {

    /** The user's {@code LC_ALL}, where the launcher has replaced it for the sake of this process alone. */
    private static final String LOCALE = "MERGEABILITY_LC_ALL";

    private static final File NOTHING = new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");

    private final Path repository;
    private final ShellCommand shells;
    private final ProcessMarkers marks;
    private int executions;

    public Launcher(Path repository, ShellCommand shells, ProcessMarkers marks) {
        this.repository = repository;
        this.shells = shells;
        this.marks = marks;
    }

    /**
     * A command to be started.
     *
     * @param job the job it belongs to
     * @param root the directory of the job's component, from the top of the repository
     * @param logs the directory of the job's logs
     * @param log the name of the command's log, without its ending
     * @param scope what the command has from its job and the blocks around it
     */
    public record Request(JobKey job, String root, File logs, String log, CommandScope scope, Command command) {}

    /** Prepares the process of a command; whatever is wrong with it is reported when it is started. */
    public CommandProcess prepare(Request request) {
        int id = executions++;
        File log = new File(request.logs(), request.log() + ".log");
        return new CommandProcess(id, log, () -> {
            request.logs().mkdirs();
            return builder(request, id, log);
        });
    }

    private ProcessBuilder builder(Request request, int id, File log) throws IOException {
        CommandScope scope = request.scope();
        File directory = directory(request.root(), scope.dir().orElse("."));
        File script = new File(request.logs(), request.log());
        List<String> arguments = shells.arguments(
                scope.shell().orElse(shells.defaultShell()), request.command().run(), script.getPath());
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(directory)
                .redirectErrorStream(true)
                .redirectInput(NOTHING)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        restoreLocale(builder.environment());
        describe(request.job(), builder.environment());
        builder.environment().putAll(scope.env());
        builder.environment().put(ProcessMarkers.VARIABLE, marks.of(id));
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

    private File directory(String root, String dir) throws IOException {
        Path directory;
        try {
            directory = repository.resolve(root).resolve(dir).normalize();
        } catch (InvalidPathException e) {
            throw new IOException(
                    "the directory `" + root + "/" + dir + "` is not a path this system can have (" + e.getReason()
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
