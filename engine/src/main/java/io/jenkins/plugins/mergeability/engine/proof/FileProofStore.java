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
 * A {@link ProofStore} in its own directory: an append-only log {@code proofs} and a file {@code lock}.
 *
 * <p>Many processes may use it at once. A writer holds the lock for one write, and waits for it at most ten seconds. A
 * reader takes no lock: it skips lines with a wrong checksum, which are being written, incomplete or damaged. When
 * {@link #record} returns, the outcomes are synced to the disk.
 *
 * <p>The first recording creates the files: reading a store that does not exist finds nothing and creates nothing.
 *
 * <p>A log larger than {@value #MAX_BYTES} bytes is pruned by the next recording: outcomes older than 30 days are dropped,
 * then the oldest until at most 50,000 are left and half of the bytes are free, so that the log is rewritten rarely. The
 * newest outcome of each job is not dropped for its size: if these alone are larger, so is the log.
 */
public final class FileProofStore implements ProofStore {

    /** The size in bytes above which a recording prunes the log. */
    static final int MAX_BYTES = 32 << 20;

    private static final Duration MAX_AGE = Duration.ofDays(30);
    private static final int MAX_OUTCOMES = 50_000;
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

    private final Path directory;
    private final Path log;
    private final Path lock;
    private final InstantSource clock;
    private final Duration lockTimeout;
    private final int maxBytes;

    /** How large the log was after this object last pruned it, guarded by the lock. */
    private long pruned;

    /**
     * A store in {@code directory}, which need not exist.
     *
     * @param directory a directory for this store, or for files of this product such as {@code .git/mergeability}
     */
    public FileProofStore(Path directory) {
        this(directory, InstantSource.system(), LOCK_TIMEOUT, MAX_BYTES);
    }

    FileProofStore(Path directory, InstantSource clock, Duration lockTimeout, int maxBytes) {
        this.directory = directory;
        this.log = directory.resolve("proofs");
        this.lock = directory.resolve("lock");
        this.clock = clock;
        this.lockTimeout = lockTimeout;
        this.maxBytes = maxBytes;
    }

    @Override
    public Map<InputHash, Evidence> find(Set<InputHash> hashes) throws IOException {
        if (hashes.isEmpty()) {
            return Map.of();
        }
        BytesTable<OutcomeTally> requested = new BytesTable<>(hashes.size());
        for (InputHash hash : hashes) {
            requested.add(hash.hex().getBytes(StandardCharsets.US_ASCII), new OutcomeTally());
        }
        try (LogReader lines = new LogReader(log)) {
            while (lines.next()) {
                int from = lines.from();
                int to = lines.to();
                OutcomeTally tally = to - from < InputHash.LENGTH
                        ? null
                        : requested.get(lines.bytes(), from, from + InputHash.LENGTH);
                Outcome outcome = tally == null ? null : ProofLine.decode(lines.bytes(), from, to);
                if (outcome != null) {
                    tally.add(outcome);
                }
            }
        }
        Map<InputHash, Evidence> found = new HashMap<>();
        for (OutcomeTally tally : requested.values()) {
            if (!tally.empty()) {
                Evidence evidence = tally.evidence();
                found.put(evidence.latest().hash(), evidence);
            }
        }
        return found;
    }

    @Override
    public List<Outcome> latest(JobKey key, int max) throws IOException {
        NewestOutcomes newest = new NewestOutcomes(max);
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
        BytesTable<NewestJobLine> requested = new BytesTable<>(keys.size());
        for (JobKey key : keys) {
            requested.add(ProofLine.job(key), new NewestJobLine());
        }
        try (LogReader lines = new LogReader(log)) {
            while (lines.next()) {
                int from = lines.from();
                int end = ProofLine.jobEnd(lines.bytes(), from, lines.to());
                NewestJobLine newest = end < 0 ? null : requested.get(lines.bytes(), from + ProofLine.JOB_AT, end);
                if (newest != null) {
                    newest.add(lines.bytes(), from, lines.to());
                }
            }
        }
        Map<JobKey, Outcome> found = new HashMap<>();
        for (NewestJobLine newest : requested.values()) {
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
        try (StoreLock held = StoreLock.take(lock, lockTimeout)) {
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
        Retention retention = new Retention(age, count, Long.MAX_VALUE, false);
        if (!Files.exists(log)) {
            return 0;
        }
        try (StoreLock held = StoreLock.take(lock, lockTimeout)) {
            return new LogRewrite(log).keep(retention, clock.instant());
        }
    }

    /**
     * Counts the outcomes in the store, which reads all of it.
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
            if (line.length > LogReader.MAX_LINE) {
                throw new IOException("the outcome of " + outcome.key() + " is too large to be recorded: " + line.length
                        + " bytes, with " + outcome.inputs().size() + " inputs");
            }
            lines.writeBytes(line);
        }
        return lines.toByteArray();
    }

    private void makeDirectory() throws IOException {
        try {
            if (!Files.isDirectory(directory)) { // creating a directory fails where a link to one exists
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Creates the log with its first line, which names the format, atomically. */
    private void begin() throws IOException {
        try {
            if (!Files.exists(log) || Files.size(log) == 0) {
                LogRewrite.create(log);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Prunes a log that is too large, and returns the failure, which must not prevent the recording. */
    private IOException pruneIfFull() throws IOException {
        new LogReader(log).close(); // refuses a log of a newer format
        if (Files.size(log) <= Math.max(maxBytes, 2 * pruned)) {
            return null;
        }
        try {
            new LogRewrite(log).keep(new Retention(MAX_AGE, MAX_OUTCOMES, maxBytes / 2, true), clock.instant());
            pruned = Files.size(log);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /** Appends complete lines or nothing, unless the process is killed. An interrupt has no effect on this kind of file. */
    private void append(byte[] lines) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            long end = file.length();
            try {
                file.seek(Math.max(end - 1, 0));
                if (file.read() != '\n' && end > 0) {
                    file.write('\n'); // ends an incomplete line left by a killed process
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
