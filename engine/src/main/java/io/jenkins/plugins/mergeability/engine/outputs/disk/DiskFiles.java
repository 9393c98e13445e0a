package io.jenkins.plugins.mergeability.engine.outputs.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes and removes files; none of these follows a link. */
public final class DiskFiles {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    private DiskFiles() {}

    /** Makes a directory with those it is in. Asking first takes less time where it is there. */
    public static Path makeDirectory(Path directory) throws IOException {
        return Files.isDirectory(directory) ? directory : Files.createDirectories(directory);
    }

    public static OutputStream create(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    public static void createLink(Path link, String target) throws IOException {
        try {
            Files.createSymbolicLink(link, DiskNames.relative(target));
        } catch (UnsupportedOperationException e) {
            throw new IOException(link + ": this system has no links", e);
        }
    }

    public static String linkTarget(Path link) throws IOException {
        return DiskNames.target(Files.readSymbolicLink(link));
    }

    public static void setMode(Path file, boolean executable) throws IOException {
        setPermissions(file, executable ? EXECUTABLE : FILE);
    }

    public static void setDirectoryMode(Path directory) throws IOException {
        setPermissions(directory, EXECUTABLE);
    }

    private static void setPermissions(Path file, Set<PosixFilePermission> permissions) throws IOException {
        PosixFileAttributeView view = posix(file);
        if (view != null) {
            view.setPermissions(permissions);
        }
    }

    private static PosixFileAttributeView posix(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    public static void setTime(Path file, FileTime time) throws IOException {
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(time, null, null);
    }

    /** Removes a directory with all that is in it, or whatever else is there; nothing is fine too. */
    public static void deleteTree(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            openDirectory(path);
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    deleteTree(child);
                }
            }
        }
        Files.deleteIfExists(path);
    }

    /** Copies what is in a directory into another one, with times and modes, in place of what is in the way there. */
    public static void copyTree(Path from, Path into) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(from)) {
            for (Path child : children) {
                Path target = into.resolve(child.getFileName());
                boolean isDirectory = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
                if (!isDirectory || !Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                    deleteTree(target);
                }
                if (isDirectory) {
                    copyDirectory(child, target);
                } else {
                    Files.copy(child, target, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static void copyDirectory(Path from, Path target) throws IOException {
        BasicFileAttributes found = Files.readAttributes(from, BasicFileAttributes.class);
        Set<PosixFilePermission> permissions = openDirectory(from);
        if (Files.notExists(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(target);
        }
        copyTree(from, target);
        setTime(target, found.lastModifiedTime());
        PosixFileAttributeView view = posix(target);
        if (permissions != null) {
            Files.setPosixFilePermissions(from, permissions);
            view.setPermissions(permissions);
        } else if (view != null) {
            view.setPermissions(posix(from).readAttributes().permissions());
        }
    }

    /**
     * Lets its owner list and change a directory.
     *
     * @return the permissions that it had before; null if they did
     */
    public static Set<PosixFilePermission> openDirectory(Path directory) throws IOException {
        PosixFileAttributeView view = posix(directory);
        if (view == null) {
            return null;
        }
        PosixFileAttributes found = view.readAttributes();
        Set<PosixFilePermission> had = found.permissions();
        Set<PosixFilePermission> wanted = PosixFilePermissions.fromString("rwx------");
        if (had.containsAll(wanted) || !found.isDirectory()) {
            return null;
        }
        wanted.addAll(had);
        Files.setPosixFilePermissions(directory, wanted); // the view would have to read the directory for it
        return had;
    }
}
