package io.jenkins.plugins.mergeability.engine.run.tree;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one run at a time put outputs in place in a working tree. The lock ends with the process that holds it. */
public final class TreeLock implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;

    private final FileChannel channel;

    private TreeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, and waits as long as another run has it.
     *
     * @param waiting called once if it has to wait
     */
    public static TreeLock take(Path file, Runnable waiting) throws IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            for (boolean first = true; !isLocked(channel); first = false) {
                if (first) {
                    waiting.run();
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            return new TreeLock(channel);
        } catch (IOException | InterruptedException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // a run in this process has it
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
