package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Files written and verified beside the working tree, ready to be renamed into it. Several threads may stage, each in a
 * directory of its own, as the system makes one file at a time in a directory.
 */
final class StagedOutputs implements Closeable {

    private final OutputWorkspace workspace;
    private final Map<OutputEntry, Path> staged = new ConcurrentHashMap<>();
    private final ThreadLocal<Path> own = new ThreadLocal<>();
    private final AtomicInteger files = new AtomicInteger();
    private Path directory;

    StagedOutputs(OutputWorkspace workspace) {
        this.workspace = workspace;
    }

    /** Stages those files of an archive that are wanted, and verifies all. */
    void stage(OutputArchiveReader reader, Map<String, OutputEntry> wanted) throws IOException {
        reader.read(entry -> {
            if (!wanted.containsKey(entry.path())) {
                return null;
            }
            Path file = next();
            if (staged.putIfAbsent(entry, file) != null) {
                return null;
            }
            OutputStream out = DiskFiles.create(file);
            DiskFiles.setMode(file, entry.kind() == OutputEntry.Kind.EXECUTABLE);
            return out;
        });
    }

    /** The staged file of an entry, or a link that is made now. */
    Path take(OutputEntry entry) throws IOException {
        if (!entry.isLink()) {
            return staged.get(entry);
        }
        Path link = directory().resolve("link");
        DiskFiles.createLink(link, entry.content());
        return link;
    }

    private Path next() throws IOException {
        int number = files.incrementAndGet();
        if (own.get() == null) {
            own.set(Files.createDirectory(directory().resolve("of-" + number)));
        }
        return own.get().resolve(Integer.toString(number));
    }

    private synchronized Path directory() throws IOException {
        if (directory == null) {
            directory = workspace.newStaging();
        }
        return directory;
    }

    @Override
    public void close() throws IOException {
        if (directory != null) {
            DiskFiles.deleteTree(directory);
        }
    }
}
