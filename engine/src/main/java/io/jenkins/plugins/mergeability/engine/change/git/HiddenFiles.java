package io.jenkins.plugins.mergeability.engine.change.git;

import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.change.Snapshot.Entry;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the index that git does not compare with the working tree: marked {@code skip-worktree}, as a sparse
 * checkout does, or {@code assume-unchanged}.
 *
 * @param present those that are in the working tree, as if git had reported them as modified
 * @param missing the paths of the others
 */
record HiddenFiles(List<Status.Item> present, List<String> missing) {

    private static final String SUBMODULE = "160000";

    /**
     * Searches the working tree for hidden files.
     *
     * @param top the top directory of the working tree
     * @param paths the paths that are hidden
     * @param reported the paths that git reports because HEAD differs from the index
     */
    static HiddenFiles find(Path top, Snapshot index, List<String> paths, List<Status.Item> reported) {
        if (paths.isEmpty()) {
            return new HiddenFiles(List.of(), List.of());
        }
        Map<String, Optional<Entry>> heads = new HashMap<>();
        for (Status.Item item : reported) {
            heads.put(item.path(), item.head());
        }
        Directories directories = new Directories(top);
        List<Status.Item> present = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String path : paths) {
            Optional<Entry> entry = index.find(path);
            if (directories.hasFile(path, entry.orElseThrow().mode().equals(SUBMODULE))) {
                Optional<Entry> head = heads.getOrDefault(path, entry);
                present.add(new Status.Item(Status.Kind.MODIFIED, path, head, entry, false));
            } else {
                missing.add(path);
            }
        }
        return new HiddenFiles(present, missing);
    }

    /** The remark that the missing files need, in a sentence. */
    String note() {
        String first = GitPath.display(missing.get(0));
        boolean one = missing.size() == 1;
        return (one ? first + " is" : first + " and " + (missing.size() - 1) + " more files are")
                + " not in the working tree (sparse checkout, `skip-worktree` or `assume-unchanged`): jobs that depend on "
                + (one ? "it" : "them") + " cannot be proven here; run `git sparse-checkout disable`"
                + " or `git update-index --really-refresh`";
    }

    /** The directories of a working tree; no symbolic link is followed. */
    private static final class Directories {

        private final Path top;
        private final Map<String, Boolean> known = new HashMap<>();

        Directories(Path top) {
            this.top = top;
            known.put("", true);
        }

        boolean hasFile(String path, boolean submodule) {
            if (!exists(parent(path))) {
                return false;
            }
            try {
                Path file = top.resolve(path);
                return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && isDirectory(file) == submodule;
            } catch (InvalidPathException unnameable) {
                return false;
            }
        }

        private boolean exists(String directory) {
            Boolean exists = known.get(directory);
            if (exists == null) {
                try {
                    exists = exists(parent(directory)) && isDirectory(top.resolve(directory));
                } catch (InvalidPathException unnameable) {
                    exists = false;
                }
                known.put(directory, exists);
            }
            return exists;
        }

        private static boolean isDirectory(Path path) {
            return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        }

        private static String parent(String path) {
            return path.substring(0, Math.max(0, path.lastIndexOf('/')));
        }
    }
}
