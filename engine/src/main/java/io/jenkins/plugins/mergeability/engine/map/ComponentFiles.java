package io.jenkins.plugins.mergeability.engine.map;

import io.jenkins.plugins.mergeability.engine.glob.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a component. The globs are relative to the repository.
 *
 * @param paths what it consists of
 * @param exports what its dependents are built from; absent for all of it
 * @param ignore whether the map's {@code ignore} applies to it
 */
public record ComponentFiles(List<String> paths, Optional<List<String>> exports, boolean ignore) {

    public ComponentFiles {
        paths = List.copyOf(paths);
        exports = exports.map(List::copyOf);
    }

    /** Files of which all are exported and the map's {@code ignore} leaves some out. */
    public static ComponentFiles of(List<String> paths) {
        return new ComponentFiles(paths, Optional.empty(), true);
    }

    /** The glob of everything below a component's root, {@code .} for the top of the repository. */
    public static String below(String root) {
        return root.equals(".") ? "**" : Glob.quote(root) + "/**";
    }

    /**
     * The globs of the paths that it claims. To git a submodule or a symbolic link is a single path, so a component that
     * claims everything below its root claims the root itself.
     *
     * @param root the component's root
     */
    public List<String> claimed(String root) {
        if (root.equals(".") || !paths.contains(below(root))) {
            return paths;
        }
        List<String> claimed = new ArrayList<>(paths);
        claimed.add(Glob.quote(root));
        return claimed;
    }
}
