package io.jenkins.plugins.mergeability.engine.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The directory of one run, named by when the run started (in UTC) and four random digits. It is locked during the run,
 * and the lock ends with the process, so no other run prunes it.
 */
public final class RunDirectory implements AutoCloseable {

    /** How many runs are kept. */
    public static final int KEEP = 20;

    /** How many bytes the files of all kept runs may have. The newest run stays, whatever its size. */
    public static final long KEEP_BYTES = 1L << 30;

    private static final String LOCK = "lock";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    private static final Pattern NAME = Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{4}");

    private final Path path;
    private final FileChannel lock;

    private RunDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Creates the directory of a run that starts now.
     *
     * @param runs the directory of all runs; created if it does not exist
     * @throws IOException if it cannot be created
     */
    public static RunDirectory create(Path runs) throws IOException {
        Files.createDirectories(runs);
        String time = TIME.format(LocalDateTime.now(ZoneOffset.UTC));
        SecureRandom random = new SecureRandom();
        while (true) {
            Path path = runs.resolve(time + "-"
                    + Integer.toHexString(0x10000 | random.nextInt(0x10000)).substring(1));
            try {
                Files.createDirectory(path);
                FileChannel lock = lock(path);
                if (lock != null && Files.exists(path.resolve(LOCK))) {
                    return new RunDirectory(path, lock);
                }
                if (lock != null) {
                    // Another run has pruned the directory between opening and locking the file.
                    lock.close();
                }
            } catch (FileAlreadyExistsException | NoSuchFileException taken) {
                // Another run has the name, or has just pruned the directory, which was not locked yet: try the next
                // name.
                continue;
            }
        }
    }

    /** Returns null if another run, of this process or another one, has the lock. */
    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(LOCK),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            // A run of this process has it.
            lock = null;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? null : channel;
    }

    /** The run's name. */
    String id() {
        return path.getFileName().toString();
    }

    public Path path() {
        return path;
    }

    /** Unlocks the directory, so that other runs may prune it. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    /**
     * Removes the oldest run directories, except those of current runs.
     *
     * @param runs the directory of all runs
     * @param keep how many of the newest stay
     * @param keepBytes how many bytes these may have; of more the oldest are removed, too, but never the newest of all
     * @return how many were removed
     * @throws IOException if one cannot be removed; the others have been
     */
    public static int prune(Path runs, int keep, long keepBytes) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(runs)) {
            for (Path entry : entries) {
                boolean directory = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
                if (directory && NAME.matcher(entry.getFileName().toString()).matches()) {
                    all.add(entry);
                }
            }
        }
        all.sort(Comparator.<Path>naturalOrder().reversed());
        int removed = 0;
        IOException problem = null;
        for (Path old : all.subList(Math.min(keep, fitting(all, keepBytes)), all.size())) {
            try {
                removed += remove(old) ? 1 : 0;
            } catch (NoSuchFileException | DirectoryNotEmptyException busy) {
                // Another run prunes too, or locks the directory at this moment.
                continue;
            } catch (IOException e) {
                problem = e;
            }
        }
        if (problem != null) {
            throw problem;
        }
        return removed;
    }

    /** How many of these directories, from the first, have no more bytes together; at least one. */
    private static int fitting(List<Path> directories, long bytes) throws IOException {
        long total = 0;
        int count = 0;
        for (Path directory : directories) {
            total += size(directory);
            if (total > bytes && count > 0) {
                break;
            }
            count++;
        }
        return count;
    }

    private static long size(Path directory) throws IOException {
        AtomicLong bytes = new AtomicLong();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE; // another run prunes, too
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes.get();
    }

    private static boolean remove(Path directory) throws IOException {
        try (FileChannel lock = lock(directory)) {
            if (lock == null) {
                return false;
            }
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
                    if (problem != null) {
                        throw problem;
                    }
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
            return true;
        }
    }
}
