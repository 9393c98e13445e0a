package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes processes of commands: their arguments, environment, directory and log. */
final class Launcher {

    /** The user's {@code LC_ALL}, where the launcher has replaced it for the sake of this process alone. */
    private static final String LOCALE = "MERGEABILITY_LC_ALL";

    private static final File NOTHING = new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");

    private final Path repository;
    private final ShellCommand shells;
    private final ProcessMarks marks;
    private int executions;

    Launcher(Path repository, ShellCommand shells, ProcessMarks marks) {
        this.repository = repository;
        this.shells = shells;
        this.marks = marks;
    }

    /** Prepares the execution of a command; whatever is wrong with it shows when it runs. */
    Execution prepare(BlockRun run, Command command, int attempt) {
        int id = executions++;
        File directory = run.job().logs();
        String name = LogFiles.nameOf(run.position(), run.name(), attempt);
        File log = new File(directory, name + ".log");
        return new Execution(id, log, () -> {
            directory.mkdirs();
            return builder(run, command, id, new File(directory, name), log);
        });
    }

    private ProcessBuilder builder(BlockRun run, Command command, int id, File script, File log) throws IOException {
        Scope scope = run.scope();
        File directory = directory(run.job().root(), scope.dir().orElse("."));
        List<String> arguments =
                shells.arguments(scope.shell().orElse(shells.standard()), command.run(), script.getPath());
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(directory)
                .redirectErrorStream(true)
                .redirectInput(NOTHING)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        restoreLocale(builder.environment());
        describe(run.job().key(), builder.environment());
        builder.environment().putAll(scope.env());
        builder.environment().put(ProcessMarks.VARIABLE, marks.of(id));
        return builder;
    }

    static void restoreLocale(Map<String, String> environment) {
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
            throw new IOException("the directory `" + root + "/" + dir + "` is not a path this system can have (" + e.getReason()
                    + "): names beyond ASCII need a locale with UTF-8, such as LC_ALL=C.UTF-8", e);
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
