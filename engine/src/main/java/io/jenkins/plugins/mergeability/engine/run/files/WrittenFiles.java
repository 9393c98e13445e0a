package io.jenkins.plugins.mergeability.engine.run.files;

import io.jenkins.plugins.mergeability.engine.outputs.OutputFinder;
import io.jenkins.plugins.mergeability.engine.outputs.OutputGlobs;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files matching globs that were written since a moment: those that are new, or whose inode, size or times differ. A
 * link counts as the file that it leads to.
 */
final class WrittenFiles {

    private final Path top;
    private final OutputGlobs globs;
    private final Map<String, Stamp> before;

    private WrittenFiles(Path top, OutputGlobs globs, Map<String, Stamp> before) {
        this.top = top;
        this.globs = globs;
        this.before = before;
    }

    /**
     * The state of a file.
     *
     * @param entry what is at its path
     * @param target the file that it is, or leads to; null if it is none
     */
    private record Stamp(FileStat entry, FileStat target) {

        static Stamp of(Path path, FileStat entry) throws IOException {
            FileStat target = entry;
            if (entry.type() == FileStat.Type.LINK) {
                try {
                    target = FileStat.of(path.toRealPath());
                } catch (IOException dangling) {
                    target = null;
                }
            }
            return new Stamp(entry, target == null || target.type() != FileStat.Type.FILE ? null : target);
        }
    }

    /**
     * Starts to observe what matches.
     *
     * @param top the top of the repository
     * @throws IOException if a directory cannot be read, or there is more than can be searched
     */
    static WrittenFiles since(Path top, OutputGlobs globs) throws IOException {
        return new WrittenFiles(top, globs, find(top, globs));
    }

    /** The files that were written, by path from the top of the repository. */
    SortedMap<String, Path> written() throws IOException {
        SortedMap<String, Path> written = new TreeMap<>();
        for (Map.Entry<String, Stamp> now : find(top, globs).entrySet()) {
            if (now.getValue().target() != null && !now.getValue().equals(before.get(now.getKey()))) {
                written.put(now.getKey(), DiskNames.resolve(top, now.getKey()));
            }
        }
        return written;
    }

    /** How many files matched at the beginning. */
    int old() {
        return before.size();
    }

    private static Map<String, Stamp> find(Path top, OutputGlobs globs) throws IOException {
        Map<String, Stamp> found = new HashMap<>();
        for (Map.Entry<String, FileStat> each : OutputFinder.find(top, globs).entrySet()) {
            found.put(each.getKey(), Stamp.of(DiskNames.resolve(top, each.getKey()), each.getValue()));
        }
        return found;
    }
}
