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
 * The right to write to a store, held against other threads and other processes until closed. The operating system
 * takes it from a process that ends, however it ends, so there is never a stale one to clear away.
 */
final class StoreLock implements Closeable {

    /**
     * One lock for each lock file within this process. It is more than a short cut: on POSIX systems closing any channel
     * of a file gives up every lock the process has on that file, so no second channel may even be opened while the
     * lock is held.
     */
    private static final ConcurrentHashMap<Path, ReentrantLock> WITHIN = new ConcurrentHashMap<>();

    private static final long LONGEST_PAUSE_MILLIS = 20;

    private final ReentrantLock within;
    private final FileChannel channel;

    private StoreLock(ReentrantLock within, FileChannel channel) {
        this.within = within;
        this.channel = channel;
    }

    /**
     * Takes the lock, waiting for whoever has it.
     *
     * @param file the lock file, in a directory that exists; made if it is not there
     * @param patience how long to wait
     * @throws IOException if the lock cannot be had in that time, or at all
     */
    static StoreLock take(Path file, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        Path real = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        ReentrantLock within = WITHIN.computeIfAbsent(real, path -> new ReentrantLock());
        boolean taken = false;
        FileChannel channel = null;
        try {
            if (!within.tryLock() && !within.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw tooLong(file, patience);
            }
            channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            await(channel, file, deadline, patience);
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

    private static void await(FileChannel channel, Path file, long deadline, Duration patience)
            throws IOException, InterruptedException {
        long pause = 1;
        while (lock(channel) == null) {
            if (System.nanoTime() - deadline >= 0) {
                throw tooLong(file, patience);
            }
            Thread.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by the same classes loaded twice: somebody else, like any other process
        }
    }

    private static IOException tooLong(Path file, Duration patience) {
        return new IOException(file + ": still held by another run after " + patience.toSeconds()
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
