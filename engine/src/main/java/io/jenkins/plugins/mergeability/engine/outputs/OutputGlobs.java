package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.glob.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which files are a job's outputs: globs that start at its component's root, or with {@code /} at the top of the
 * repository. A leading {@code !} excludes.
 */
public final class OutputGlobs {

    private final List<String> patterns;
    private final List<String> directories;
    private final ClaimIndex index;

    private OutputGlobs(List<String> patterns, List<String> directories) {
        this.patterns = patterns;
        this.directories = directories;
        this.index = ClaimIndex.of(List.of(patterns), List.of());
    }

    /**
     * Globs as a job of the component map has them.
     *
     * @param root the component's root, from the top of the repository; empty or {@code .} for the top
     * @throws IllegalArgumentException on a glob that {@link Glob#parse} refuses
     */
    public static OutputGlobs of(String root, List<String> globs) {
        String base = root.equals(".") ? "" : root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
        List<String> patterns = new ArrayList<>();
        TreeSet<String> directories = new TreeSet<>();
        for (String glob : globs) {
            boolean negative = glob.startsWith("!");
            String text = negative ? glob.substring(1) : glob;
            boolean atTop = text.startsWith("/");
            String rest = atTop ? text.substring(1) : text;
            String prefix = atTop || base.isEmpty() ? "" : base;
            patterns.add((negative ? "!" : "") + (prefix.isEmpty() ? "" : Glob.quote(prefix) + "/") + rest);
            if (!negative) {
                directories.add(join(prefix, literalDirectory(rest)));
            }
        }
        return new OutputGlobs(patterns, outermost(directories));
    }

    /** The deepest directory that holds all that a glob can match. */
    private static String literalDirectory(String glob) {
        int end = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '/') {
                end = i;
            } else if ("*?[]{}\\".indexOf(c) >= 0) {
                break;
            }
        }
        return glob.substring(0, end);
    }

    private static String join(String prefix, String rest) {
        return prefix.isEmpty() || rest.isEmpty() ? prefix + rest : prefix + "/" + rest;
    }

    private static List<String> outermost(TreeSet<String> directories) {
        List<String> outermost = new ArrayList<>();
        for (String directory : directories) {
            boolean inside = false;
            for (String other : outermost) {
                inside |= other.isEmpty() || directory.startsWith(other + "/");
            }
            if (!inside) {
                outermost.add(directory);
            }
        }
        return outermost;
    }

    /** The globs, from the top of the repository. */
    public List<String> patterns() {
        return patterns;
    }

    /** Whether a path from the top of the repository is an output. */
    public boolean matches(String path) {
        return index.claims(path).length > 0;
    }

    /**
     * Whether what happens to one of these paths may change what the globs match: it is in a directory of theirs, or is
     * one that they are in.
     */
    public boolean mayConcern(NavigableSet<String> paths) {
        for (String directory : directories) {
            String prefix = directory.isEmpty() ? "" : directory + "/";
            String next = paths.ceiling(prefix);
            if (next != null && next.startsWith(prefix)) {
                return true;
            }
            for (String at = directory; !at.isEmpty(); at = OutputPaths.parent(at)) {
                if (paths.contains(at)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The directories that hold all they can match; empty for the top. */
    List<String> directories() {
        return directories;
    }

    @Override
    public String toString() {
        return String.join(", ", patterns);
    }
}
