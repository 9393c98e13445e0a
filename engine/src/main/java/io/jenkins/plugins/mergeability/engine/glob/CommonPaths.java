package io.jenkins.plugins.mergeability.engine.glob;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds a path that two lists of globs match. */
public final class CommonPaths {

    private CommonPaths() {}

    /**
     * A path that both lists match; empty if none was found. Globs that exclude are applied to one path for each pair of
     * globs, so that a common path may be missed where some exclude.
     *
     * @throws GlobException if one of them is no glob
     */
    public static Optional<String> find(List<String> some, List<String> others) throws GlobException {
        ClaimIndex index = null;
        for (String one : some) {
            Glob a = Glob.parse(one);
            for (String other : others) {
                Glob b = Glob.parse(other);
                if (a.negative() || b.negative()) {
                    continue;
                }
                for (String path : paths(a, b)) {
                    index = index == null ? ClaimIndex.of(List.of(some, others), List.of()) : index;
                    if (index.claims(path).length == 2) {
                        return Optional.of(path);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** A path for each pair of the alternatives of two globs that have one in common. */
    private static Set<String> paths(Glob a, Glob b) {
        Set<String> paths = new HashSet<>();
        for (Segment[] one : a.alternatives()) {
            for (Segment[] other : b.alternatives()) {
                String path = path(one, 0, other, 0, new HashSet<>());
                if (path != null) {
                    paths.add(path.substring(1));
                }
            }
        }
        return paths;
    }

    /** A path with a slash before each name that matches what is left of two globs; null if there is none. */
    private static String path(Segment[] a, int i, Segment[] b, int j, Set<Long> failed) {
        if (i == a.length && j == b.length) {
            return "";
        }
        if (!failed.add((long) i << 32 | j)) {
            return null;
        }
        boolean deepA = i < a.length && a[i] == Segment.DEEP;
        boolean deepB = j < b.length && b[j] == Segment.DEEP;
        if (deepA) {
            String path = path(a, i + 1, b, j, failed);
            if (path != null || j == b.length) {
                return path;
            }
            String rest = path(a, i, b, j + 1, failed);
            return deepB ? rest : joined(name(b[j], Segment.ANY), rest);
        }
        if (deepB) {
            String path = path(a, i, b, j + 1, failed);
            return path != null || i == a.length ? path : joined(name(a[i], Segment.ANY), path(a, i + 1, b, j, failed));
        }
        String name = i == a.length || j == b.length ? null : name(a[i], b[j]);
        return name == null ? null : joined(name, path(a, i + 1, b, j + 1, failed));
    }

    private static String joined(String name, String rest) {
        return name == null || rest == null ? null : "/" + name + rest;
    }

    /** A name that both segments match; null if there is none. */
    private static String name(Segment a, Segment b) {
        String name = new Names(a, b).rest(0, 0);
        // Two stars have the empty name in common, which no file has.
        return "".equals(name) ? "x" : name;
    }

    /** Finds a name that two segments match. */
    private static final class Names {

        private final Segment a;
        private final Segment b;
        private final int[] one;
        private final int[] other;
        private final Set<Long> failed = new HashSet<>();

        Names(Segment a, Segment b) {
            this.a = a;
            this.b = b;
            this.one = a.characters();
            this.other = b.characters();
        }

        /** The end of a name from these characters on; null if there is none. */
        String rest(int i, int j) {
            if (i == one.length && j == other.length) {
                return "";
            }
            if (!failed.add((long) i << 32 | j)) {
                return null;
            }
            boolean starA = i < one.length && one[i] == Segment.STAR;
            boolean starB = j < other.length && other[j] == Segment.STAR;
            if (starA) {
                String rest = rest(i + 1, j);
                if (rest != null || j == other.length) {
                    return rest;
                }
                return starB
                        ? rest(i, j + 1)
                        : joined(b.example(other[j], Segment.ANY, Segment.ANY_CHARACTER), i, j + 1);
            }
            if (starB) {
                String rest = rest(i, j + 1);
                return rest != null || i == one.length
                        ? rest
                        : joined(a.example(one[i], Segment.ANY, Segment.ANY_CHARACTER), i + 1, j);
            }
            return i == one.length || j == other.length ? null : joined(a.example(one[i], b, other[j]), i + 1, j + 1);
        }

        private String joined(int character, int i, int j) {
            String rest = character < 0 ? null : rest(i, j);
            return rest == null ? null : Character.toString(character) + rest;
        }
    }
}
