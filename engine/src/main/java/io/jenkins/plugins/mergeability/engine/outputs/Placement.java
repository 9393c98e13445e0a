package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.hash.ContentDigest;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The outputs of a job as they were seen in place.
 *
 * @param list what they were
 * @param observed when, before they were seen, in nanoseconds of the file system's time
 * @param stats of each path what the system said then
 */
record Placement(OutputList list, long observed, Map<String, FileStat> stats) {

    /** What was changed so shortly before it was seen may have been changed again without a trace. */
    static final long SETTLED = TimeUnit.SECONDS.toNanos(2);

    /** What divides the times of a coarse clock. */
    private static final long COARSE = TimeUnit.MICROSECONDS.toNanos(100);

    private static final long SETTLED_SOON = TimeUnit.MILLISECONDS.toNanos(100);

    /** Whether a file is for certain what the list says, without reading it. */
    boolean isBelieved(OutputEntry entry, FileStat now) {
        return now.equals(stats.get(entry.path()))
                && now.changed() != FileStat.UNKNOWN
                && observed - now.changed() >= SETTLED;
    }

    /** The same for the process that has seen it. */
    boolean isBelievedByItsWriter(OutputEntry entry, FileStat now) {
        return now.equals(stats.get(entry.path())) && isSettled(now, observed);
    }

    /**
     * Whether a change after a time would leave a trace, for the process that has read that time. Clocks that count less
     * than a tenth of a millisecond go on every ten milliseconds at least, so that it does so much sooner.
     */
    static boolean isSettled(FileStat stat, long observed) {
        return stat.changed() != FileStat.UNKNOWN
                && observed - stat.changed() >= (stat.changed() % COARSE == 0 ? SETTLED : SETTLED_SOON);
    }

    /** Whether seeing a file once more, some time later, adds nothing to what is known of it. */
    boolean recalls(OutputEntry entry, FileStat now, long later) {
        return now != null && now.equals(stats.get(entry.path())) && later - now.changed() < SETTLED;
    }

    /** Whether what is at {@code file} is an entry, read if it has to be. */
    static boolean isThere(OutputEntry entry, FileStat now, Path file, Placement before) throws IOException {
        if (now == null
                || now.isDirectory()
                || now.type() == FileStat.Type.SPECIAL
                || OutputEntry.Kind.of(now) != entry.kind()) {
            return false;
        }
        if (entry.isLink()) {
            return DiskFiles.linkTarget(file).equals(entry.content());
        }
        if (now.size() != entry.size()) {
            return false;
        }
        if (before != null && before.isBelieved(entry, now)) {
            return true;
        }
        try {
            return ContentDigest.of(file, entry.size()).equals(entry.content()) && now.isOf(file);
        } catch (AccessDeniedException e) {
            return false; // what cannot be read is replaced
        }
    }
}
