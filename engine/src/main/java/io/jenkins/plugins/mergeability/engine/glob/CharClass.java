package io.jenkins.plugins.mergeability.engine.glob;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** A set of characters: {@code [abc]}, {@code [a-z]}, {@code [!a]}. */
final class CharClass {
    /** The index after the closing bracket. */
    final int end;

    private final boolean negated;
    private final int[] ranges;

    private CharClass(boolean negated, int[] ranges, int end) {
        this.negated = negated;
        this.ranges = ranges;
        this.end = end;
    }

    /** Parses the class whose {@code [} is at {@code open} and whose {@code ]} comes before {@code to} and any {@code /}. */
    static CharClass parse(String text, int open, int to) throws GlobException {
        int at = open + 1;
        boolean negated = at < to && (text.charAt(at) == '!' || text.charAt(at) == '^');
        if (negated) {
            at++;
        }
        int first = at;
        int[] ranges = new int[8];
        int size = 0;
        while (at < to && text.charAt(at) != '/') {
            if (text.charAt(at) == ']' && at > first) {
                return new CharClass(negated, Arrays.copyOf(ranges, size), at + 1);
            }
            if (text.startsWith("[:", at)) {
                throw new GlobException(
                        "named classes such as [:alpha:] are not supported", "list the characters, as in [a-zA-Z]", at);
            }
            int start = at;
            at = escaped(text, at, to);
            int low = text.codePointAt(at);
            at += Character.charCount(low);
            int high = low;
            if (at + 1 < to && text.charAt(at) == '-' && text.charAt(at + 1) != ']' && text.charAt(at + 1) != '/') {
                at = escaped(text, at + 1, to);
                high = text.codePointAt(at);
                at += Character.charCount(high);
            }
            if (high < low) {
                throw new GlobException(
                        "the range `" + text.substring(start, at) + "` is reversed",
                        "put the smaller character first",
                        start);
            }
            if (size == ranges.length) {
                ranges = Arrays.copyOf(ranges, 2 * size);
            }
            ranges[size++] = low;
            ranges[size++] = high;
        }
        throw new GlobException(
                "`[` has no `]` in its path segment", "close it, or write \\[ for the character itself", open);
    }

    private static int escaped(String text, int at, int to) throws GlobException {
        return text.charAt(at) == '\\' ? escape(text, at, to, "*?[]{},!\\-^") : at;
    }

    /** The index of the character that the backslash at {@code at} escapes. */
    static int escape(String text, int at, int to, String specials) throws GlobException {
        if (at + 1 >= to || specials.indexOf(text.charAt(at + 1)) < 0) {
            throw new GlobException(
                    "`\\` precedes no special character",
                    "use / between directories, and \\\\ for a backslash in a name",
                    at);
        }
        return at + 1;
    }

    boolean contains(int character) {
        for (int i = 0; i < ranges.length; i += 2) {
            if (character >= ranges[i] && character <= ranges[i + 1]) {
                return !negated;
            }
        }
        return negated;
    }

    /** Characters of which one begins each range of what is in the set. */
    IntStream edges() {
        return IntStream.range(0, ranges.length).map(i -> ranges[i] + (i & 1));
    }

    /** The characters of the set; empty if there are more than {@code max}. */
    Optional<int[]> members(int max) {
        if (negated) {
            return Optional.empty();
        }
        int[] members = IntStream.iterate(0, i -> i < ranges.length, i -> i + 2)
                .flatMap(i -> IntStream.rangeClosed(ranges[i], ranges[i + 1]))
                .distinct()
                .limit(max + 1L)
                .toArray();
        return members.length > max ? Optional.empty() : Optional.of(members);
    }
}
