package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Finds what matches globs in a working tree. It follows no link and enters no git directory. */
public final class OutputFinder {

    private static final int MAX_VISITED = 2_000_000;
    private static final int MAX_DEPTH = 500;

    private final Path top;
    private final OutputGlobs globs;
    private final Map<String, FileStat> found = new HashMap<>();
    private final Map<Path, FileStat> directories = new LinkedHashMap<>();
    private int visited;

    private OutputFinder(Path top, OutputGlobs globs) {
        this.top = top;
        this.globs = globs;
    }

    /**
     * What was found.
     *
     * @param files what is there of files, links and special files, by path
     * @param directories what the system said of each directory before it was listed
     */
    record Search(Map<String, FileStat> files, Map<Path, FileStat> directories) {}

    /**
     * What is there of files, links and special files, by path.
     *
     * @throws IOException if a directory cannot be read, or there is more than can be searched
     */
    public static Map<String, FileStat> find(Path top, OutputGlobs globs) throws IOException {
        return search(top, globs).files();
    }

    /** The same, with the directories that were searched. */
    static Search search(Path top, OutputGlobs globs) throws IOException {
        OutputFinder finder = new OutputFinder(top, globs);
        for (String directory : globs.directories()) {
            if (isReachable(top, directory)) {
                Path path = DiskNames.resolve(top, directory);
                FileStat stat = FileStat.of(path);
                if (stat != null) {
                    finder.walk(path, stat, directory.isEmpty() ? "" : directory + "/", 0);
                }
            }
        }
        return new Search(finder.found, finder.directories);
    }

    /** Whether a directory is there, and no link leads to it. */
    static boolean isReachable(Path top, String directory) throws IOException {
        return isReachable(top, directory, new HashSet<>());
    }

    /**
     * The same where some directories are known to be reachable.
     *
     * @param known receives those that are found to be
     */
    static boolean isReachable(Path top, String directory, Set<String> known) throws IOException {
        if (known.contains(directory)) {
            return true;
        }
        for (int slash = -1; slash < directory.length(); ) {
            int next = directory.indexOf('/', slash + 1);
            slash = next < 0 ? directory.length() : next;
            String path = directory.substring(0, slash);
            if (known.contains(path)) {
                continue;
            }
            if (!Files.isDirectory(DiskNames.resolve(top, path), LinkOption.NOFOLLOW_LINKS)
                    || OutputPaths.isGit(path.substring(path.lastIndexOf('/') + 1))) {
                return false;
            }
            known.add(path);
        }
        return true;
    }

    private void walk(Path directory, FileStat before, String prefix, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException(OutputPaths.shown(prefix) + " is too deep to be searched");
        }
        directories.put(directory, before);
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                if (++visited > MAX_VISITED) {
                    throw new IOException("there are more than " + MAX_VISITED
                            + " files to be searched: begin the globs with a directory");
                }
                String name = DiskNames.text(child);
                if (OutputPaths.isGit(name)) {
                    continue;
                }
                FileStat stat = FileStat.of(child);
                if (stat == null) {
                    continue;
                }
                String path = prefix + name;
                if (stat.isDirectory()) {
                    walk(child, stat, path + "/", depth + 1);
                } else if (globs.matches(path)) {
                    found.put(path, stat);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
