package io.jenkins.plugins.mergeability.engine.glob;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A pattern over whole paths, such as {@code air/**}; in a list, one that begins with {@code !} excludes. */
public final class Glob {
    private static final int MAX_LENGTH = 4096;

    private final String pattern;
    private final boolean negative;
    private final List<Segment[]> alternatives;

    private Glob(String pattern, boolean negative, List<Segment[]> alternatives) {
        this.pattern = pattern;
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
            throw new GlobException("`!` stands twice", "write !\\! to exclude a name that begins with `!`", 1);
        }
        if (pattern.indexOf('{', start) < 0) {
            return new Glob(pattern, negative, Collections.singletonList(segments(pattern, start)));
        }
        List<Segment[]> alternatives = new ArrayList<>();
        for (String alternative : Braces.expand(pattern, start)) {
            alternatives.add(alternative(pattern, alternative));
        }
        return new Glob(pattern, negative, alternatives);
    }

    /** What is wrong with an alternative only is told at the brace that makes it, with the alternative spelled out. */
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

    /** Several {@code **} in a row are one, and one at the end, where it needs a segment, is followed by {@code *}. */
    private static Segment[] segments(String text, int start) throws GlobException {
        if (text.length() == start) {
            throw new GlobException("the glob is empty", "write ** for everything", start);
        }
        if (text.charAt(start) == '/') {
            throw new GlobException(
                    "a glob does not begin with `/`", "drop it: globs start at the repository's root anyway", start);
        }
        List<Segment> segments = new ArrayList<>();
        Segment last = null;
        int from = start;
        int slash;
        do {
            slash = text.indexOf('/', from);
            int to = slash < 0 ? text.length() : slash;
            if (from == to && slash >= 0) {
                throw new GlobException("there is nothing between two `/`", "drop one of them", from);
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

    public String pattern() {
        return pattern;
    }

    /** Whether it begins with {@code !}. */
    public boolean negative() {
        return negative;
    }

    /** How many patterns the braces stand for, 1 without braces: the measure of what a glob costs. */
    public int size() {
        return alternatives.size();
    }

    List<Segment[]> alternatives() {
        return alternatives;
    }

    /** Whether it matches the whole path; of a negative glob, whether what follows the {@code !} does. */
    public boolean matches(String path) {
        byte[] bytes = PathBytes.encode(path);
        for (Segment[] alternative : alternatives) {
            if (matches(alternative, bytes)) {
                return true;
            }
        }
        return false;
    }

    /** Only the last {@code **} is ever tried again, as with the last star inside a segment. */
    private static boolean matches(Segment[] wanted, byte[] path) {
        int from = 0;
        int next = 0;
        int deep = -1;
        int resume = 0;
        while (from <= path.length) {
            if (next < wanted.length && wanted[next] == Segment.DEEP) {
                deep = next++;
                resume = from;
                continue;
            }
            int to = segmentEnd(path, from);
            if (next < wanted.length && wanted[next].matches(path, from, to)) {
                from = to + 1;
                next++;
            } else if (deep >= 0) {
                resume = segmentEnd(path, resume) + 1;
                from = resume;
                next = deep + 1;
            } else {
                return false;
            }
        }
        return next == wanted.length;
    }

    private static int segmentEnd(byte[] path, int from) {
        int to = from;
        while (to < path.length && path[to] != '/') {
            to++;
        }
        return to;
    }

    /** A glob that matches the given path and nothing else; also fit to be a part of a longer glob. */
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

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob that && pattern.equals(that.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
