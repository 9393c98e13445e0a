package io.jenkins.plugins.mergeability.engine.glob;

import java.util.Arrays;

/**
 * The globs of all owners as one tree of path segments, built once and then only read. A path walks it with a set of
 * nodes. Names are found through one hash table for the whole tree; patterns, of which there are few, one by one.
 */
final class Trie {
    private static final int[] NO_CODES = {0};

    /** What is known of a path whose segments so far lead here. */
    static final class Node {
        /** Codes of paths that end here, and of all paths below; the first element is their number. */
        int[] here = NO_CODES;
        int[] below = NO_CODES;

        /** Where {@code **} leads: a node that stays in the set in every directory below. */
        Node deep;
        /** Whether names lead on from here, and the first of the patterns that do. */
        boolean hasNames;
        Node firstPattern;

        final int number;
        private final Node parent;
        /** What leads here from the parent. */
        final Segment segment;
        private final int hash;
        Node nextPattern;
        private Node nextInBucket;

        private Node(int number, Node parent, Segment segment, int hash) {
            this.number = number;
            this.parent = parent;
            this.segment = segment;
            this.hash = hash;
        }

        boolean isLeaf() {
            return !hasNames && firstPattern == null;
        }
    }

    final Node root = new Node(0, null, null, 0);
    private int nodes = 1;
    private int deepNodes;
    private Node[] names = new Node[64];

    /** How many deep nodes there are; their numbers are below that. */
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
            node = segment == Segment.DEEP ? deep(node) : segment.name != null ? named(node, segment) : like(node, segment);
        }
        if (everythingBelow) {
            node.below = append(node.below, code);
        } else {
            node.here = append(node.here, code);
        }
    }

    private Node deep(Node parent) {
        if (parent.deep == null) {
            parent.deep = new Node(deepNodes++, parent, Segment.DEEP, 0);
        }
        return parent.deep;
    }

    private Node named(Node parent, Segment segment) {
        byte[] name = segment.name;
        int hash = hash(name, 0, name.length);
        Node known = child(parent, hash, name, 0, name.length);
        if (known != null) {
            return known;
        }
        parent.hasNames = true;
        return enter(new Node(nodes++, parent, segment, hash));
    }

    /** Patterns share the table under their text behind a slash, which no name has. */
    private Node like(Node parent, Segment segment) {
        byte[] key = PathBytes.encode("/" + segment.text);
        int hash = hash(key, 0, key.length);
        for (Node node = names[slot(parent, hash)]; node != null; node = node.nextInBucket) {
            if (node.hash == hash && node.parent == parent && node.segment.text.equals(segment.text)) {
                return node;
            }
        }
        Node node = enter(new Node(nodes++, parent, segment, hash));
        node.nextPattern = parent.firstPattern;
        parent.firstPattern = node;
        return node;
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

    /** The node that a name leads to, or null; {@code hash} is the name's. */
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

    private int slot(Node parent, int hash) {
        int mixed = hash + parent.number * 0x9E3779B9;
        return (mixed ^ mixed >>> 15) & names.length - 1;
    }

    static int hash(byte[] bytes, int from, int to) {
        int hash = HASH_START;
        for (int i = from; i < to; i++) {
            hash = hash(hash, bytes[i]);
        }
        return hash;
    }

    static final int HASH_START = 0x811C9DC5;

    static int hash(int hash, byte next) {
        return (hash ^ next) * 0x01000193;
    }

    private static int[] append(int[] codes, int code) {
        int size = codes[0];
        int[] longer = size + 1 < codes.length ? codes : Arrays.copyOf(codes, size < 2 ? size + 2 : 2 * size);
        longer[size + 1] = code;
        longer[0] = size + 1;
        return longer;
    }
}
