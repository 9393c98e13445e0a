package io.jenkins.plugins.mergeability.engine.glob;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random globs, each with the regular expression that says the same, and random paths that they have a chance with. */
final class Globs {
    private Globs() {}

    /** A glob or a part of one, and the same as a regular expression. */
    record Pair(String glob, String regex) {
        Pair then(Pair next) {
            return new Pair(glob + next.glob, regex + next.regex);
        }
    }

    private static final Pair SLASH = new Pair("/", "/");
    private static final Pair NAME = new Pair("a", "a");

    static Arbitrary<Pair> globs() {
        Arbitrary<Pair> whole = segment(2).filter(Globs::staysInItsDirectory);
        Arbitrary<Pair> directory = Arbitraries.frequencyOf(
                Tuple.of(4, whole.map(segment -> segment.then(SLASH))),
                Tuple.of(1, Arbitraries.of(new Pair("**/", "(?:[^/]+/)*"))));
        Arbitrary<Pair> end = Arbitraries.frequencyOf(
                Tuple.of(4, whole),
                Tuple.of(1, Arbitraries.of(new Pair("**", ".+"))),
                Tuple.of(1, whole.map(segment -> segment.then(new Pair("/", "/.+")))));
        return Combinators.combine(directory.list().ofMaxSize(3), end)
                .as((directories, last) -> directories.stream()
                        .reduce(Pair::then)
                        .map(first -> first.then(last))
                        .orElse(last))
                .filter(glob -> glob.glob().chars().filter(c -> c == '{').count() <= 6);
    }

    /** Whether no alternative of the segment, as <code>*{*,a}</code> has one, is {@code **}. */
    private static boolean staysInItsDirectory(Pair segment) {
        try {
            return !Braces.expand(segment.glob(), 0).contains("**");
        } catch (GlobException e) {
            return false;
        }
    }

    static Arbitrary<String> lists() {
        return Combinators.combine(Arbitraries.of("", "", "", "!"), globs()).as((sign, pair) -> sign + pair.glob());
    }

    /** What the JDK's globs understand alike: one level of braces, no {@code **} but at the end. */
    static Arbitrary<String> sharedWithTheJdk() {
        Arbitrary<String> piece =
                Arbitraries.of("a", "b", ".", "c", "?", "[ab]", "[!a]", "[a-c]", "{a,bb}", "{.a,?b}", "\\*");
        Arbitrary<String> segment = Combinators.combine(piece, Arbitraries.of("*", "?", ""), piece.injectNull(0.5))
                .as((first, middle, last) -> first + middle + (last == null ? "*" : last))
                .filter(text -> !text.equals("..") && !text.contains("**"));
        return Combinators.combine(segment.list().ofMinSize(1).ofMaxSize(2), Arbitraries.of("", "/**"))
                .as((segments, end) -> String.join("/", segments) + end);
    }

    /** Paths in the letters of {@link #sharedWithTheJdk}, in ASCII as the JDK's paths follow the locale. */
    static Arbitrary<String> simplePaths() {
        return Arbitraries.strings()
                .withChars('a', 'b', 'c', '.')
                .ofMinLength(1)
                .ofMaxLength(3)
                .filter(name -> !name.equals(".") && !name.equals(".."))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(names -> String.join("/", names));
    }

    /** The last segment of a path is never empty, nor any other. */
    static Arbitrary<String> paths() {
        return Arbitraries.of(
                        "a", "b", "c", "ab", "bb", ".a", "é", "a*", "abc", "😀", "a\udc80", "b-c", "猫", "[a]", "!a")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(names -> String.join("/", names));
    }

    private static Arbitrary<Pair> segment(int depth) {
        return piece(depth)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(pieces -> pieces.stream().reduce(Pair::then).orElse(NAME));
    }

    private static Arbitrary<Pair> piece(int depth) {
        Arbitrary<Pair> simple = Arbitraries.of(
                NAME,
                NAME,
                new Pair("b", "b"),
                new Pair("é", "é"),
                new Pair("😀", "😀"),
                new Pair("*", "[^/]*"),
                new Pair("?", "[^/]"),
                new Pair("[ab]", "[ab]"),
                new Pair("[!a]", "[^a/]"),
                new Pair("[^b-é]", "[^b-é/]"),
                new Pair("[\udc80-\udcff]", "[\udc80-\udcff]"),
                new Pair("\\*", "\\*"),
                new Pair("\\[", "\\["));
        if (depth == 0) {
            return simple;
        }
        Arbitrary<Pair> braces = Combinators.combine(segment(depth - 1), segment(depth - 1))
                .as((one, two) -> new Pair(
                        "{" + one.glob() + "," + two.glob() + "}", "(?:" + one.regex() + "|" + two.regex() + ")"));
        return Arbitraries.frequencyOf(Tuple.of(7, simple), Tuple.of(1, braces));
    }
}
