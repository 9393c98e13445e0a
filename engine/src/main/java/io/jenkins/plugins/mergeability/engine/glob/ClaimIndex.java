package io.jenkins.plugins.mergeability.engine.glob;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which owners claim a path, decided for all owners at once. An owner claims a path when one of its globs matches and
 * none of its negative ones does; an ignored path is claimed by nobody. Safe for use by several threads.
 */
public final class ClaimIndex {
    private final Trie trie;
    private final boolean ignoreIsFinal;
    private final AtomicReference<Cursor> spare = new AtomicReference<>();

    private ClaimIndex(Trie trie, boolean ignoreIsFinal) {
        this.trie = trie;
        this.ignoreIsFinal = ignoreIsFinal;
    }

    /**
     * Owners are numbered by position, from 0.
     *
     * @throws IllegalArgumentException on a glob that {@link Glob#parse} refuses
     */
    public static ClaimIndex of(List<List<String>> globsOfOwners, List<String> ignore) {
        Trie trie = new Trie();
        boolean ignoreIsFinal = true;
        for (String glob : ignore) {
            ignoreIsFinal &= !glob.startsWith("!");
            add(trie, glob, Answers.IGNORE);
        }
        for (int owner = 0; owner < globsOfOwners.size(); owner++) {
            for (String glob : globsOfOwners.get(owner)) {
                add(trie, glob, owner);
            }
        }
        return new ClaimIndex(trie, ignoreIsFinal);
    }

    private static void add(Trie trie, String pattern, int owner) {
        Glob glob;
        try {
            glob = Glob.parse(pattern);
        } catch (GlobException e) {
            throw new IllegalArgumentException("glob `" + pattern + "`: " + e.getMessage(), e);
        }
        int code = Answers.code(owner, glob.negative());
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

    /** Owner numbers ascending, none of an unclaimed or ignored path. The array is shared: do not change it. */
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
        return new Cursor(trie, ignoreIsFinal);
    }

    /**
     * Answers for one path after another, in any order but fastest when those of a directory follow each other, as in
     * git's listings: what was found out about a directory is kept while paths stay below it. For one thread.
     */
    public static final class Cursor {
        private static final int ALWAYS_IGNORED = Answers.code(Answers.IGNORE, false);

        private final Trie trie;
        private final boolean ignoreIsFinal;
        private final Answers answers = new Answers();

        /** The directory last entered, with its final slash, and one level for each of its segments and the root. */
        private byte[] directory = new byte[128];

        private Level[] levels = new Level[16];
        private int depth;

        /** Nodes that wait for the next segment: of one level each, and those that {@code **} keeps for all below. */
        private Trie.Node[] nodes = new Trie.Node[16];

        private Trie.Node[] deep;
        private final boolean[] isDeep;
        private int[] codes = new int[16];
        private int nodeCount;
        private int deepCount;
        private int codeCount;

        private byte[] text = new byte[0];
        private int hash;
        private boolean ignored;

        private Cursor(Trie trie, boolean ignoreIsFinal) {
            this.trie = trie;
            this.ignoreIsFinal = ignoreIsFinal;
            this.deep = new Trie.Node[trie.deepNodes()];
            this.isDeep = new boolean[trie.deepNodes()];
            Level root = level(0, 0);
            enter(trie.root);
            close(root, 0);
        }

        /** Whether the path last asked about is ignored. */
        public boolean ignored() {
            return ignored;
        }

        /** Owner numbers ascending, none of an unclaimed or ignored path. The array is shared: do not change it. */
        public int[] claims(String path) {
            if (text.length < 3 * path.length()) {
                text = new byte[6 * path.length()];
            }
            return claims(text, 0, PathBytes.encode(path, text));
        }

