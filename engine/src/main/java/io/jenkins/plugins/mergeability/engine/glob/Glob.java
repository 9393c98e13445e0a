package io.jenkins.plugins.mergeability.engine.glob;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A pattern for whole paths, such as {@code air/**}; in a list, one that begins with {@code !} excludes. */
public final class Glob {
    private static final int MAX_LENGTH = 4096;

    private final boolean negative;
    private final List<Segment[]> alternatives;

    private Glob(boolean negative, List<Segment[]> alternatives) {
        this.negative = negative;
        this.alternatives = alternatives;
    }

    public static Glob parse(String pattern) throws GlobException {
        if (pattern.length() > MAX_LENGTH) {
            throw new GlobException("the glob is longer than " + MAX_LENGTH + " characters", "write several globs", 0);
        }
        boolean negative = pattern.startsWith("!");
        int start = negative ? 1 : 0;
        if (pattern.length() == start) {
            throw new GlobException("the glob is empty", "write ** for everything", start);
        }
        if (negative && pattern.charAt(1) == '!') {
            throw new GlobException("`!` is doubled", "write !\\! to exclude a name that begins with `!`", 1);
        }
        if (pattern.indexOf('{', start) < 0) {
            return new Glob(negative, Collections.singletonList(segments(pattern, start)));
        }
        List<Segment[]> alternatives = new ArrayList<>();
        for (String alternative : Braces.expand(pattern, start)) {
            alternatives.add(alternative(pattern, alternative));
        }
        return new Glob(negative, alternatives);
    }

    /** Reports a problem of an expanded alternative at the first brace, with the alternative. */
    private static Segment[] alternative(String pattern, String alternative) throws GlobException {
        try {
            return segments(alternative, 0);
        } catch (GlobException e) {
            String shown = alternative.isEmpty() ? "the empty path" : "`" + alternative + "`";
            throw new GlobException(
                    "with its braces expanded the glob is " + shown + ": " + e.getMessage(),
                    e.hint(),
                    pattern.indexOf('{'));
        }
    }

    /** Consecutive {@code **} are one, and one at the end is followed by {@code *}, because it needs a segment. */
    private static Segment[] segments(String text, int start) throws GlobException {
        if (text.length() == start) {
            throw new GlobException("the glob is empty", "write ** for everything", start);
        }
        if (text.charAt(start) == '/') {
            throw new GlobException(
                    "a glob does not begin with `/`", "remove it: globs start at the repository's root", start);
        }
        List<Segment> segments = new ArrayList<>();
        Segment last = null;
        int from = start;
        int slash;
        do {
            slash = text.indexOf('/', from);
            int to = slash < 0 ? text.length() : slash;
            if (from == to && slash >= 0) {
                throw new GlobException("there is nothing between two `/`", "remove one of them", from);
            }
            Segment segment = from == to ? Segment.DEEP : Segment.parse(text, from, to);
            if (segment != Segment.DEEP || last != Segment.DEEP) {
                segments.add(segment);
            }
            last = segment;
            from = slash + 1;
        } while (slash >= 0);
        if (last == Segment.DEEP) {
            segments.add(Segment.ANY);
        }
        return segments.toArray(new Segment[0]);
    }

    /** Whether it begins with {@code !}. */
    boolean negative() {
        return negative;
    }

    /** The number of patterns that the braces expand to, 1 without braces: the measure of its cost. */
    public int size() {
        return alternatives.size();
    }

    List<Segment[]> alternatives() {
        return alternatives;
    }

    /** A glob that matches exactly the given path; it can be a part of a longer glob. */
    public static String quote(String literal) {
        StringBuilder quoted = new StringBuilder(literal.length() + 8);
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (Segment.SPECIALS.indexOf(c) >= 0 && (c != '!' || i == 0)) {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.toString();
    }
}
