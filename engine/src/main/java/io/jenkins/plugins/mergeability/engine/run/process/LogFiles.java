package io.jenkins.plugins.mergeability.engine.run.process;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.io.File;
import java.util.HashMap;
import java.util.Map;

/** The log file of each command of a run: {@code <component>/<job>[@platform]/<NN>-<name>[.attempt].log}. */
public final class LogFiles {

    private final File directory;
    private final FileNames components = new FileNames();
    private final Map<String, String> componentNames = new HashMap<>();
    private final Map<String, FileNames> jobs = new HashMap<>();

    public LogFiles(File directory) {
        this.directory = directory;
    }

    /** The directory for the commands of a job, not yet created. */
    public File directoryOf(JobKey key) {
        String component = componentNames.get(key.component());
        if (component == null) {
            component = components.of(key.component());
            componentNames.put(key.component(), component);
            jobs.put(component, new FileNames());
        }
        String job =
                key.platform().isPresent() ? key.job() + "@" + key.platform().get() : key.job();
        return new File(new File(directory, component), jobs.get(component).of(job));
    }

    /** The name of the file of one execution of a command, without its ending. */
    public static String nameOf(int position, String name, int attempt) {
        String number = position < 10 ? "0" + position : Integer.toString(position);
        String base = number + "-" + FileNames.safe(name);
        return attempt == 1 ? base : base + "." + attempt;
    }
}