        /** As {@link #claims(String)}, of the path in bytes {@code from} to before {@code to}. */
        public int[] claims(byte[] path, int from, int to) {
            Level level = levels[depth];
            if (level.end > 0) {
                int differs = Arrays.mismatch(
                        directory, 0, level.end, path, from, Math.min(to, from + level.end));
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
            int before = codeCount;
            step(level, path, start, to, false);
            if (codeCount == before) {
                return claims(level);
            }
            int[] claims = answers.claims(codes, codeCount);
            ignored = answers.ignored();
            codeCount = before;
            return claims;
        }

        private int[] claims(Level level) {
            if (level.claims == null) {
                level.claims = answers.claims(codes, level.codeEnd);
                level.ignored = answers.ignored();
            }
            ignored = level.ignored;
            return level.claims;
        }

        /** The end of the segment, whose hash is taken on the way. */
        private int scan(byte[] path, int from, int to) {
            int sum = Trie.HASH_START;
            int at = from;
            for (; at < to && path[at] != '/'; at++) {
                sum = Trie.hash(sum, path[at]);
            }
            hash = sum;
            return at;
        }

        /** Goes up to the deepest directory within the first {@code length} bytes of the current one. */
        private Level leave(int length) {
            while (levels[depth].end > length) {
                depth--;
            }
            Level level = levels[depth];
            while (deepCount > level.deepEnd) {
                isDeep[deep[--deepCount].number] = false;
            }
            nodeCount = level.nodeEnd;
            codeCount = level.codeEnd;
            return level;
        }

        private Level descend(Level parent, byte[] path, int start, int slash) {
            int end = parent.end + slash + 1 - start;
            if (end > directory.length) {
                directory = Arrays.copyOf(directory, 2 * end);
            }
            System.arraycopy(path, start, directory, parent.end, end - parent.end);
            Level level = level(depth + 1, end);
            step(parent, path, start, slash, true);
            depth++;
            close(level, parent.codeEnd);
            return level;
        }

        private Level level(int number, int end) {
            if (number == levels.length) {
                levels = Arrays.copyOf(levels, 2 * number);
            }
            Level level = levels[number];
            if (level == null) {
                level = new Level();
                levels[number] = level;
            }
            level.end = end;
            level.nodeStart = nodeCount;
            level.claims = null;
            return level;
        }

        /** Nothing waits for a further segment, or nothing can take back that it is ignored: all below is alike. */
        private void close(Level level, int firstCode) {
            level.nodeEnd = nodeCount;
            level.deepEnd = deepCount;
            level.codeEnd = codeCount;
            level.settled = nodeCount == level.nodeStart && deepCount == 0;
            for (int i = firstCode; ignoreIsFinal && !level.settled && i < codeCount; i++) {
                level.settled = codes[i] == ALWAYS_IGNORED;
            }
        }

        /** Follows one segment from all nodes of a level, into a directory or to the path's end. */
        private void step(Level level, byte[] path, int from, int to, boolean intoDirectory) {
            int segmentHash = hash;
            for (int i = level.nodeStart; i < level.nodeEnd; i++) {
                follow(nodes[i], segmentHash, path, from, to, intoDirectory);
            }
            for (int i = 0; i < level.deepEnd; i++) {
                follow(deep[i], segmentHash, path, from, to, intoDirectory);
            }
        }

        private void follow(
                Trie.Node node, int segmentHash, byte[] path, int from, int to, boolean intoDirectory) {
            if (node.hasNames) {
                Trie.Node child = trie.child(node, segmentHash, path, from, to);
                if (child != null) {
                    arrive(child, intoDirectory);
                }
            }
            for (Trie.Node child = node.firstPattern; child != null; child = child.nextPattern) {
                if (child.segment.matches(path, from, to)) {
                    arrive(child, intoDirectory);
                }
            }
        }

        private void arrive(Trie.Node node, boolean intoDirectory) {
            if (intoDirectory) {
                enter(node);
            } else {
                collect(node.here);
            }
        }

        private void enter(Trie.Node node) {
            collect(node.below);
            Trie.Node everDeeper = node.deep;
            if (everDeeper != null && !isDeep[everDeeper.number]) {
                isDeep[everDeeper.number] = true;
                deep[deepCount++] = everDeeper;
            }
            if (!node.isLeaf()) {
                if (nodeCount == nodes.length) {
                    nodes = Arrays.copyOf(nodes, 2 * nodeCount);
                }
                nodes[nodeCount++] = node;
            }
        }

        private void collect(int[] found) {
            int count = found[0];
            if (codeCount + count > codes.length) {
                codes = Arrays.copyOf(codes, 2 * (codeCount + count));
            }
            for (int i = 1; i <= count; i++) {
                codes[codeCount++] = found[i];
            }
        }
    }

    /** What is known of one directory on the way to the current one. */
    private static final class Level {
        /** The length of the directory's path with its final slash. */
        private int end;

        private int nodeStart;
        private int nodeEnd;
        private int deepEnd;
        private int codeEnd;
        /** Whether all paths below get the same answer. */
        private boolean settled;
        /** The answer of paths below about which nothing else is found, null until asked for. */
        private int[] claims;

        private boolean ignored;
    }
}
