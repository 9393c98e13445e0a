package io.jenkins.plugins.mergeability.engine.proof;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A {@link ProofStore} in a directory of its own: a log {@code proofs} to which lines are only ever added, and a file
 * {@code lock}.
 *
 * <p>Many processes may use it at once. Who writes holds the lock, for at most as long as one writing takes, and waits
 * for it at most ten seconds. Who reads takes no lock: a line is believed only if its check sum is right, so one that is
 * being written, was torn by the end of its process, or was damaged is passed over. What {@link #record} has
 * returned from has been handed to the disk (once for each call), so it outlives the process and, as far as the disk
 * keeps its word, the machine.
 *
 * <p>Nothing is made before something is recorded: reading a store that does not exist finds nothing and leaves
 * nothing behind.
 *
 * <p>A log that has grown past {@value #FULL} bytes is pruned by the next recording: outcomes older than 30 days go,
 * then the oldest until at most 50,000 are left and half of those bytes are free again, so that a long log is rewritten
 * once in a while and not every time.
 */
public final class FileProofStore implements ProofStore {

    /** The size, in bytes, past which the log is pruned without being asked. */
    static final int FULL = 32 << 20;

    private static final Duration KEPT_FOR = Duration.ofDays(30);
    private static final int KEPT = 50_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path directory;
    private final Path log;
    private final Path lock;
    private final InstantSource clock;
    private final Duration patience;
    private final int full;

    /**
     * A store in {@code directory}, which need not exist.
     *
     * @param directory of this store alone or, as {@code mergeability} under git's directory, of the product's own files
     */
    public FileProofStore(Path directory) {
        this(directory, InstantSource.system(), PATIENCE, FULL);
    }

    FileProofStore(Path directory, InstantSource clock, Duration patience, int full) {
        this.directory = directory;
        this.log = directory.resolve("proofs");
        this.lock = directory.resolve("lock");
        this.clock = clock;
        this.patience = patience;
        this.full = full;
    }

    @Override
    public Map<InputHash, Evidence> find(Set<InputHash> hashes) throws IOException {
        if (hashes.isEmpty()) {
            return Map.of();
        }
        BytesTable<OutcomeTally> asked = new BytesTable<>(hashes.size());
        for (InputHash hash : hashes) {
            asked.add(hash.hex().getBytes(StandardCharsets.US_ASCII), new OutcomeTally());
        }
        try (LogReader lines = new LogReader(log)) {
            while (lines.next()) {
                int from = lines.from();
                int to = lines.to();
                OutcomeTally tally =
                        to - from < InputHash.LENGTH ? null : asked.get(lines.bytes(), from, from + InputHash.LENGTH);
                Outcome outcome = tally == null ? null : ProofLine.decode(lines.bytes(), from, to);
                if (outcome != null) {
                    tally.add(outcome);
                }
            }
        }
        Map<InputHash, Evidence> found = new HashMap<>();
        for (OutcomeTally tally : asked.values()) {
            if (!tally.empty()) {
                Evidence evidence = tally.evidence();
                found.put(evidence.latest().hash(), evidence);
            }
        }
        return found;
    }

    @Override
    public List<Outcome> latest(JobKey key, int most) throws IOException {
        NewestOutcomes newest = new NewestOutcomes(most);
        byte[] job = ProofLine.job(key);
        try (LogReader lines = new LogReader(log)) {
            while (lines.next()) {
                int from = lines.from();
                int end = ProofLine.jobEnd(lines.bytes(), from, lines.to());
                if (end > 0 && Arrays.equals(lines.bytes(), from + ProofLine.JOB_AT, end, job, 0, job.length)) {
                    Outcome outcome = ProofLine.decode(lines.bytes(), from, lines.to());
                    if (outcome != null) {
                        newest.add(outcome);
                    }
                }
            }
        }
        return newest.newestFirst();
    }

    @Override
    public Map<JobKey, Outcome> latest(Set<JobKey> keys) throws IOException {
        if (keys.isEmpty()) {
            return Map.of();
        }
        BytesTable<NewestJobLine> asked = new BytesTable<>(keys.size());
        for (JobKey key : keys) {
            asked.add(ProofLine.job(key), new NewestJobLine());
        }
        try (LogReader lines = new LogReader(log)) {
            while (lines.next()) {
                int from = lines.from();
                int end = ProofLine.jobEnd(lines.bytes(), from, lines.to());
                NewestJobLine newest = end < 0 ? null : asked.get(lines.bytes(), from + ProofLine.JOB_AT, end);
                if (newest != null) {
                    newest.add(lines.bytes(), from, lines.to());
                }
            }
        }
        Map<JobKey, Outcome> found = new HashMap<>();
        for (NewestJobLine newest : asked.values()) {
            Outcome outcome = newest.outcome();
            if (outcome != null) {
                found.put(outcome.key(), outcome);
            }
        }
        return found;
    }

    @Override
    @SuppressWarnings("try")
    public void record(Collection<Outcome> outcomes) throws IOException {
        if (outcomes.isEmpty()) {
            return;
        }
        byte[] lines = encode(outcomes);
        makeDirectory();
        try (StoreLock held = StoreLock.take(lock, patience)) {
            begin();
            IOException unpruned = pruneIfFull();
            try {
                append(lines);
            } catch (IOException e) {
                if (unpruned != null) {
                    e.addSuppressed(unpruned);
                }
                throw unwritable(e);
            }
        }
    }

    @Override
    @SuppressWarnings("try")
    public int prune(Duration age, int count) throws IOException {
        Retention retention = new Retention(age, count, Long.MAX_VALUE);
        if (!Files.exists(log)) {
            return 0;
        }
        try (StoreLock held = StoreLock.take(lock, patience)) {
            return new LogRewrite(log).keep(retention, clock.instant());
        }
    }

    /**
     * How much the store holds. It reads all of it.
     *
     * @throws IOException if the store cannot be read
     */
    public StoreSummary summary() throws IOException {
        Map<InputHash, OutcomeTally> tallies = new HashMap<>();
        int outcomes = 0;
        try (LogReader lines = new LogReader(log)) {
            while (lines.next()) {
                Outcome outcome = ProofLine.decode(lines.bytes(), lines.from(), lines.to());
                if (outcome != null) {
                    tallies.computeIfAbsent(outcome.hash(), hash -> new OutcomeTally())
                            .add(outcome);
                    outcomes++;
                }
            }
        }
        return StoreSummary.of(outcomes, tallies);
    }

    private static byte[] encode(Collection<Outcome> outcomes) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(512 * outcomes.size());
        for (Outcome outcome : outcomes) {
            byte[] line = ProofLine.encode(outcome);
            if (line.length > LogReader.LONGEST_LINE) {
                throw new IOException("the outcome of " + outcome.key() + " is too large to be recorded: " + line.length
                        + " bytes, with " + outcome.inputs().size() + " inputs");
            }
            lines.writeBytes(line);
        }
        return lines.toByteArray();
    }

    private void makeDirectory() throws IOException {
        try {
            if (!Files.isDirectory(directory)) { // asked first: where a link leads to a directory, making one fails
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Makes the log with its first line, which a later version can tell its format from; at one stroke. */
    private void begin() throws IOException {
        try {
            if (!Files.exists(log) || Files.size(log) == 0) {
                LogRewrite.create(log);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Prunes a log that needs it; if that fails, the log only stays as long as it is, which is no reason to lose proofs. */
    private IOException pruneIfFull() throws IOException {
        new LogReader(log).close(); // a log of a newer format is neither pruned nor added to
        if (Files.size(log) <= full) {
            return null;
        }
        try {
            new LogRewrite(log).keep(new Retention(KEPT_FOR, KEPT, full / 2), clock.instant());
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /** Adds whole lines or nothing, unless the process ends in the middle. An interrupt does not reach a file of this kind. */
    private void append(byte[] lines) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            long end = file.length();
            try {
                file.seek(Math.max(end - 1, 0));
                if (file.read() != '\n' && end > 0) {
                    file.write('\n'); // closes what a process that was killed has left of its last line
                }
                file.write(lines);
                file.getFD().sync();
            } catch (IOException e) {
                try {
                    file.setLength(end);
                } catch (IOException again) {
                    e.addSuppressed(again);
                }
                throw e;
            }
        }
    }

    private IOException unwritable(IOException cause) {
        return new IOException(
                directory + ": proofs cannot be recorded (" + LogReader.reason(cause)
                        + "): make the directory writable, make room on the disk, or run without proofs",
                cause);
    }
}
