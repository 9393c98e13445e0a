package io.jenkins.plugins.mergeability.engine.proof;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Replaces a log by a shorter one, atomically: if the process is killed, the log is the old or the new one. The caller holds
 * the store's lock, and reopens the log under that lock before appending to it.
 */
final class LogRewrite {

    /** Windows refuses to replace a file while it is read; readers take far less time than all tries. */
    private static final int TRIES = 50;

    private static final long PAUSE_MILLIS = 20;

    private final Path log;

    LogRewrite(Path log) {
        this.log = log;
    }

    /** Creates a log without outcomes. */
    static void create(Path log) throws IOException {
        new LogRewrite(log).write(new BitSet());
    }

    /**
     * Keeps the outcomes within {@code retention}, in their order, and drops lines that are not outcomes.
     *
     * @return how many outcomes were dropped
     * @throws IOException if the log cannot be replaced; it is then unchanged
     */
    int keep(Retention retention, Instant now) throws IOException {
        List<Retention.Entry> entries = new ArrayList<>();
        boolean garbled = false;
        try (LogReader lines = new LogReader(log)) {
            for (int position = 0; lines.next(); position++) {
                Outcome outcome = ProofLine.decode(lines.bytes(), lines.from(), lines.to());
                if (outcome != null) {
                    long at = outcome.at().toEpochMilli();
                    entries.add(new Retention.Entry(outcome.key(), at, position, lines.to() - lines.from() + 1));
                } else {
                    garbled |= position > 0;
                }
            }
        }
        BitSet kept = retention.kept(entries, now);
        int dropped = entries.size() - kept.cardinality();
        if (dropped > 0 || garbled) {
            try {
                write(kept);
            } catch (IOException e) {
                throw new IOException(
                        log + ": cannot be pruned (" + LogReader.reason(e)
                                + "): make its directory writable or make room on the disk",
                        e);
            }
        }
        return dropped;
    }

    /** Writes the lines at the positions {@code kept} to a new log, and replaces the log by it. */
    private void write(BitSet kept) throws IOException {
        Path fresh = log.resolveSibling(log.getFileName() + ".new");
        try {
            try (FileOutputStream file = new FileOutputStream(fresh.toFile())) {
                OutputStream out = new BufferedOutputStream(file, 1 << 16);
                out.write((LogReader.HEADER + "\n").getBytes(StandardCharsets.US_ASCII));
                try (LogReader lines = new LogReader(log)) {
                    for (int position = 0; lines.next(); position++) {
                        if (kept.get(position)) {
                            out.write(lines.bytes(), lines.from(), lines.to() - lines.from());
                            out.write('\n');
                        }
                    }
                }
                out.flush();
                file.getFD().sync();
            }
            replace(fresh);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(fresh);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private void replace(Path fresh) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                Files.move(fresh, log, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (AccessDeniedException e) {
                if (tries == TRIES) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(IOException reason) throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            IOException interrupted = new InterruptedIOException("interrupted");
            interrupted.addSuppressed(reason);
            throw interrupted;
        }
    }
}
