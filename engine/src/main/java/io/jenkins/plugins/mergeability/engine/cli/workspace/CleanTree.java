package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.change.git.TemporaryCheckout;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.run.tree.TreeJournal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A commit in a temporary working tree of its own, which is removed with what is known of it. A file in the state
 * directory, locked as long as the tree is used, names it; so the next one removes what a killed process left.
 */
public final class CleanTree implements AutoCloseable {

    private static final String SUFFIX = ".clean";

    private final Path trees;
    private final Path parent;
    private final Path record;
    private final FileChannel lock;
    private final TemporaryCheckout checkout;

    private CleanTree(Path trees, Path parent, Path record, FileChannel lock, TemporaryCheckout checkout) {
        this.trees = trees;
        this.parent = parent;
        this.record = record;
        this.lock = lock;
        this.checkout = checkout;
    }

    /**
     * Checks out a commit of a repository.
     *
     * @param state the directory of this tool in the repository
     */
    public static CleanTree of(GitRepository repository, Path state, String commit)
            throws BadInputException, IOException {
        Path trees = Files.createDirectories(state.resolve("trees"));
        removeAbandoned(trees);
        Path parent = Files.createTempDirectory("mergeability-clean-").toRealPath();
        Path record = trees.resolve(parent.getFileName() + SUFFIX);
        FileChannel lock = FileChannel.open(record, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            lock.lock();
            lock.write(StandardCharsets.UTF_8.encode(parent.toString()));
            return new CleanTree(trees, parent, record, lock, repository.checkOut(parent, commit));
        } catch (BadInputException | IOException | RuntimeException e) {
            remove(trees, parent);
            lock.close();
            Files.deleteIfExists(record);
            throw e;
        }
    }

    /** The top of the working tree. */
    public Path top() {
        return checkout.top();
    }

    @Override
    public void close() throws IOException {
        remove(trees, parent);
        lock.close();
        Files.deleteIfExists(record);
    }

    private static void removeAbandoned(Path trees) throws IOException {
        try (DirectoryStream<Path> records = Files.newDirectoryStream(trees, "*" + SUFFIX)) {
            for (Path record : records) {
                try (FileChannel channel = FileChannel.open(record, StandardOpenOption.WRITE)) {
                    if (channel.tryLock() != null) {
                        String parent = Files.readString(record, StandardCharsets.UTF_8);
                        if (!parent.isEmpty()) {
                            remove(trees, Path.of(parent));
                        }
                        Files.deleteIfExists(record);
                    }
                } catch (OverlappingFileLockException e) {
                    // used by this process
                }
            }
        }
    }

    private static void remove(Path trees, Path parent) throws IOException {
        Path top = parent.resolve("tree");
        Optional<Path> administration = TemporaryCheckout.administration(top);
        DiskFiles.deleteTree(parent);
        if (administration.isPresent()) {
            DiskFiles.deleteTree(administration.get());
        }
        for (Path file : filesOf(trees, top)) {
            DiskFiles.deleteTree(file);
        }
    }

    private static List<Path> filesOf(Path trees, Path top) {
        TreeJournal journal = new TreeJournal(trees, top);
        return List.of(
                journal.beside(""), journal.beside(".outputs"), journal.beside(".proofs"), journal.beside(".lock"));
    }
}
