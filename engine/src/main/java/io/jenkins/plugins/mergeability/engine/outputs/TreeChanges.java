package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Changes to a working tree: files put in place and taken away, never through a link. Directories that their owner must
 * not write to are opened for it, and closed again with this.
 */
final class TreeChanges implements Closeable {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path top;
    private final Optional<Path> aside;
    private final Predicate<String> tracked;
    private final Set<String> directories = new HashSet<>();
    private final Deque<Opened> opened = new ArrayDeque<>();
    private final List<Path> setAside = new ArrayList<>();
    private Path asideNow;

    private record Opened(Path directory, long inode, Set<PosixFilePermission> permissions) {}

    /**
     * Changes to a tree.
     *
     * @param aside where that goes which is not this tool's; if empty, it is removed
     * @param tracked which paths git tracks
     */
    TreeChanges(Path top, Optional<Path> aside, Predicate<String> tracked) {
        this.top = top;
        this.aside = aside;
        this.tracked = tracked;
    }

    /** What has been set aside, where it is now. */
    List<Path> setAside() {
        return setAside;
    }

    /**
     * Puts a file or link in place, whatever is there.
     *
     * @param ours whether what is there was written by this tool
     */
    void place(Path staged, String path, boolean ours) throws IOException {
        makeDirectory(OutputPaths.parent(path));
        Path target = DiskNames.resolve(top, path);
        FileStat there = FileStat.of(target);
        if (there != null && (there.isDirectory() || aside.isPresent() && !ours)) {
            clear(path, target, there);
        }
        try {
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Path beside = target.resolveSibling(".mergeability-" + UUID.randomUUID());
            try {
                Files.move(staged, beside);
                Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        }
    }

    /**
     * Takes a file, link or special file away, with the directories that are empty then.
     *
     * @param ours whether it was written by this tool
     */
    void remove(String path, boolean ours) throws IOException {
        Path file = DiskNames.resolve(top, path);
        open(DiskNames.parent(file));
        if (aside.isPresent() && !ours) {
            moveAside(path, file);
        } else {
            Files.deleteIfExists(file);
        }
        for (String parent = OutputPaths.parent(path); !parent.isEmpty(); parent = OutputPaths.parent(parent)) {
            Path directory = DiskNames.resolve(top, parent);
            open(DiskNames.parent(directory));
            try {
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException e) {
                break;
            }
            directories.remove(parent);
        }
    }

    /** Makes the directories down to one, in place of what is no directory. */
    private void makeDirectory(String path) throws IOException {
        if (path.isEmpty()) {
            open(top);
            return;
        }
        if (!directories.add(path)) {
            return;
        }
        makeDirectory(OutputPaths.parent(path));
        Path directory = DiskNames.resolve(top, path);
        FileStat there = FileStat.of(directory);
        if (there == null || !there.isDirectory()) {
            if (there != null) {
                clear(path, directory, there);
            }
            Files.createDirectory(directory);
        }
        open(directory);
    }

    /** Takes away what is in the way of an output. */
    private void clear(String path, Path target, FileStat there) throws IOException {
        if (there.isDirectory()) {
            refuseRepository(path, target, path);
        }
        if (aside.isPresent()) {
            moveAside(path, target);
        } else {
            DiskFiles.deleteTree(target);
        }
    }

    private void refuseRepository(String path, Path directory, String outer) throws IOException {
        DiskFiles.openDirectory(directory);
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                String name = DiskNames.text(child);
                String below = path + "/" + name;
                if (OutputPaths.isGit(name) || tracked.test(below)) {
                    throw new IOException(OutputPaths.shown(outer)
                            + " is a directory in the way of an output, and holds " + OutputPaths.shown(below));
                }
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    refuseRepository(below, child, outer);
                }
            }
        }
    }

    private void moveAside(String path, Path file) throws IOException {
        Path target = DiskNames.resolve(asideDirectory(), path);
        Files.createDirectories(DiskNames.parent(target));
        Files.move(file, target);
        setAside.add(target);
    }

    /** A directory of this restore alone, so that nothing that was set aside before is in the way. */
    private Path asideDirectory() throws IOException {
        if (asideNow == null) {
            Path parent = Files.createDirectories(aside.orElseThrow());
            String stamp = STAMP.format(Instant.now());
            for (int number = 1; asideNow == null; number++) {
                try {
                    asideNow = Files.createDirectory(parent.resolve(number == 1 ? stamp : stamp + "-" + number));
                } catch (FileAlreadyExistsException e) {
                    // the next number
                }
            }
        }
        return asideNow;
    }

    private void open(Path directory) throws IOException {
        Set<PosixFilePermission> had;
        try {
            had = DiskFiles.openDirectory(directory);
        } catch (NoSuchFileException e) {
            return;
        }
        if (had != null) {
            opened.push(new Opened(directory, FileStat.of(directory).inode(), had));
        }
    }

    @Override
    public void close() throws IOException {
        for (Opened each : opened) {
            FileStat there = FileStat.of(each.directory());
            if (there != null && there.isDirectory() && there.inode() == each.inode()) {
                Files.setPosixFilePermissions(each.directory(), each.permissions());
            }
        }
    }
}
