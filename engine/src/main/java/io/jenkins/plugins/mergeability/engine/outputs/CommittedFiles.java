package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The files of a commit in a working tree, as they were checked out: finds those that were changed, and puts them back. */
public final class CommittedFiles {

    private final Path top;
    private final Map<String, FileStat> stats = new TreeMap<>();

    /** Files that have just been checked out. */
    public CommittedFiles(Path top, Collection<String> paths) throws IOException {
        this.top = top;
        for (String path : paths) {
            FileStat stat = FileStat.of(DiskNames.resolve(top, path));
            if (stat != null) {
                stats.put(path, stat);
            }
        }
    }

    /** The files that somebody has written since, or done anything else to. */
    public List<String> touched() throws IOException {
        List<String> touched = new ArrayList<>();
        String directory = "";
        boolean isReachable = true;
        for (Map.Entry<String, FileStat> each : stats.entrySet()) {
            String parent = OutputPaths.parent(each.getKey());
            if (!parent.equals(directory)) {
                directory = parent;
                isReachable = OutputFinder.isReachable(top, parent);
            }
            if (!isReachable || !each.getValue().isOf(DiskNames.resolve(top, each.getKey()))) {
                touched.add(each.getKey());
            }
        }
        return touched;
    }

    /**
     * Puts files back as they were checked out.
     *
     * @param copies a directory with copies of them, which are moved from there
     * @return those that have other bytes, or another mode
     */
    public List<String> putBack(List<String> touched, Path copies) throws IOException {
        List<String> changed = new ArrayList<>();
        try (TreeChanges changes = new TreeChanges(top, Optional.empty(), path -> false)) {
            for (String path : touched) {
                Path copy = DiskNames.resolve(copies, path);
                Path file = DiskNames.resolve(top, path);
                FileStat wanted = FileStat.of(copy);
                if (wanted == null) {
                    throw new IOException("git does not give back " + OutputPaths.shown(path));
                }
                if (!OutputFinder.isReachable(top, OutputPaths.parent(path)) || !isSame(file, copy, wanted)) {
                    changed.add(path);
                }
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    DiskFiles.deleteTree(file);
                }
                changes.place(copy, path, true);
                if (wanted.type() == FileStat.Type.FILE) {
                    long time = stats.get(path).modified();
                    DiskFiles.setTime(file, FileTime.from(time, TimeUnit.NANOSECONDS));
                }
                stats.put(path, FileStat.of(file));
            }
        }
        return changed;
    }

    private static boolean isSame(Path file, Path copy, FileStat wanted) throws IOException {
        FileStat there = FileStat.of(file);
        if (there == null || there.type() != wanted.type()) {
            return false;
        }
        if (wanted.type() == FileStat.Type.LINK) {
            return DiskFiles.linkTarget(file).equals(DiskFiles.linkTarget(copy));
        }
        return there.isExecutable() == wanted.isExecutable() && Files.mismatch(file, copy) < 0;
    }
}
