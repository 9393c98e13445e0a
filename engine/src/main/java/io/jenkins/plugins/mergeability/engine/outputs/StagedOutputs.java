package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Files written and verified beside the working tree, ready to be renamed into it. */
final class StagedOutputs implements Closeable {

    private final OutputWorkspace workspace;
    private final Map<OutputEntry, Path> staged = new HashMap<>();
    private Path directory;

    StagedOutputs(OutputWorkspace workspace) {
        this.workspace = workspace;
    }

    /** Stages those files of an archive that are wanted, and verifies all. */
    void stage(OutputArchiveReader reader, Map<String, OutputEntry> wanted) throws IOException {
        reader.read(entry -> {
            if (!wanted.containsKey(entry.path()) || staged.containsKey(entry)) {
                return null;
            }
            Path file = next();
            OutputStream out = DiskFiles.create(file);
            DiskFiles.setMode(file, entry.kind() == OutputEntry.Kind.EXECUTABLE);
            staged.put(entry, file);
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
        return directory().resolve(Integer.toString(staged.size()));
    }

    private Path directory() throws IOException {
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
