package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.text.SealedContent;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * A directory with a file for each {@link OutboxEntry}. Writes are atomic and synced: a process that is killed at any
 * moment leaves the old file or the new one. The directory is locked while the store is open.
 */
final class EntryStore implements Closeable {

    private static final String SUFFIX = ".json";
    private static final String TEMPORARY = ".json.tmp";
    private static final String UNREADABLE = ".unreadable";
    private static final String LOCK = "outbox.lock";

    /** On POSIX systems closing any channel of a file releases every lock that the process has on it. */
    private static final Set<Path> OPEN_DIRECTORIES = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Path realDirectory;
    private final FileChannel lock;
    private final Consumer<String> warnings;
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    private EntryStore(Path directory, Path realDirectory, FileChannel lock, Consumer<String> warnings) {
        this.directory = directory;
        this.realDirectory = realDirectory;
        this.lock = lock;
        this.warnings = warnings;
    }

    /**
     * Opens and locks a directory.
     *
     * @param directory created if it does not exist
     * @throws IOException if another process uses it, or it cannot be used
     */
    static EntryStore open(Path directory, Consumer<String> warnings) throws IOException {
        Files.createDirectories(directory);
        Path realDirectory = directory.toRealPath();
        if (!OPEN_DIRECTORIES.add(realDirectory)) {
            throw inUse(directory);
        }
        FileChannel channel = null;
        FileLock held = null;
        try {
            channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            held = lock(channel);
            if (held == null) {
                throw inUse(directory);
            }
            return new EntryStore(directory, realDirectory, channel, warnings);
        } finally {
            if (held == null) {
                OPEN_DIRECTORIES.remove(realDirectory);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameClassesLoadedTwice) {
            return null;
        }
    }

    private static IOException inUse(Path directory) {
        return new IOException(
                directory + ": another process uses this outbox; stop that process, or use another directory");
    }

    /** Reads all entries. Unreadable files are renamed, so that they are not read again, and reported as warnings. */
    List<OutboxEntry> read() throws IOException {
        List<OutboxEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(TEMPORARY)) {
                    delete(file);
                } else if (name.endsWith(SUFFIX)) {
                    read(file, name, entries);
                }
            }
        }
        return entries;
    }

    /** Its writer was killed before the write returned. */
    private void delete(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            warnings.accept(temporary + ": cannot be deleted: " + e);
        }
    }

    private void read(Path file, String name, List<OutboxEntry> entries) {
        try {
            OutboxEntry entry = EntryJson.read(SealedContent.open(Files.readAllBytes(file)));
            if (!name.equals(entry.key().fileName() + SUFFIX)) {
                throw new IOException("the file name does not match the content");
            }
            entries.add(entry);
        } catch (IOException | RuntimeException e) {
            Path renamed = file.resolveSibling(name + UNREADABLE);
            String result = "renamed to " + renamed.getFileName();
            try {
                Files.move(file, renamed, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException stays) {
                result = "left in place, because it cannot be renamed (" + stays + ")";
            }
            warnings.accept(file + ": is not a report of this version, and was " + result + ": " + oneLine(e)
                    + ". The next evaluation makes a new report.");
        }
    }

    private static String oneLine(Exception e) {
        String message = String.valueOf(e.getMessage()).replaceAll("[\\p{C}\\s]+", " ");
        return message.length() <= 200 ? message : message.substring(0, 200) + "...";
    }

    /** Replaces the entry of the same key. Only one thread at a time may write a key. */
    void write(OutboxEntry entry) throws IOException {
        byte[] text = SealedContent.seal(EntryJson.write(entry));
        String name = entry.key().fileName();
        whileOpen(() -> {
            Path temporary = directory.resolve(name + TEMPORARY);
            try (FileOutputStream file =
                    new FileOutputStream(temporary.toFile())) { // unlike a channel, an interrupt does not close it
                file.write(text);
                file.getFD().sync();
            }
            Files.move(
                    temporary,
                    directory.resolve(name + SUFFIX),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            syncDirectory();
        });
    }

    /** Removes the entry of a key. */
    void remove(ReportKey key) throws IOException {
        whileOpen(() -> Files.deleteIfExists(directory.resolve(key.fileName() + SUFFIX)));
    }

    /** Makes file names durable, on systems where a directory can be opened. */
    private void syncDirectory() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try (FileChannel channel = openDirectory()) {
                    if (channel != null) {
                        channel.force(true);
                    }
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted(); // an interrupt does not abort the write
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FileChannel openDirectory() throws IOException {
        try {
            return FileChannel.open(directory, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException notOnWindows) {
            return null;
        }
    }

    private interface Write {
        void run() throws IOException;
    }

    /**
     * Fails once the store is closed, so that no late write reaches a directory that another process may use by then.
     */
    private void whileOpen(Write write) throws IOException {
        open.readLock().lock();
        try {
            if (closed) {
                throw new IOException(directory + ": the outbox is closed");
            }
            write.run();
        } finally {
            open.readLock().unlock();
        }
    }

    @Override
    public void close() throws IOException {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                lock.close();
                OPEN_DIRECTORIES.remove(realDirectory);
            }
        } finally {
            open.writeLock().unlock();
        }
    }
}
