package io.jenkins.plugins.mergeability.engine.glob;

import java.util.Arrays;

/**
 * The globs of all owners as one tree of path segments, immutable after it is built. A path is matched with a set of nodes.
 * One hash table for the whole tree finds names, and patterns by their literal head; the few other patterns are tried one
 * by one.
 */
final class Trie {
    private static final int[] NO_CODES = {0};
    private static final int[] NO_LENGTHS = {};

    /** Patterns and heads share the table with names, with a prefix of slashes, which no name has. */
    private static final byte[] SLASHES = {'/', '/'};

    /** The offset basis and the prime of FNV-1a. */
    static final int HASH_START = 0x811C9DC5;

    static final int HASH_FACTOR = 0x01000193;
    static final int HEAD_START = hash(HASH_START, SLASHES, 0, 2);

    /** A node, reached by the segments of a path. */
    static final class Node {
        /** The codes of paths that end here, and of all paths below; the first element is their number. */
        int[] here = NO_CODES;

        int[] below = NO_CODES;

        /** The child of {@code **}: a node that stays in the set in every directory below. */
        Node deep;
        /** Whether there are children with names, and the first child with a pattern without a literal head. */
        boolean hasNames;

        Node firstPattern;
        /** The lengths of the literal heads of the other patterns, distinct and ascending. */
        int[] headLengths = NO_LENGTHS;

        final int number;
        private final Node parent;
        /** The segment from the parent to this node. */
        final Segment segment;

        private final int hash;
        /** Whether it only groups the patterns of its parent that have the segment's head. */
        private final boolean group;

        Node nextPattern;
        private Node nextInBucket;

        private Node(int number, Node parent, Segment segment, int hash, boolean group) {
            this.group = group;
            this.number = number;
            this.parent = parent;
            this.segment = segment;
            this.hash = hash;
        }

        boolean isLeaf() {
            return !hasNames && firstPattern == null && headLengths.length == 0;
        }

        /** Whether a directory that matches this node has no effect on paths below. */
        boolean endsHere() {
            return deep == null && below == NO_CODES && isLeaf();
        }
    }

    final Node root = new Node(0, null, null, 0, false);
    private int nodes = 1;
    private int deepNodes;
    private Node[] names = new Node[64];

    /** The number of deep nodes, which are numbered from 0. */
    int deepNodes() {
        return deepNodes;
    }

    void add(Segment[] segments, int code) {
        int length = segments.length;
        boolean everythingBelow =
                length >= 2 && segments[length - 1] == Segment.ANY && segments[length - 2] == Segment.DEEP;
        Node node = root;
        for (int i = 0; i < (everythingBelow ? length - 2 : length); i++) {
            Segment segment = segments[i];
            node = segment == Segment.DEEP
                    ? deep(node)
                    : segment.name != null ? named(node, segment) : like(node, segment);
        }
        if (everythingBelow) {
            node.below = append(node.below, code);
        } else {
            node.here = append(node.here, code);
        }
    }

    private Node deep(Node parent) {
        if (parent.deep == null) {
            parent.deep = new Node(deepNodes++, parent, Segment.DEEP, 0, false);
        }
        return parent.deep;
    }

    private Node named(Node parent, Segment segment) {
        byte[] name = segment.name;
        int hash = hash(HASH_START, name, 0, name.length);
        Node known = child(parent, hash, name, 0, name.length);
        if (known != null) {
            return known;
        }
        parent.hasNames = true;
        return enter(new Node(nodes++, parent, segment, hash, false));
    }

    private Node like(Node parent, Segment segment) {
        byte[] key = PathBytes.encode("/" + segment.text);
        int hash = hash(HASH_START, key, 0, key.length);
        for (Node node = names[slot(parent, hash)]; node != null; node = node.nextInBucket) {
            if (node.hash == hash && node.parent == parent && !node.group && node.segment.text.equals(segment.text)) {
                return node;
            }
        }
        Node group = segment.head.length == 0 ? parent : headed(parent, segment);
        Node node = enter(new Node(nodes++, parent, segment, hash, false));
        node.nextPattern = group.firstPattern;
        group.firstPattern = node;
        return node;
    }

    /** The node that groups the patterns of a parent with the same head. */
    private Node headed(Node parent, Segment segment) {
        byte[] head = segment.head;
        int hash = hash(HEAD_START, head, 0, head.length);
        Node known = head(parent, hash, head, 0, head.length);
        if (known != null) {
            return known;
        }
        int at = Arrays.binarySearch(parent.headLengths, head.length);
        if (at < 0) {
            int[] lengths = Arrays.copyOf(parent.headLengths, parent.headLengths.length + 1);
            lengths[lengths.length - 1] = head.length;
            Arrays.sort(lengths);
            parent.headLengths = lengths;
        }
        return enter(new Node(nodes++, parent, segment, hash, true));
    }

    private Node enter(Node node) {
        if (nodes > names.length) {
            Node[] before = names;
            names = new Node[4 * before.length];
            for (Node first : before) {
                for (Node each = first; each != null; ) {
                    Node next = each.nextInBucket;
                    link(each);
                    each = next;
                }
            }
        }
        return link(node);
    }

    private Node link(Node node) {
        int slot = slot(node.parent, node.hash);
        node.nextInBucket = names[slot];
        names[slot] = node;
        return node;
    }

    /** The child with a name, or null; {@code hash} is the hash of the name. */
    Node child(Node parent, int hash, byte[] path, int from, int to) {
        for (Node node = names[slot(parent, hash)]; node != null; node = node.nextInBucket) {
            if (node.hash == hash && node.parent == parent) {
                byte[] name = node.segment.name;
                if (name != null && Arrays.equals(name, 0, name.length, path, from, to)) {
                    return node;
                }
            }
        }
        return null;
    }

    /** The node that groups the patterns with a head, or null; {@code hash} continues from {@link #HEAD_START}. */
    Node head(Node parent, int hash, byte[] path, int from, int to) {
        for (Node node = names[slot(parent, hash)]; node != null; node = node.nextInBucket) {
            if (node.hash == hash && node.parent == parent && node.group) {
                byte[] head = node.segment.head;
                if (Arrays.equals(head, 0, head.length, path, from, to)) {
                    return node;
                }
            }
        }
        return null;
    }

    private int slot(Node parent, int hash) {
        int mixed = hash + parent.number * 0x9E3779B9;
        return (mixed ^ mixed >>> 15) & names.length - 1;
    }

    static int hash(int start, byte[] bytes, int from, int to) {
        int hash = start;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * HASH_FACTOR;
        }
        return hash;
    }

    private static int[] append(int[] codes, int code) {
        int size = codes[0];
        int[] longer = size + 1 < codes.length ? codes : Arrays.copyOf(codes, size < 2 ? size + 2 : 2 * size);
        longer[size + 1] = code;
        longer[0] = size + 1;
        return longer;
    }
}
