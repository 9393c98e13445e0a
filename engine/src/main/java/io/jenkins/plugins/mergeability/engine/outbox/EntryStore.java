package io.jenkins.plugins.mergeability.engine.outbox;

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
 * The directory with a file for each {@link OutboxEntry}. What is written is on the disk, as a whole, when the call returns; a
 * process that ends at any moment leaves the old file or the new one. Nobody else has the directory while this is open.
 */
final class EntryStore implements Closeable {

    private static final String SUFFIX = ".json";
    private static final String UNFINISHED = ".json.tmp";
    private static final String ASIDE = ".aside";
    private static final String LOCK = "outbox.lock";

    /** Closing any channel of a file gives up, on POSIX systems, every lock that the process has on it. */
    private static final Set<Path> WITHIN = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Path within;
    private final FileChannel lock;
    private final Consumer<String> warnings;
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    private EntryStore(Path directory, Path within, FileChannel lock, Consumer<String> warnings) {
        this.directory = directory;
        this.within = within;
        this.lock = lock;
        this.warnings = warnings;
    }

    /**
     * Takes a directory.
     *
     * @param directory made if it is not there
     * @throws IOException if somebody else has it, or it cannot be used
     */
    static EntryStore open(Path directory, Consumer<String> warnings) throws IOException {
        Files.createDirectories(directory);
        Path within = directory.toRealPath();
        if (!WITHIN.add(within)) {
            throw taken(directory);
        }
        FileChannel channel = null;
        FileLock held = null;
        try {
            channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            held = lock(channel);
            if (held == null) {
                throw taken(directory);
            }
            return new EntryStore(directory, within, channel, warnings);
        } finally {
            if (held == null) {
                WITHIN.remove(within);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByTheSameClassesLoadedTwice) {
            return null;
        }
    }

    private static IOException taken(Path directory) {
        return new IOException(directory + ": another process has this outbox: end that one, or use another directory");
    }

    /** Everything that is there. What cannot be understood is renamed, so that nobody takes it for anything, and told. */
    List<OutboxEntry> read() throws IOException {
        List<OutboxEntry> pages = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(UNFINISHED)) {
                    clear(file);
                } else if (name.endsWith(SUFFIX)) {
                    read(file, name, pages);
                }
            }
        }
        return pages;
    }

    /** Its writer ended before anybody was told that it is written. */
    private void clear(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            warnings.accept(unfinished + ": is in the way and cannot be removed: " + e);
        }
    }

    private void read(Path file, String name, List<OutboxEntry> pages) {
        try {
            OutboxEntry page = EntryJson.read(Files.readAllBytes(file));
            if (!name.equals(page.key().fileName() + SUFFIX)) {
                throw new IOException("its name is not its own");
            }
            pages.add(page);
        } catch (IOException e) {
            Path aside = file.resolveSibling(name + ASIDE);
            String became = "put aside as " + aside.getFileName();
            try {
                Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException stays) {
                became = "left alone, since it cannot be renamed (" + stays + ")";
            }
            warnings.accept(file + ": is no report of this version, and was " + became + ": " + oneLine(e)
                    + ". What it was about is told anew when that is looked at next.");
        }
    }

    private static String oneLine(IOException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("[\\p{C}\\s]+", " ");
        return message.length() <= 200 ? message : message.substring(0, 200) + "...";
    }

    /** Puts a page in the place of the one of the same key. Not for two threads and one key at once. */
    void write(OutboxEntry page) throws IOException {
        byte[] text = EntryJson.print(page);
        String name = page.key().fileName();
        whileOpen(() -> {
            Path unfinished = directory.resolve(name + UNFINISHED);
            try (FileOutputStream file =
                    new FileOutputStream(unfinished.toFile())) { // which an interrupt does not close
                file.write(text);
                file.getFD().sync();
            }
            Files.move(
                    unfinished,
                    directory.resolve(name + SUFFIX),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            forceNames();
        });
    }

    /** Forgets a key. */
    void remove(ReportKey key) throws IOException {
        whileOpen(() -> Files.deleteIfExists(directory.resolve(key.fileName() + SUFFIX)));
    }

    /** That a file has got its name is on the disk only after this, where a directory can be opened at all. */
    private void forceNames() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try (FileChannel names = names()) {
                    if (names != null) {
                        names.force(true);
                    }
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted(); // the reports of who is interrupted are written all the same
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FileChannel names() throws IOException {
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

    /** Whoever is late finds it closed, and does not write into what somebody else may have by now. */
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
                WITHIN.remove(within);
            }
        } finally {
            open.writeLock().unlock();
        }
    }
}
