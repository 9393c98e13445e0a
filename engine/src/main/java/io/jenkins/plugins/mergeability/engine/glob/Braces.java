package io.jenkins.plugins.mergeability.engine.glob;

import java.util.ArrayList;
import java.util.List;

/** Expands <code>{a,b}</code> into one pattern for each alternative, within limits. */
final class Braces {
    private static final int MAX_ALTERNATIVES = 1000;
    private static final int MAX_CHARACTERS = 200_000;
    private static final int MAX_DEPTH = 50;

    private final String pattern;
    private int at;

    private Braces(String pattern, int start) {
        this.pattern = pattern;
        this.at = start;
    }

    /** The alternatives of the pattern from {@code start} on, in the order of the braces. */
    static List<String> expand(String pattern, int start) throws GlobException {
        return new Braces(pattern, start).sequence(0);
    }

    private List<String> sequence(int depth) throws GlobException {
        List<String> heads = List.of("");
        int from = at;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '{') {
                heads = product(heads, List.of(pattern.substring(from, at)));
                heads = product(heads, group(depth + 1));
                from = at;
            } else if (depth > 0 && (c == ',' || c == '}')) {
                break;
            } else if (c == '\\') {
                at = CharClass.escape(pattern, at, pattern.length(), Segment.SPECIALS) + 1;
            } else if (c == '[') {
                at = CharClass.parse(pattern, at, pattern.length()).end;
            } else {
                at++;
            }
        }
        return product(heads, List.of(pattern.substring(from, at)));
    }

    private List<String> group(int depth) throws GlobException {
        int open = at;
        if (depth > MAX_DEPTH) {
            throw new GlobException("braces are nested more than " + MAX_DEPTH + " deep", "write several globs", open);
        }
        List<String> alternatives = new ArrayList<>();
        do {
            at++;
            alternatives.addAll(sequence(depth));
            check(alternatives.size(), 0, open);
            if (at == pattern.length()) {
                throw new GlobException("`{` has no `}`", "close it, or write \\{ for the character itself", open);
            }
        } while (pattern.charAt(at) == ',');
        at++;
        return alternatives;
    }

    private List<String> product(List<String> heads, List<String> tails) throws GlobException {
        if (heads.size() == 1 && heads.get(0).isEmpty()) {
            return tails;
        }
        check((long) heads.size() * tails.size(), 0, at);
        List<String> all = new ArrayList<>(heads.size() * tails.size());
        long characters = 0;
        for (String head : heads) {
            for (String tail : tails) {
                characters += head.length() + tail.length();
                check(all.size(), characters, at);
                all.add(head.concat(tail));
            }
        }
        return all;
    }

    private void check(long alternatives, long characters, int offset) throws GlobException {
        if (alternatives > MAX_ALTERNATIVES || characters > MAX_CHARACTERS) {
            String bound = alternatives > MAX_ALTERNATIVES
                    ? MAX_ALTERNATIVES + " alternatives"
                    : MAX_CHARACTERS + " characters";
            throw new GlobException(
                    "the braces expand to more than " + bound,
                    "use * or ** instead of some of them, or several globs",
                    Math.min(offset, pattern.length()));
        }
    }
}
