package io.jenkins.plugins.mergeability.engine.lockfiles;

import io.jenkins.plugins.mergeability.engine.hash.FieldHasher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A lock file: its entries, one for each version of a package that is installed, and the members of the workspace with the
 * entries that they lead to. A member of which others are built leads them to all but what is for its own development.
 */
final class LockFile {

    /**
     * What a package or a member finds by a name.
     *
     * @param name the name
     * @param target the key of the entry, or the member; empty for what the file does not have
     * @param member whether it is a member
     * @param note what else decides about it
     */
    record Edge(String name, String target, boolean member, String note) {

        static Edge to(String name, String key) {
            return new Edge(name, key, false, "");
        }

        static Edge toMember(String name, String member) {
            return new Edge(name, member, true, "");
        }

        /** Something that the file says no more of. */
        static Edge outside(String name, String reference) {
            return new Edge(name, "", false, reference);
        }

        Edge with(String more) {
            return new Edge(name, target, member, note + " " + more);
        }
    }

    /**
     * An entry, or a member.
     *
     * @param key what distinguishes it from all others
     * @param name what people call the package; empty for a member
     * @param version its version
     * @param digest the digest of what the file says of it
     * @param leadsTo the numbers of what it leads to, ascending
     */
    record Node(String key, String name, String version, byte[] digest, int[] leadsTo) {}

    private static final String MEMBER = "member ";
    private static final String DEPENDENCY = "dependency on member ";

    private final byte[] header;
    private final List<Node> nodes;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> members = new TreeSet<>();
    private final Set<String> shared;
    private final byte[][] reached;

    /**
     * @param header the digest of what counts for all
     * @param nodes the entries and members, sorted by key
     * @param shared the members whose packages all others find, too
     */
    LockFile(byte[] header, List<Node> nodes, Set<String> shared) {
        this.header = header;
        this.nodes = List.copyOf(nodes);
        this.shared = new TreeSet<>(shared);
        for (int i = 0; i < nodes.size(); i++) {
            String key = nodes.get(i).key();
            numbers.put(key, i);
            if (key.startsWith(MEMBER)) {
                members.add(key.substring(MEMBER.length()));
            }
        }
        this.reached = new ReachedDigests(this.nodes).all();
    }

    /** The digest of what counts for all members. */
    byte[] header() {
        return header.clone();
    }

    List<Node> nodes() {
        return nodes;
    }

    /** The names or directories of the members, sorted. */
    Set<String> members() {
        return members;
    }

    /** The members whose packages all others find, too. */
    Set<String> shared() {
        return shared;
    }

    /** The digest of a member with all that it leads to. */
    byte[] digest(String member) {
        return reached[numbers.get(MEMBER + member)].clone();
    }

    /** The same without what is only for its development. */
    byte[] exportedDigest(String member) {
        return reached[numbers.get(DEPENDENCY + member)].clone();
    }

    /** The numbers of members and of all that they lead to. */
    BitSet reachedBy(Collection<String> from) {
        BitSet seen = new BitSet(nodes.size());
        int[] open = new int[nodes.size()];
        int count = 0;
        for (String member : from) {
            int start = numbers.get(MEMBER + member);
            if (!seen.get(start)) {
                seen.set(start);
                open[count++] = start;
            }
        }
        while (count > 0) {
            for (int next : nodes.get(open[--count]).leadsTo()) {
                if (!seen.get(next)) {
                    seen.set(next);
                    open[count++] = next;
                }
            }
        }
        return seen;
    }

    /** Of each node the number of the same node, with the same content, in another file; -1 if it has none. */
    int[] same(LockFile other) {
        int[] same = new int[nodes.size()];
        for (int i = 0; i < same.length; i++) {
            Node node = nodes.get(i);
            Integer there = other.numbers.get(node.key());
            boolean equal = there != null
                    && Arrays.equals(node.digest(), other.nodes.get(there).digest());
            same[i] = equal ? there : -1;
        }
        return same;
    }

    /** A path relative to a directory, as a path without {@code .} and {@code ..} where it has none at its start. */
    static String resolve(String directory, String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (directory + "/" + path).split("/")) {
            if (part.equals("..") && !parts.isEmpty() && !parts.peekLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts.isEmpty() ? "." : String.join("/", parts);
    }

    /** Gathers what a file says. */
    static final class Builder {

        /** A node whose edges are not resolved to numbers yet. */
        private record Draft(String name, String version, byte[] digest, List<Edge> edges) {}

        private final FieldHasher hasher = new FieldHasher();
        private final Map<String, Draft> drafts = new HashMap<>();
        private final Set<String> shared = new HashSet<>();
        private byte[] header = new byte[0];

        /** What counts for all members. */
        void header(Map<String, Object> content) {
            header = digest("header", content, List.of());
        }

        /**
         * Adds an entry.
         *
         * @param content all that the file says of it
         */
        void entry(String key, String name, String version, Map<String, Object> content, List<Edge> edges)
                throws UnreadableLockFileException {
            add("entry " + key, new Draft(name, version, digest("entry", content, edges), edges));
        }

        /**
         * Adds a member. What the file repeats of its manifest is no part of it.
         *
         * @param used what it uses
         * @param development what only its development uses
         */
        void member(String member, List<Edge> used, List<Edge> development) throws UnreadableLockFileException {
            List<Edge> all = new ArrayList<>(used);
            all.addAll(development);
            add(MEMBER + member, new Draft("", "", digest("member", Map.of(), all), all));
            add(DEPENDENCY + member, new Draft("", "", digest("member", Map.of(), used), used));
        }

        /** Marks a member whose packages all others find, too. */
        void shared(String member) {
            shared.add(member);
        }

        LockFile build() {
            String[] keys = drafts.keySet().toArray(new String[0]);
            Arrays.sort(keys);
            Map<String, Integer> numbers = new HashMap<>(2 * keys.length);
            for (int i = 0; i < keys.length; i++) {
                numbers.put(keys[i], i);
            }
            List<Node> nodes = new ArrayList<>(keys.length);
            for (String key : keys) {
                Draft draft = drafts.get(key);
                nodes.add(new Node(key, draft.name, draft.version, draft.digest, leadsTo(draft.edges, numbers)));
            }
            return new LockFile(header, nodes, shared);
        }

        private static int[] leadsTo(List<Edge> edges, Map<String, Integer> numbers) {
            BitSet targets = new BitSet();
            for (Edge edge : edges) {
                Integer number = edge.target().isEmpty() ? null : numbers.get(key(edge));
                if (number != null) {
                    targets.set(number);
                }
            }
            return targets.stream().toArray();
        }

        private static String key(Edge edge) {
            return (edge.member() ? DEPENDENCY : "entry ") + edge.target();
        }

        private void add(String key, Draft draft) throws UnreadableLockFileException {
            if (drafts.put(key, draft) != null) {
                throw new UnreadableLockFileException("an entry is there twice");
            }
        }

        private byte[] digest(String kind, Object content, List<Edge> edges) {
            hasher.begin(kind);
            add(content);
            for (Edge edge : edges) {
                hasher.add(edge.name()).add(key(edge)).add(edge.note());
            }
            return hasher.end();
        }

        private void add(Object value) {
            if (value instanceof Map<?, ?> map) {
                hasher.add("map " + map.size());
                Object[] keys = map.keySet().toArray();
                Arrays.sort(keys);
                for (Object key : keys) {
                    hasher.add(key.toString());
                    add(map.get(key));
                }
            } else if (value instanceof List<?> list) {
                hasher.add("list " + list.size());
                list.forEach(this::add);
            } else {
                hasher.add("text").add(value.toString());
            }
        }
    }
}
