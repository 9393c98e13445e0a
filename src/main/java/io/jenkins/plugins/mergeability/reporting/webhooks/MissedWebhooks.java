package io.jenkins.plugins.mergeability.reporting.webhooks;

import hudson.model.Item;
import hudson.util.AtomicFileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Whether GitHub's events reach a project. A file of the project has the time of the last event, and says whether a pull
 * request was built more than a day after it, because only a scan had found its commit.
 */
@Restricted(NoExternalUse.class)
public final class MissedWebhooks {

    private static final Logger LOGGER = Logger.getLogger(MissedWebhooks.class.getName());

    /** How long there are no events before a scan that finds a commit counts. */
    private static final Duration SILENCE = Duration.ofDays(1);

    private static final Duration REFRESH = Duration.ofHours(1);

    private static final String MISSED = "missed";

    private MissedWebhooks() {}

    /** GitHub has sent an event of the project's repository. */
    public static synchronized void received(Item project) {
        try {
            Path file = file(project);
            Instant now = Instant.now();
            if (isMissed(file) || !Files.exists(file) || lastEvent(file).isBefore(now.minus(REFRESH))) {
                write(file, "", now);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot note the events of " + project.getFullName());
        }
    }

    /**
     * A pull request is built that a scan of its project has found. The first one begins the time without events.
     *
     * @param now the time
     * @param running since when this controller runs, and can receive events
     */
    public static synchronized void builtByScan(Item project, Instant now, Instant running) {
        try {
            Path file = file(project);
            if (!Files.exists(file)) {
                write(file, "", now);
                return;
            }
            Instant last = lastEvent(file);
            Instant silent = now.minus(SILENCE);
            if (last.isBefore(silent) && running.isBefore(silent) && !isMissed(file)) {
                write(file, MISSED, last);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot note the scans of " + project.getFullName());
        }
    }

    /** Whether events of a project are missing. */
    public static synchronized boolean areMissed(Item project) {
        try {
            return isMissed(file(project));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot read the events of " + project.getFullName());
            return false;
        }
    }

    private static boolean isMissed(Path file) throws IOException {
        return Files.exists(file) && Files.readString(file).equals(MISSED);
    }

    private static Instant lastEvent(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    private static void write(Path file, String text, Instant lastEvent) throws IOException {
        try (AtomicFileWriter writer = new AtomicFileWriter(file, StandardCharsets.UTF_8)) {
            writer.write(text);
            writer.commit();
        }
        Files.setLastModifiedTime(file, FileTime.from(lastEvent));
    }

    private static Path file(Item project) {
        return project.getRootDir().toPath().resolve("mergeability-webhooks.txt");
    }
}
