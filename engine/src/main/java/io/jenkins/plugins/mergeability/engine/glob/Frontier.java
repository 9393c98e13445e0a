package io.jenkins.plugins.mergeability.engine.glob;

import java.util.Arrays;

/**
 * The nodes of a {@link Trie} that the segments of a path have reached, and the codes collected on the way: stacks, of which
 * each directory on the way owns a part, so that going back up is free.
 */
final class Frontier {
    private static final int ALWAYS_IGNORED = OwnerSets.code(OwnerSets.IGNORE, false);

    private final Trie trie;
    private final boolean ignoreIsFinal;

    /** The nodes for the next segment: those of each directory, and those that {@code **} keeps for all directories below. */
    private Trie.Node[] nodes = new Trie.Node[16];

    private final Trie.Node[] deep;
    private final boolean[] isDeep;
    private int[] codes = new int[16];
    private int nodeCount;
    private int deepCount;
    private int codeCount;

    Frontier(Trie trie, boolean ignoreIsFinal) {
        this.trie = trie;
        this.ignoreIsFinal = ignoreIsFinal;
        this.deep = new Trie.Node[trie.deepNodes()];
        this.isDeep = new boolean[trie.deepNodes()];
    }

    int[] codes() {
        return codes;
    }

    /** Enters the root. */
    void start(Level root) {
        enter(trie.root);
        close(root, 0, 0);
    }

    /** Enters a directory below the one last entered, by a segment of the given hash. */
    void descend(Level parent, Level level, int hash, byte[] path, int from, int to) {
        step(parent, hash, path, from, to, true);
        close(level, parent.nodeEnd, parent.codeEnd);
    }

    /** Matches a path that ends with the segment, and returns the number of its codes. */
    int end(Level parent, int hash, byte[] path, int from, int to) {
        step(parent, hash, path, from, to, false);
        int count = codeCount;
        codeCount = parent.codeEnd;
        return count;
    }

    /** Goes back up to a directory. */
    void back(Level level) {
        while (deepCount > level.deepEnd) {
            isDeep[deep[--deepCount].number] = false;
        }
        nodeCount = level.nodeEnd;
        codeCount = level.codeEnd;
    }

    /** Ends a level; it is settled if no node can match further segments, or if everything below is ignored. */
    private void close(Level level, int firstNode, int firstCode) {
        level.nodeStart = firstNode;
        level.nodeEnd = nodeCount;
        level.deepEnd = deepCount;
        level.codeEnd = codeCount;
        level.settled = nodeCount == firstNode && deepCount == 0;
        for (int i = firstCode; ignoreIsFinal && !level.settled && i < codeCount; i++) {
            level.settled = codes[i] == ALWAYS_IGNORED;
        }
    }

    /** Follows one segment from all nodes of a level, into a directory or to the path's end. */
    private void step(Level level, int hash, byte[] path, int from, int to, boolean intoDirectory) {
        for (int i = level.nodeStart; i < level.nodeEnd; i++) {
            follow(nodes[i], hash, path, from, to, intoDirectory);
        }
        for (int i = 0; i < level.deepEnd; i++) {
            follow(deep[i], hash, path, from, to, intoDirectory);
        }
    }

    private void follow(Trie.Node node, int hash, byte[] path, int from, int to, boolean intoDirectory) {
        if (node.hasNames) {
            Trie.Node child = trie.child(node, hash, path, from, to);
            if (child != null) {
                arrive(child, intoDirectory);
            }
        }
        tryPatterns(node.firstPattern, path, from, to, intoDirectory);
        int sum = Trie.HEAD_START;
        int at = from;
        for (int length : node.headLengths) {
            if (length > to - from) {
                break;
            }
            sum = Trie.hash(sum, path, at, from + length);
            at = from + length;
            Trie.Node group = trie.head(node, sum, path, from, at);
            if (group != null) {
                tryPatterns(group.firstPattern, path, from, to, intoDirectory);
            }
        }
    }

    private void tryPatterns(Trie.Node first, byte[] path, int from, int to, boolean intoDirectory) {
        for (Trie.Node child = first; child != null; child = child.nextPattern) {
            if (!(intoDirectory && child.endsHere()) && child.segment.matches(path, from, to)) {
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

    /** The state of one directory on the way to the current one. */
    static final class Level {
        /** The length of the directory's path with its final slash. */
        int end;

        private int nodeStart;
        private int nodeEnd;
        private int deepEnd;
        int codeEnd;
        /** Whether all paths below get the same answer. */
        boolean settled;
        /** The claims of paths below without further matches; null until needed. */
        int[] claims;

        boolean ignored;
    }
}
