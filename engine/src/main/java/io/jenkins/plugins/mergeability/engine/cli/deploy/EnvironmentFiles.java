package io.jenkins.plugins.mergeability.engine.cli.deploy;

import io.jenkins.plugins.mergeability.engine.deploy.EnvironmentOrder;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EnvironmentRecord;
import io.jenkins.plugins.mergeability.engine.deploy.journal.FileJournal;
import io.jenkins.plugins.mergeability.engine.deploy.journal.JournalEvent;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of the environments of a repository.
 *
 * @param state the directory of this tool in the repository
 */
public record EnvironmentFiles(Path state) {

    private static final String JOURNAL = "journal";

    /** Longer than any soak: every release that was verified counts as one that may be returned to. */
    private static final Duration EVER = Duration.ofDays(36_500);

    private Path all() {
        return state.resolve("environments");
    }

    /** The record of an environment, as it is now. */
    EnvironmentRecord record(String environment) throws IOException {
        return EnvironmentRecord.read(journal(environment));
    }

    /** The events of an environment, as they are now. */
    List<JournalEvent> events(String environment) throws IOException {
        return journal(environment).read();
    }

    private FileJournal journal(String environment) {
        return new FileJournal(of(environment).resolve(JOURNAL));
    }

    /** The file that is locked while somebody deploys to an environment. */
    Path lock(String environment) {
        return of(environment).resolve("lock");
    }

    /** The file that names the processes of a deployment under way. */
    Path processes(String environment) {
        return of(environment).resolve("processes");
    }

    /** The logs of deployments to an environment. */
    Path logs(String environment) {
        return of(environment).resolve("logs");
    }

    private Path of(String environment) {
        return all().resolve(environment);
    }

    /**
     * The outputs that must be kept for environments: of what waits, is live, or may be returned to.
     *
     * @throws IOException if a record cannot be read, so that nothing is known of them
     */
    public Set<OutputDigest> pinned(ComponentMap map, Instant now) throws IOException {
        Set<OutputDigest> pinned = new TreeSet<>();
        for (String name : recorded()) {
            Environment environment = map.environments().get(name);
            Duration soak = environment == null ? EVER : EnvironmentOrder.soak(map, environment);
            pinned.addAll(record(name).pinned(now, soak));
        }
        return pinned;
    }

    /** The names of the environments with a record. */
    Set<String> recorded() throws IOException {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(all())) {
            for (Path directory : directories) {
                if (Files.exists(directory.resolve(JOURNAL))) {
                    names.add(directory.getFileName().toString());
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return names;
        }
        return names;
    }
}
