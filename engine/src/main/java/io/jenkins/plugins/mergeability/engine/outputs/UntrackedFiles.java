package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What is in a working tree besides the files that git tracks: removes it, or moves it away. It follows no link. */
public final class UntrackedFiles {

    private final Path top;
    private final Predicate<String> tracked;
    private final Predicate<String> trackedBelow;

    /**
     * The files of a working tree.
     *
     * @param tracked whether git tracks a path; with a submodule all that is in it
     * @param trackedBelow whether git tracks a file in a directory
     */
    public UntrackedFiles(Path top, Predicate<String> tracked, Predicate<String> trackedBelow) {
        this.top = top;
        this.tracked = tracked;
        this.trackedBelow = trackedBelow;
    }

    /** What happens to a file, or to a directory with all that is in it. */
    private interface Action {
        void on(Path path, String name) throws IOException;
    }

    /**
     * Removes all that git does not track.
     *
     * @param spared what stays
     * @throws IOException if something cannot be removed
     */
    public void remove(Collection<OutputGlobs> spared) throws IOException {
        walk(top, "", spared, (path, name) -> {
            try {
                DiskFiles.deleteTree(path);
            } catch (FileSystemException e) {
                throw new IOException(OutputPaths.shown(name) + " cannot be removed: " + e.getMessage(), e);
            }
        });
    }

    /**
     * Moves all that git does not track into a directory on the same file system.
     *
     * @param left what stays
     */
    public void move(Collection<OutputGlobs> left, Path into) throws IOException {
        walk(top, "", left, (path, name) -> {
            Path target = DiskNames.resolve(into, name);
            Files.createDirectories(DiskNames.parent(target));
            Set<PosixFilePermission> had =
                    Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? DiskFiles.openDirectory(path) : null;
            Files.move(path, target);
            if (had != null) {
                Files.setPosixFilePermissions(target, had);
            }
        });
    }

    /** Whether nothing is left in a directory. */
    private boolean walk(Path directory, String prefix, Collection<OutputGlobs> spared, Action action)
            throws IOException {
        boolean empty = true;
        DiskFiles.openDirectory(directory);
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                String name = DiskNames.text(child);
                String path = prefix + name;
                if (prefix.isEmpty() && OutputPaths.isGit(name) || tracked.test(path)) {
                    empty = false;
                    continue;
                }
                boolean isDirectory = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
                boolean isSparable = !OutputPaths.isGit(name);
                if (isDirectory && trackedBelow.test(path)) {
                    walk(child, path + "/", spared, action);
                    empty = false;
                } else if (isDirectory && isSparable && mayHold(path, spared)) {
                    if (walk(child, path + "/", spared, action)) {
                        Files.delete(child);
                    } else {
                        empty = false;
                    }
                } else if (!isDirectory && isSparable && spared.stream().anyMatch(globs -> globs.matches(path))) {
                    empty = false;
                } else {
                    action.on(child, path);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return empty;
    }

    private static boolean mayHold(String directory, Collection<OutputGlobs> spared) {
        TreeSet<String> one = new TreeSet<>(List.of(directory));
        return spared.stream().anyMatch(globs -> globs.mayConcern(one));
    }
}
