package io.jenkins.plugins.mergeability.engine.run.outputs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The jobs whose outputs were changed while several jobs ran, one of which needs them. They are kept in a file of the
 * working tree: a name on each line.
 */
final class DisturbedOutputs {

    private final Path file;
    private Set<String> names;

    DisturbedOutputs(Path file) {
        this.file = file;
    }

    /** Whether the outputs of one of these jobs were. */
    boolean anyOf(Collection<JobKey> jobs) throws IOException {
        read();
        return !names.isEmpty() && jobs.stream().anyMatch(job -> names.contains(job.toString()));
    }

    void add(JobKey job) throws IOException {
        read();
        if (names.add(job.toString())) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, job + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private void read() throws IOException {
        if (names == null) {
            try {
                names = new HashSet<>(Files.readAllLines(file, UTF_8));
            } catch (NoSuchFileException e) {
                names = new HashSet<>();
            }
        }
    }
}
