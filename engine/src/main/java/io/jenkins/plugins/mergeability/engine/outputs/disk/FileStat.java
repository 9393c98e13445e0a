package io.jenkins.plugins.mergeability.engine.outputs.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the system knows of a file without reading it.
 *
 * @param type what it is
 * @param size its length in bytes
 * @param modified the time of its last modification, which programs can set, in nanoseconds since 1970
 * @param changed the time of its last change of any kind, which programs cannot set; {@link #UNKNOWN} where there is none
 * @param inode its number on the file system; 0 where there is none
 * @param mode type and permissions; 0 where there are none
 */
public record FileStat(Type type, long size, long modified, long changed, long inode, int mode) {

    public static final long UNKNOWN = Long.MIN_VALUE;

    private static final String ATTRIBUTES = "unix:size,lastModifiedTime,ctime,ino,mode";
    private static final int TYPE_MASK = 0170000;
    private static final int OWNER_MAY_EXECUTE = 0100;

    /** What can be in a directory. */
    public enum Type {
        FILE,
        LINK,
        DIRECTORY,
        SPECIAL
    }

    /** Of what is at a path, be it a link; null if nothing is. */
    public static FileStat of(Path path) throws IOException {
        try {
            return path.getFileSystem().supportedFileAttributeViews().contains("unix") ? unix(path) : basic(path);
        } catch (FileSystemException e) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            return null;
        }
    }

    /** The time as the file system has it, read from a file that is written for it, in nanoseconds since 1970. */
    public static long now(Path clock) throws IOException {
        // Emptying the file first would make some file systems write it to the disk at once.
        Files.write(clock, new byte[1], StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return of(clock).touched();
    }

    /**
     * Whether what is at a path has the same number and time of change, which moves with everything else that this has.
     * Asking for less takes less time.
     */
    public boolean isOf(Path path) throws IOException {
        if (changed == UNKNOWN) {
            return equals(of(path));
        }
        try {
            Map<String, Object> read = Files.readAttributes(path, "unix:ctime,ino", LinkOption.NOFOLLOW_LINKS);
            return read.get("ino").equals(inode) && nanos((FileTime) read.get("ctime")) == changed;
        } catch (FileSystemException e) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            return false;
        }
    }

    // Written out, as in JobRef.

    @Override
    public boolean equals(Object other) {
        return other instanceof FileStat that
                && type == that.type
                && size == that.size
                && modified == that.modified
                && changed == that.changed
                && inode == that.inode
                && mode == that.mode;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * inode + changed) + 31 * Long.hashCode(size);
    }

    private static FileStat unix(Path path) throws IOException {
        Map<String, Object> read = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) read.get("mode");
        Type type =
                switch (mode & TYPE_MASK) {
                    case 0100000 -> Type.FILE;
                    case 0120000 -> Type.LINK;
                    case 0040000 -> Type.DIRECTORY;
                    default -> Type.SPECIAL;
                };
        return new FileStat(
                type,
                (Long) read.get("size"),
                nanos((FileTime) read.get("lastModifiedTime")),
                nanos((FileTime) read.get("ctime")),
                (Long) read.get("ino"),
                mode);
    }

    private static FileStat basic(Path path) throws IOException {
        BasicFileAttributes read = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Type type = read.isSymbolicLink()
                ? Type.LINK
                : read.isRegularFile() ? Type.FILE : read.isDirectory() ? Type.DIRECTORY : Type.SPECIAL;
        return new FileStat(type, read.size(), nanos(read.lastModifiedTime()), UNKNOWN, 0, 0);
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    public boolean isDirectory() {
        return type == Type.DIRECTORY;
    }

    /** The time of its last change, by the clock of its file system. */
    public long touched() {
        return changed == UNKNOWN ? modified : changed;
    }

    /** Whether its owner may execute it. */
    public boolean isExecutable() {
        return (mode & OWNER_MAY_EXECUTE) != 0;
    }
}
