package io.jenkins.plugins.mergeability.engine.glob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One segment of a glob: a name, a pattern of characters, or ({@link #DEEP}) any number of segments. A pattern is stored
 * as its literal head, its literal tail and the operations between, so that {@code *.md} and {@code test_*} need one
 * comparison of bytes.
 */
final class Segment {
    /** {@code **}: any number of segments, including none. */
    static final Segment DEEP = new Segment(null, "**", new byte[0], new byte[0], new int[0], null);

    static final String SPECIALS = "*?[]{},!\\";

    static final int STAR = -1;
    static final int ANY_CHARACTER = -2;
    private static final int CLASS = -3;

    /** {@code *}: exactly one segment with any name. */
    static final Segment ANY = new Segment(null, "*", new byte[0], new byte[0], new int[] {STAR}, null);

    /** The name to match, or null for a pattern. */
    final byte[] name;
    /** A pattern as written, which identifies equal patterns, and the literal prefix of all its matches. */
    final String text;

    final byte[] head;
    private final byte[] tail;
    private final int[] operations;
    private final List<CharClass> classes;
    private final boolean starOnly;

    private Segment(byte[] name, String text, byte[] head, byte[] tail, int[] operations, List<CharClass> classes) {
        this.name = name;
        this.text = text;
        this.head = head;
        this.tail = tail;
        this.operations = operations;
        this.classes = classes;
        this.starOnly = operations != null && operations.length == 1 && operations[0] == STAR;
    }

    /** Parses one segment of a glob after brace expansion. */
    static Segment parse(String text, int from, int to) throws GlobException {
        byte[] name = new byte[to - from];
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '?' || c == '[' || c == '\\') {
                return pattern(text, from, to);
            }
            if (c >= 0x80) {
                name = null;
            } else if (name != null) {
                name[i - from] = (byte) c;
            }
        }
        if (to - from <= 2 && text.charAt(from) == '.' && text.charAt(to - 1) == '.') {
            throw new GlobException(
                    "`" + text.substring(from, to) + "` is not a name in a repository",
                    "write the path from the repository's root, without . and ..",
                    from);
        }
        return named(name != null ? name : PathBytes.encode(text.substring(from, to)));
    }

    private static Segment named(byte[] name) {
        return new Segment(name, null, null, null, null, null);
    }

    private static Segment pattern(String text, int from, int to) throws GlobException {
        if (text.charAt(from) == '*' && text.charAt(to - 1) == '*' && to - from <= 2) {
            return to - from == 1 ? ANY : DEEP;
        }
        int[] operations = new int[to - from];
        int size = 0;
        List<CharClass> classes = new ArrayList<>(2);
        for (int i = from; i < to; ) {
            char c = text.charAt(i);
            if (c == '*') {
                i++;
                if (size == 0 || operations[size - 1] != STAR) {
                    operations[size++] = STAR;
                }
            } else if (c == '?') {
                i++;
                operations[size++] = ANY_CHARACTER;
            } else if (c == '[') {
                CharClass members = CharClass.parse(text, i, to);
                i = members.end;
                operations[size++] = CLASS - classes.size();
                classes.add(members);
            } else {
                int at = c == '\\' ? CharClass.escape(text, i, to, SPECIALS) : i;
                int literal = text.codePointAt(at);
                i = at + Character.charCount(literal);
                operations[size++] = literal;
            }
        }
        return of(text.substring(from, to), Arrays.copyOf(operations, size), classes);
    }

    private static Segment of(String text, int[] operations, List<CharClass> classes) {
        int first = 0;
        while (first < operations.length && isText(operations[first])) {
            first++;
        }
        int last = operations.length;
        while (last > first && isText(operations[last - 1])) {
            last--;
        }
        byte[] head = PathBytes.encode(new String(operations, 0, first));
        if (first == operations.length) {
            return named(head);
        }
        byte[] tail = PathBytes.encode(new String(operations, last, operations.length - last));
        return new Segment(null, text, head, tail, Arrays.copyOfRange(operations, first, last), classes);
    }

    /** A raw byte is not text: whether it is a character depends on the bytes around it. */
    private static boolean isText(int operation) {
        return operation >= 0 && !PathBytes.isSurrogate(operation);
    }

    /** The characters that it matches one after another: code points, {@link #STAR}, and others that are negative. */
    int[] characters() {
        if (name != null) {
            return PathBytes.characters(name);
        }
        int[] before = PathBytes.characters(head);
        int[] after = PathBytes.characters(tail);
        int[] all = Arrays.copyOf(before, before.length + operations.length + after.length);
        System.arraycopy(operations, 0, all, before.length, operations.length);
        System.arraycopy(after, 0, all, before.length + operations.length, after.length);
        return all;
    }

    /** A character that one of these characters matches, and one of another segment; -1 if there is none. */
    int example(int wanted, Segment other, int otherWanted) {
        if (wanted >= 0) {
            return other.accepts(otherWanted, wanted) ? wanted : -1;
        }
        if (otherWanted >= 0) {
            return accepts(wanted, otherWanted) ? otherWanted : -1;
        }
        // The first character that both match begins a range of one of them, or one of what can be in names.
        return IntStream.concat(
                        IntStream.of('0', ' ', 1, PathBytes.FIRST_RAW_BYTE, Character.MAX_SURROGATE + 1),
                        IntStream.concat(edges(wanted), other.edges(otherWanted)))
                .filter(PathBytes::isInNames)
                .filter(character -> accepts(wanted, character) && other.accepts(otherWanted, character))
                .boxed()
                .min(Comparator.<Integer, Boolean>comparing(
                                character -> character < '0' || character >= Character.MIN_SURROGATE)
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(-1);
    }

    private IntStream edges(int operation) {
        return operation <= CLASS ? classes.get(CLASS - operation).edges() : IntStream.empty();
    }

    boolean matches(byte[] path, int from, int to) {
        if (name != null) {
            return Arrays.equals(name, 0, name.length, path, from, to);
        }
        int start = from + head.length;
        int end = to - tail.length;
        if (start > end) {
            return false;
        }
        for (int i = 0; i < tail.length; i++) {
            if (path[end + i] != tail[i]) {
                return false;
            }
        }
        for (int i = 0; i < head.length; i++) {
            if (path[from + i] != head[i]) {
                return false;
            }
        }
        return starOnly || middle(path, start, end);
    }

    /** Backtracks only to the last star, so the cost is at most the product of the two lengths. */
    private boolean middle(byte[] path, int from, int to) {
        int at = from;
        int next = 0;
        int star = -1;
        int resume = from;
        while (at < to) {
            int wanted = next < operations.length ? operations[next] : Integer.MIN_VALUE;
            if (wanted == STAR) {
                star = next++;
                resume = at;
                continue;
            }
            int character = PathBytes.character(path, at, to);
            if (accepts(wanted, character)) {
                at += PathBytes.width(character);
                next++;
            } else if (star >= 0) {
                resume += PathBytes.width(PathBytes.character(path, resume, to));
                at = resume;
                next = star + 1;
            } else {
                return false;
            }
        }
        while (next < operations.length && operations[next] == STAR) {
            next++;
        }
        return next == operations.length;
    }

    private boolean accepts(int wanted, int character) {
        if (wanted >= 0) {
            return wanted == character;
        }
        return wanted == ANY_CHARACTER
                || wanted != Integer.MIN_VALUE && classes.get(CLASS - wanted).contains(character);
    }
}
