package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;

/**
 * An error of the YAML parser in words that need no knowledge of the grammar.
 *
 * @param position the most likely position of the mistake
 * @param message the problem
 * @param hint how to fix it
 */
record SyntaxProblem(Position position, String message, String hint) {

    private static final String QUOTE = "put the value in quotes";
    private static final String INDENT = "check the indentation of this line and of the lines above it";

    /**
     * Translates a message of the parser.
     *
     * @param context what the parser was reading, or null
     * @param problem what it found there
     * @param at where it failed
     * @param from where the construct it was reading starts
     */
    static SyntaxProblem of(String context, String problem, Position at, Position from) {
        String what = context == null ? "" : context;
        String how = problem == null ? "" : problem;
        if (how.startsWith("found character ")) {
            return startOfValue(how, at);
        }
        if (how.startsWith("could not find expected ':'")) {
            return new SyntaxProblem(from, "expected `key: value`", INDENT);
        }
        if (how.startsWith("sequence entries are not allowed")) {
            return new SyntaxProblem(
                    at,
                    "a list item is not allowed here",
                    "start a list on a new line, with all its `-` in one column");
        }
        if (how.startsWith("mapping keys are not allowed")) {
            return new SyntaxProblem(at, "a value cannot start with `?`", QUOTE);
        }
        if (how.startsWith("mapping values are not allowed")) {
            return new SyntaxProblem(
                    at,
                    "a `:` is not allowed here",
                    "put a value with `: ` in it in quotes; or add the missing `:` to the line above");
        }
        if (what.contains("quoted scalar")) {
            return quoted(how, at, from);
        }
        if (what.endsWith("an alias") || what.endsWith("an anchor")) {
            String sign = what.endsWith("an alias") ? "*" : "&";
            return new SyntaxProblem(
                    from, "bad name after `" + sign + "`", "a value that starts with `" + sign + "` needs quotes");
        }
        if (what.endsWith("a tag") || how.startsWith("found undefined tag handle")) {
            return new SyntaxProblem(from, "bad tag", "a value that starts with `!` needs quotes");
        }
        if (what.endsWith("a block scalar")) {
            return new SyntaxProblem(
                    at,
                    "only an indentation, `-` or `+` can follow `|` or `>` on its line",
                    "start the text on the next line");
        }
        if (what.endsWith("directive")
                || how.contains("YAML directive")
                || how.contains("tag handle")
                || how.startsWith("found incompatible")) {
            return new SyntaxProblem(at, "bad directive", "a component map needs no line that starts with `%`");
        }
        return structure(what, how, at, from);
    }

    private static SyntaxProblem startOfValue(String problem, Position at) {
        int start = problem.indexOf('\'') + 1;
        String character = problem.substring(start, Math.max(start, problem.indexOf('\'', start)));
        if (character.contains("TAB")) {
            return new SyntaxProblem(at, "a tab cannot indent", "use spaces");
        }
        return new SyntaxProblem(at, "a value cannot start with `" + SafeText.text(character) + "`", QUOTE);
    }

    private static SyntaxProblem quoted(String problem, Position at, Position from) {
        if (problem.startsWith("found unexpected")) {
            return new SyntaxProblem(from, "this quote is not closed", "");
        }
        return new SyntaxProblem(at, "bad escape in double quotes", "double the backslash, or use single quotes");
    }

    private static SyntaxProblem structure(String context, String problem, Position at, Position from) {
        String found = found(problem);
        boolean atEnd = found.equals("the end of the file");
        if (context.endsWith("flow sequence") || context.endsWith("flow mapping")) {
            String open = context.endsWith("sequence") ? "[" : "{";
            String close = context.endsWith("sequence") ? "]" : "}";
            return atEnd
                    ? new SyntaxProblem(from, "this `" + open + "` is not closed", "")
                    : new SyntaxProblem(
                            at,
                            "expected `,` or `" + close + "`, found " + found,
                            "the `" + open + "` is at line " + from.line()
                                    + "; a value with such a character needs quotes");
        }
        if (context.endsWith("block collection")) {
            return new SyntaxProblem(
                    at, "expected another `-` of the list at line " + from.line() + ", found " + found, INDENT);
        }
        if (context.endsWith("block mapping")) {
            String hint = found.equals("a value") ? "put the whole value in quotes; or " + INDENT : INDENT;
            return new SyntaxProblem(
                    at, "expected another key of the map at line " + from.line() + ", found " + found, hint);
        }
        if (context.endsWith("node")) {
            return new SyntaxProblem(at, "expected a value, found " + found, INDENT);
        }
        if (problem.startsWith("expected '<document start>'")) {
            return new SyntaxProblem(at, "unexpected after the lines above", INDENT);
        }
        return new SyntaxProblem(at, "this is not YAML: " + SafeText.text(problem), INDENT);
    }

    private static String found(String problem) {
        int start = Math.max(problem.lastIndexOf("found '"), problem.lastIndexOf("but got "));
        String token = start < 0 ? "" : problem.substring(start + 7).strip().replace("'", "");
        return switch (token) {
            case "<stream end>", "<document end>" -> "the end of the file";
            case "<document start>" -> "`---`";
            case "<scalar>" -> "a value";
            case "<alias>" -> "an alias";
            case "<anchor>" -> "an anchor";
            case "<tag>" -> "a tag";
            case "<directive>" -> "a line that starts with `%`";
            case "<block end>" -> "a line with less indentation";
            case "<block mapping start>" -> "a map with another indentation";
            case "<block sequence start>", "-" -> "a list item";
            case "" -> "something else";
            default -> "`" + token + "`";
        };
    }

    void addTo(Problems problems) {
        problems.add(ProblemKind.SYNTAX, position.line(), position.column(), 1, null, hint, message);
    }
}
