package io.jenkins.plugins.mergeability.engine.proof;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An exclusive lock for writing to a store, across threads and processes, held until closed. The operating system releases
 * the lock of a process that ends, so there are no stale locks.
 */
final class StoreLock implements Closeable {

    /**
     * A lock for each lock file within this process. It is required: on POSIX systems closing any channel of a file releases
     * every lock of the process on that file, so no second channel may be opened while the lock is held.
     */
    private static final ConcurrentHashMap<Path, ReentrantLock> WITHIN = new ConcurrentHashMap<>();

    private static final long MAX_PAUSE_MILLIS = 20;

    private final ReentrantLock within;
    private final FileChannel channel;

    private StoreLock(ReentrantLock within, FileChannel channel) {
        this.within = within;
        this.channel = channel;
    }

    /**
     * Takes the lock, waiting for its holder.
     *
     * @param file the lock file, in an existing directory; created if it does not exist
     * @param timeout how long to wait
     * @throws IOException if the lock cannot be taken in that time, or at all
     */
    static StoreLock take(Path file, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Path real = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        ReentrantLock within = WITHIN.computeIfAbsent(real, path -> new ReentrantLock());
        boolean taken = false;
        FileChannel channel = null;
        try {
            if (!within.tryLock() && !within.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw tooLong(file, timeout);
            }
            channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            await(channel, file, deadline, timeout);
            taken = true;
            return new StoreLock(within, channel);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException)
                    new InterruptedIOException(file + ": interrupted while waiting for another run").initCause(e);
        } finally {
            if (!taken) {
                release(within, channel);
            }
        }
    }

    private static void await(FileChannel channel, Path file, long deadline, Duration timeout)
            throws IOException, InterruptedException {
        long pause = 1;
        while (lock(channel) == null) {
            if (System.nanoTime() - deadline >= 0) {
                throw tooLong(file, timeout);
            }
            Thread.sleep(pause);
            pause = Math.min(2 * pause, MAX_PAUSE_MILLIS);
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by another copy of this class in the same process
        }
    }

    private static IOException tooLong(Path file, Duration timeout) {
        return new IOException(file + ": still held by another run after " + timeout.toSeconds()
                + " s: wait until that run has ended, or end it, and try again");
    }

    @Override
    public void close() throws IOException {
        release(within, channel);
    }

    private static void release(ReentrantLock within, FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            if (within.isHeldByCurrentThread()) {
                within.unlock();
            }
        }
    }
}
