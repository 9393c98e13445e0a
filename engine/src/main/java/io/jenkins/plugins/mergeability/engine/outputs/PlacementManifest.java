package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.hash.Sha256;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What has been put into a working tree, outside of it: for each job a file of its own, which is there whole or not at
 * all. One that is missing or damaged only costs reading the outputs.
 */
final class PlacementManifest {

    private static final int VERSION = 1;
    private static final int CHECKSUM = 32;

    /** How many entries a placement may have that is kept in memory. */
    private static final int MAX_ENTRIES_IN_MEMORY = 1000;

    /** What was read from a file, as long as the system says the same of that file. */
    private record Known(FileStat stat, Placement placement) {}

    private final Path directory;
    private final Map<JobKey, Known> known = new ConcurrentHashMap<>();
    private final Map<JobKey, Path> files = new ConcurrentHashMap<>();

    PlacementManifest(Path directory) {
        this.directory = directory;
    }

    /** What was last recorded of a job; null if nothing was. Several threads may ask at the same time. */
    Placement read(JobKey job) throws IOException {
        Path file = file(job);
        FileStat stat = FileStat.of(file);
        Known before = known.get(job);
        if (before != null && before.stat().equals(stat)) {
            return before.placement();
        }
        Placement placement = stat == null ? null : read(file);
        if (placement == null) {
            known.remove(job);
        } else {
            remember(job, stat, placement);
        }
        return placement;
    }

    private static Placement read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
        int length = bytes.length - CHECKSUM;
        if (length < 0
                || !Arrays.equals(
                        Sha256.start().digest(Arrays.copyOf(bytes, length)),
                        Arrays.copyOfRange(bytes, length, bytes.length))) {
            return null;
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
        if (in.readInt() != VERSION) {
            return null;
        }
        long observed = in.readLong();
        OutputList list = OutputList.decodeOwn(in.readNBytes(in.readInt()));
        Map<String, FileStat> stats = new HashMap<>();
        for (OutputEntry entry : list.entries()) {
            FileStat.Type type = entry.isLink() ? FileStat.Type.LINK : FileStat.Type.FILE;
            stats.put(
                    entry.path(),
                    new FileStat(type, in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readInt()));
        }
        return new Placement(list, observed, stats);
    }

    void write(JobKey job, Placement placement) throws IOException {
        byte[] list = placement.list().encoded();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(list.length * 2);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(VERSION);
        out.writeLong(placement.observed());
        out.writeInt(list.length);
        out.write(list);
        for (OutputEntry entry : placement.list().entries()) {
            FileStat stat = placement.stats().get(entry.path());
            out.writeLong(stat.size());
            out.writeLong(stat.modified());
            out.writeLong(stat.changed());
            out.writeLong(stat.inode());
            out.writeInt(stat.mode());
        }
        out.write(Sha256.start().digest(bytes.toByteArray()));
        DiskFiles.makeDirectory(directory);
        Path file = file(job);
        Path fresh = file.resolveSibling(file.getFileName() + ".new"); // one call at a time uses the workspace
        Files.write(fresh, bytes.toByteArray());
        // Some file systems write a file that replaces another one to the disk at once. Without one, what is there is
        // read.
        Files.deleteIfExists(file);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        remember(job, FileStat.of(file), placement);
    }

    private void remember(JobKey job, FileStat stat, Placement placement) {
        if (stat != null && placement.list().entries().size() <= MAX_ENTRIES_IN_MEMORY) {
            known.put(job, new Known(stat, placement));
        } else {
            known.remove(job);
        }
    }

    /** What jobs have left beside the outputs of a job. */
    LeftFiles left(JobKey job) {
        Path file = file(job);
        return new LeftFiles(file.resolveSibling(file.getFileName() + ".left"));
    }

    void remove(JobKey job) throws IOException {
        Files.deleteIfExists(file(job));
    }

    /** Named by a digest, as the name of a job is not the name of a file everywhere. */
    private Path file(JobKey job) {
        return files.computeIfAbsent(job, this::newFile);
    }

    private Path newFile(JobKey job) {
        String name = job.component() + "\0" + job.job() + "\0" + job.platform().orElse("");
        MessageDigest digest = Sha256.start();
        digest.update(name.getBytes(StandardCharsets.UTF_16BE));
        return directory.resolve(Sha256.hex(digest));
    }
}
