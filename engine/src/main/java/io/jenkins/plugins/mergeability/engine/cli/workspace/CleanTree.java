package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.change.git.TemporaryCheckout;
import io.jenkins.plugins.mergeability.engine.outputs.CommittedFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.run.outputs.CommittedTree;
import io.jenkins.plugins.mergeability.engine.run.tree.TreeJournal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A commit in a temporary working tree of its own, which is removed with what is known of it. A file in the state
 * directory, locked as long as the tree is used, names it; so the next one removes what a killed process left.
 */
public final class CleanTree implements CommittedTree, AutoCloseable {

    private static final String SUFFIX = ".clean";
    private static final String GIT = ".git";
    private static final String COPIES = "copies";

    private final Path trees;
    private final Path parent;
    private final Path record;
    private final FileChannel lock;
    private final TemporaryCheckout checkout;
    private final Path administration;
    private final byte[] link;
    private final boolean hasSubmodules;
    private final CommittedFiles files;

    private CleanTree(Path trees, Path parent, Path record, FileChannel lock, TemporaryCheckout checkout)
            throws BadInputException, IOException {
        this.trees = trees;
        this.parent = parent;
        this.record = record;
        this.lock = lock;
        this.checkout = checkout;
        this.administration = Files.createDirectory(parent.resolve("git"));
        this.link = Files.readAllBytes(top().resolve(GIT));
        this.hasSubmodules = Files.exists(top().resolve(".gitmodules"));
        for (Path file : administrativeFiles()) {
            Files.copy(file, administration.resolve(DiskNames.name(file)));
        }
        this.files = new CommittedFiles(top(), tracked(top()));
    }

    private static List<String> tracked(Path top) throws BadInputException, IOException {
        try (GitRepository repository = GitRepository.at(top, "git", System.getenv())) {
            Snapshot snapshot = repository.tracked();
            List<String> paths = new ArrayList<>(snapshot.size());
            for (int entry = 0; entry < snapshot.size(); entry++) {
                if (!snapshot.entry(entry).mode().equals(IndexedFiles.SUBMODULE)) {
                    paths.add(snapshot.path(entry));
                }
            }
            return paths;
        }
    }

    /** The files in which git keeps the state of the working tree. */
    private List<Path> administrativeFiles() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(checkout.administration(), Files::isRegularFile)) {
            all.forEach(found::add);
        }
        return found;
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
    public Path beside() {
        return parent;
    }

    @Override
    public List<String> putBack() throws IOException {
        resetAdministration();
        Path index = administration.resolve("index");
        List<String> changed = new ArrayList<>();
        List<String> touched = files.touched();
        // By these git decides how it writes others.
        List<String> attributes =
                touched.stream().filter(path -> path.endsWith(".gitattributes")).toList();
        changed.addAll(putBack(index, attributes));
        changed.addAll(putBack(
                index,
                touched.stream()
                        .filter(path -> !path.endsWith(".gitattributes"))
                        .toList()));
        if (hasSubmodules) {
            changed.addAll(checkout.resetSubmodules(index));
        }
        return changed;
    }

    private List<String> putBack(Path index, List<String> touched) throws IOException {
        if (touched.isEmpty()) {
            return List.of();
        }
        Path copies = parent.resolve(COPIES);
        DiskFiles.deleteTree(copies);
        checkout.write(index, touched, COPIES);
        return files.putBack(touched, copies);
    }

    /** Jobs may have committed, or used git in another way. */
    private void resetAdministration() throws IOException {
        Path link = top().resolve(GIT);
        if (!Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)
                || !Arrays.equals(this.link, Files.readAllBytes(link))) {
            DiskFiles.deleteTree(link);
            Files.write(link, this.link);
        }
        for (Path file : administrativeFiles()) {
            if (Files.notExists(administration.resolve(DiskNames.name(file)))) {
                Files.delete(file);
            }
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(administration)) {
            for (Path then : all) {
                Path now = checkout.administration().resolve(DiskNames.name(then));
                if (!Files.isRegularFile(now) || Files.mismatch(then, now) >= 0) {
                    Files.copy(then, now, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
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
