package io.jenkins.plugins.mergeability.engine.glob;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An index of the owners that claim a path, evaluated for all owners at once. An owner claims a path if one of its globs
 * matches and none of its negative ones does; only exempt owners claim an ignored path. Thread-safe.
 */
public final class ClaimIndex {
    private final Trie trie;
    private final boolean ignoreIsFinal;
    private final BitSet exempt;
    private final AtomicReference<Cursor> spare = new AtomicReference<>();

    private ClaimIndex(Trie trie, boolean ignoreIsFinal, BitSet exempt) {
        this.trie = trie;
        this.ignoreIsFinal = ignoreIsFinal;
        this.exempt = exempt;
    }

    /**
     * Builds an index; owners are numbered by position, from 0.
     *
     * @throws IllegalArgumentException on a glob that {@link Glob#parse} refuses
     */
    public static ClaimIndex of(List<List<String>> globsOfOwners, List<String> ignore) {
        return of(globsOfOwners, ignore, new BitSet());
    }

    /**
     * As {@link #of(List, List)}, with owners that claim ignored paths as well.
     *
     * @param exempt the numbers of these owners
     */
    public static ClaimIndex of(List<List<String>> globsOfOwners, List<String> ignore, BitSet exempt) {
        Trie trie = new Trie();
        boolean ignoreIsFinal = exempt.isEmpty();
        for (String glob : ignore) {
            ignoreIsFinal &= !glob.startsWith("!");
            add(trie, glob, OwnerSets.IGNORE);
        }
        for (int owner = 0; owner < globsOfOwners.size(); owner++) {
            for (String glob : globsOfOwners.get(owner)) {
                add(trie, glob, owner);
            }
        }
        return new ClaimIndex(trie, ignoreIsFinal, exempt);
    }

    private static void add(Trie trie, String pattern, int owner) {
        Glob glob;
        try {
            glob = Glob.parse(pattern);
        } catch (GlobException e) {
            throw new IllegalArgumentException("glob `" + pattern + "`: " + e.getMessage(), e);
        }
        int code = OwnerSets.code(owner, glob.negative());
        List<Segment[]> alternatives = glob.alternatives();
        for (int i = 0; i < alternatives.size(); i++) {
            trie.add(alternatives.get(i), code);
        }
    }

    public boolean ignored(String path) {
        Cursor cursor = take();
        cursor.claims(path);
        boolean ignored = cursor.ignored();
        spare.set(cursor);
        return ignored;
    }

    /** The owner numbers, ascending; empty for a path that nobody claims. The array is shared: do not change it. */
    public int[] claims(String path) {
        Cursor cursor = take();
        int[] claims = cursor.claims(path);
        spare.set(cursor);
        return claims;
    }

    private Cursor take() {
        Cursor cursor = spare.getAndSet(null);
        return cursor != null ? cursor : cursor();
    }

    public Cursor cursor() {
        return new Cursor(trie, ignoreIsFinal, exempt);
    }

    /**
     * Evaluates one path after another, in any order, but fastest if the paths of a directory follow each other, as in
     * listings of git: the state of a directory is kept for the paths below it. Not thread-safe.
     */
    public static final class Cursor {
        private final Frontier frontier;
        private final OwnerSets answers;

        /** The directory last entered, with its final slash, and one level for each of its segments and the root. */
        private byte[] directory = new byte[128];

        private Frontier.Level[] levels = new Frontier.Level[16];
        private int depth;

        private byte[] text = new byte[0];
        private int hash;
        private boolean ignored;

        private Cursor(Trie trie, boolean ignoreIsFinal, BitSet exempt) {
            answers = new OwnerSets(exempt);
            frontier = new Frontier(trie, ignoreIsFinal);
            frontier.start(level(0, 0));
        }

        /** Whether the last path is ignored. */
        public boolean ignored() {
            return ignored;
        }

        /** The owner numbers, ascending; empty for a path that nobody claims. The array is shared: do not change it. */
        public int[] claims(String path) {
            if (text.length < 3 * path.length()) {
                text = new byte[6 * path.length()];
            }
            return claims(text, 0, PathBytes.encode(path, text));
        }

        /** As {@link #claims(String)}, for the path in the bytes from {@code from} (inclusive) to {@code to} (exclusive). */
        public int[] claims(byte[] path, int from, int to) {
            Frontier.Level level = levels[depth];
            if (level.end > 0) {
                int differs = Arrays.mismatch(directory, 0, level.end, path, from, Math.min(to, from + level.end));
                if (differs >= 0) {
                    level = leave(differs);
                }
            }
            if (level.settled) {
                return claims(level);
            }
            int start = from + level.end;
            for (int slash = scan(path, start, to); slash < to; slash = scan(path, start, to)) {
                level = descend(level, path, start, slash);
                if (level.settled) {
                    return claims(level);
                }
                start = slash + 1;
            }
            int codes = frontier.end(level, hash, path, start, to);
            if (codes == level.codeEnd) {
                return claims(level);
            }
            int[] claims = answers.claims(frontier.codes(), codes);
            ignored = answers.ignored();
            return claims;
        }

        private int[] claims(Frontier.Level level) {
            if (level.claims == null) {
                level.claims = answers.claims(frontier.codes(), level.codeEnd);
                level.ignored = answers.ignored();
            }
            ignored = level.ignored;
            return level.claims;
        }

        /** The end of the segment; computes its hash on the way. */
        private int scan(byte[] path, int from, int to) {
            int sum = Trie.HASH_START;
            int at = from;
            for (; at < to && path[at] != '/'; at++) {
                sum = (sum ^ path[at]) * Trie.HASH_FACTOR;
            }
            hash = sum;
            return at;
        }

        /** Goes up to the deepest directory within the first {@code length} bytes of the current one. */
        private Frontier.Level leave(int length) {
            while (levels[depth].end > length) {
                depth--;
            }
            frontier.back(levels[depth]);
            return levels[depth];
        }

        private Frontier.Level descend(Frontier.Level parent, byte[] path, int start, int slash) {
            int end = parent.end + slash + 1 - start;
            if (end > directory.length) {
                directory = Arrays.copyOf(directory, 2 * end);
            }
            System.arraycopy(path, start, directory, parent.end, end - parent.end);
            Frontier.Level level = level(depth + 1, end);
            frontier.descend(parent, level, hash, path, start, slash);
            depth++;
            return level;
        }

        private Frontier.Level level(int number, int end) {
            if (number == levels.length) {
                levels = Arrays.copyOf(levels, 2 * number);
            }
            Frontier.Level level = levels[number];
            if (level == null) {
                level = new Frontier.Level();
                levels[number] = level;
            }
            level.end = end;
            level.claims = null;
            return level;
        }
    }
}
