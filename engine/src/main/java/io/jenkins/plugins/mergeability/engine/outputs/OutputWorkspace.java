package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FoldedNames;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A working tree, and where is written down what has been put there. One call at a time uses it. */
public final class OutputWorkspace {

    private static final long ABANDONED = TimeUnit.DAYS.toNanos(1);

    private final Path top;
    private final Path state;
    private final Optional<Path> aside;
    private final PlacementManifest manifest;
    private Boolean foldsNames;

    /**
     * A working tree.
     *
     * @param top the top of the working tree
     * @param state a directory of this tool's own, in no working tree but on the same file system; it need not exist
     * @param aside where that goes what is in the way of outputs and was not written by this tool, as on a laptop; if
     *     empty, it is removed, as on an agent
     */
    public OutputWorkspace(Path top, Path state, Optional<Path> aside) {
        this.top = top;
        this.state = state;
        this.aside = aside;
        this.manifest = new PlacementManifest(state.resolve("placed"));
    }

    /** The top of the working tree. */
    public Path top() {
        return top;
    }

    /** The directory of this tool's own. */
    public Path state() {
        return state;
    }

    Optional<Path> aside() {
        return aside;
    }

    /** A new directory for files that are not yet in place. What killed processes left of such goes. */
    Path newStaging() throws IOException {
        Path staging = DiskFiles.makeDirectory(state.resolve("staging"));
        long now = now();
        try (DirectoryStream<Path> others = Files.newDirectoryStream(staging)) {
            for (Path other : others) {
                FileStat stat = FileStat.of(other);
                if (stat != null && now - stat.touched() > ABANDONED) {
                    DiskFiles.deleteTree(other);
                }
            }
        }
        return Files.createTempDirectory(staging, "");
    }

    /** The time as the file system has it, which on a network is not this machine's, in nanoseconds since 1970. */
    public long now() throws IOException {
        return FileStat.now(DiskFiles.makeDirectory(state).resolve("clock"));
    }

    /** Whether its file system takes two names for one that differ only in case or form. */
    public boolean foldsNames() throws IOException {
        if (foldsNames == null) {
            foldsNames = FoldedNames.foldsIn(state);
        }
        return foldsNames;
    }

    PlacementManifest manifest() {
        return manifest;
    }
}
