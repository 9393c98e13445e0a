package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.glob.Glob;
import io.jenkins.plugins.mergeability.engine.glob.GlobException;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.MapLimits;
import io.jenkins.plugins.mergeability.engine.map.NameRules;
import io.jenkins.plugins.mergeability.engine.map.node.ListNode;
import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.DurationSyntax;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the value of a key as the type that the key takes. It reports a problem and returns null, or the valid rest. A text
 * is any single value as written: {@code 1.10} stays {@code 1.10}.
 */
final class ValueReader {

    private static final List<String> BOOLEANS = List.of("true", "false");

    private final Problems problems;
    private int patterns;

    ValueReader(Problems problems) {
        this.problems = problems;
    }

    /** A text that is not blank. */
    String text(Node node, String key) {
        if (node instanceof ScalarNode scalar && !scalar.isNull()) {
            if (!SafeText.isBlank(scalar.text)) {
                return scalar.text;
            }
            problems.add(ProblemKind.EMPTY, node, "", "`" + key + "`");
            return null;
        }
        return wrongType(node, key, "a text");
    }

    /** A name by the rules for names in a map. */
    String name(Node node, String key) {
        String text = text(node, key);
        return text == null || isName(node, text, "the name of a " + key) ? text : null;
    }

    /** Whether a text of a node is a valid name; reports it if not. */
    boolean isName(Node node, String text, String use) {
        return NameRules.isName(text)
                || badName(node, text, use, "a name has letters, digits, `_` and, not as the first, `.` `+` `-`");
    }

    /** Whether the text of a node is a valid name of a component; reports it if not. */
    boolean isComponentName(ScalarNode node) {
        return NameRules.isComponentName(node.text)
                || badName(
                        node,
                        node.text,
                        "the name of a component",
                        "a name is like `app`, `packages/app` or `@scope/app`: letters, digits, `_` and, not as the"
                                + " first, `.` `+` `-`");
    }

    private boolean badName(Node node, String text, String use, String hint) {
        problems.add(
                ProblemKind.BAD_NAME,
                node,
                text.length() > NameRules.MAX_LENGTH
                        ? "a name has at most " + NameRules.MAX_LENGTH + " characters"
                        : hint,
                SafeText.text(text),
                use);
        return false;
    }

    boolean bool(Node node, String key) {
        if (node instanceof ScalarNode scalar && scalar.type() == ScalarNode.Type.BOOLEAN) {
            return scalar.text.charAt(0) == 't' || scalar.text.charAt(0) == 'T';
        }
        wrongType(node, key, "`true` or `false`");
        return false;
    }

    /** A number in a range; the minimum if it is invalid. */
    int number(Node node, String key, int min, int max) {
        if (!(node instanceof ScalarNode scalar) || scalar.type() != ScalarNode.Type.INTEGER) {
            wrongType(node, key, "a whole number");
            return min;
        }
        int start = scalar.text.charAt(0) == '+' ? 1 : 0;
        long number = scalar.text.length() - start > 9 ? Long.MAX_VALUE : decimal(scalar.text, start);
        if (number < min || number > max) {
            problems.add(ProblemKind.BAD_NUMBER, node, "", key, min, max, SafeText.text(scalar.text));
            return min;
        }
        return (int) number;
    }

    /** The number in decimal digits; -1 for anything else, such as hexadecimal. */
    private static long decimal(String text, int start) {
        long number = 0;
        for (int index = start; index < text.length(); index++) {
            int digit = text.charAt(index) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** One of the valid words; null if it is not. */
    String choice(Node node, String key, List<String> valid) {
        String text = text(node, key);
        if (text == null || valid.contains(text)) {
            return text;
        }
        String last = "`" + valid.get(valid.size() - 1) + "`";
        String all = valid.size() == 1
                ? last
                : "`" + String.join("`, `", valid.subList(0, valid.size() - 1)) + "` or " + last;
        problems.add(
                ProblemKind.BAD_CHOICE,
                node,
                problems.didYouMean(text, valid, "it is " + all),
                key,
                SafeText.text(text));
        return null;
    }

    Duration duration(Node node, String key) {
        String text = text(node, key);
        if (text == null) {
            return null;
        }
        long seconds = DurationSyntax.parse(text);
        if (seconds < 0) {
            boolean bare = ((ScalarNode) node).type() == ScalarNode.Type.INTEGER;
            String hint = bare
                    ? "give a unit: `" + SafeText.text(text) + "s`, `" + SafeText.text(text) + "m` or `"
                            + SafeText.text(text) + "h`"
                    : "write it like `90s`, `20m`, `1h30m` or `2d`";
            problems.add(ProblemKind.BAD_DURATION, node, hint, SafeText.text(text));
            return null;
        }
        if (seconds == 0 || seconds > BlockOptions.MAX_TIMEOUT.getSeconds()) {
            problems.add(ProblemKind.DURATION_RANGE, node, "", SafeText.text(text));
            return null;
        }
        return Duration.ofSeconds(seconds);
    }

    /** A relative directory, in its shortest form. */
    String directory(Node node, String key) {
        return directory(node, key, false);
    }

    /** The same for a kind: a {@code *} as its last part stands for the end of the component's name. */
    String kindDirectory(Node node, String key, String endOfName) {
        String directory = directory(node, key, false);
        int any = directory == null ? -1 : directory.indexOf('*');
        if (any < 0) {
            return directory;
        }
        if (any == directory.length() - 1 && (any == 0 || directory.charAt(any - 1) == '/')) {
            return directory.substring(0, any) + endOfName;
        }
        problems.add(
                ProblemKind.BAD_DIRECTORY,
                node,
                "",
                SafeText.text(directory),
                "in a kind, `*` can only be its last part, and stands for the end of the component's name");
        return null;
    }

    /** The same for commands: with a leading {@code /} it starts at the top of the repository. */
    String commandDirectory(Node node, String key) {
        return directory(node, key, true);
    }

    private String directory(Node node, String key, boolean mayStartAtTop) {
        String text = text(node, key);
        if (text == null) {
            return null;
        }
        boolean fromTop = mayStartAtTop && text.charAt(0) == '/';
        String relative = fromTop ? text.length() == 1 ? "." : text.substring(1) : text;
        String wrong = DirectoryPath.problem(relative);
        if (wrong == null) {
            String directory = DirectoryPath.normalize(relative);
            return !fromTop ? directory : directory.equals(".") ? "/" : "/" + directory;
        }
        problems.add(ProblemKind.BAD_DIRECTORY, node, "", SafeText.text(text), wrong);
        return null;
    }

    /** Paths of files that start at the top of the repository. */
    List<String> files(Node node, String key) {
        List<String> files = new ArrayList<>(2);
        for (ScalarNode text : texts(node, key)) {
            String wrong = DirectoryPath.problem(text.text);
            if (wrong == null && text.text.indexOf('*') >= 0) {
                wrong = "name each file, without `*`";
            }
            String file = wrong == null ? DirectoryPath.normalize(text.text) : "";
            if (wrong == null && (file.equals(".") || text.text.endsWith("/"))) {
                wrong = "it is a directory";
            }
            if (wrong == null) {
                files.add(file);
            } else {
                problems.add(ProblemKind.BAD_FILE, text, "", SafeText.text(text.text), wrong);
            }
        }
        return files;
    }

    /** The nodes of the texts of a list, or of a single text, without duplicates. */
    List<ScalarNode> texts(Node node, String key) {
        if (!(node instanceof ListNode list)) {
            return node instanceof MapNode || node.isNull()
                    ? wrongType(node, key, "a text or a list of texts", List.of())
                    : text(node, key) == null ? List.of() : List.of((ScalarNode) node);
        }
        List<ScalarNode> texts = new ArrayList<>(list.items.size());
        UniqueTexts unique = new UniqueTexts();
        for (int i = 0; i < list.items.size(); i++) {
            Node item = list.items.get(i);
            if (!(item instanceof ScalarNode scalar) || item.isNull()) {
                problems.add(ProblemKind.WRONG_TYPE, item, "", "an item of `" + key + "`", "a text", item.described());
            } else if (SafeText.isBlank(scalar.text)) {
                problems.add(ProblemKind.EMPTY, item, "", "an item of `" + key + "`");
            } else if (!unique.add(scalar.text)) {
                problems.add(ProblemKind.DUPLICATE_ITEM, item, "remove one", SafeText.text(scalar.text));
            } else {
                texts.add(scalar);
            }
        }
        return texts;
    }

    List<String> names(Node node, String key, String use) {
        List<String> names = new ArrayList<>(2);
        for (ScalarNode text : texts(node, key)) {
            if (isName(text, text.text, use)) {
                names.add(text.text);
            }
        }
        return names;
    }

    /** Globs that start at the top of the repository. */
    List<String> globs(Node node, String key) {
        return globs(node, key, false, null);
    }

    /**
     * Globs that start at the top of the repository or, with a leading {@code ./}, at the root of a component; the result
     * starts at the top.
     */
    List<String> claimedGlobs(Node node, String key, String root) {
        return globs(node, key, false, root);
    }

    /** Globs that start at the root of a component or, with a leading {@code /}, at the top of the repository. */
    List<String> jobGlobs(Node node, String key) {
        return globs(node, key, true, null);
    }

    private List<String> globs(Node node, String key, boolean ofJob, String root) {
        List<ScalarNode> texts = texts(node, key);
        List<String> globs = new ArrayList<>(texts.size());
        boolean positive = false;
        for (int i = 0; i < texts.size(); i++) {
            ScalarNode text = texts.get(i);
            globs.add(root == null ? text.text : fromTop(text.text, root));
            positive |= text.text.charAt(0) != '!';
            if (patterns <= MapLimits.PATTERNS) {
                checkGlob(text, ofJob, root != null);
            }
        }
        if (!positive && !texts.isEmpty()) {
            problems.add(ProblemKind.ONLY_NEGATIVE_GLOBS, node, "add what it excludes from, such as `**`", key);
        }
        return globs;
    }

    private static String fromTop(String glob, String root) {
        int start = glob.startsWith("!") ? 1 : 0;
        if (!glob.startsWith("./", start)) {
            return glob;
        }
        String below = glob.substring(start + 2);
        return glob.substring(0, start) + (root.equals(".") ? below : Glob.quote(root) + "/" + below);
    }

    private void checkGlob(ScalarNode node, boolean ofJob, boolean claimed) {
        int start = node.text.startsWith("!") ? 1 : 0;
        int prefix =
                ofJob && node.text.startsWith("/", start) ? 1 : claimed && node.text.startsWith("./", start) ? 2 : 0;
        String glob = prefix > 0 ? node.text.substring(0, start) + node.text.substring(start + prefix) : node.text;
        try {
            patterns += Glob.parse(glob).size();
        } catch (GlobException e) {
            badGlob(node, e, e.offset() >= start ? e.offset() + prefix : e.offset());
        }
        if (patterns > MapLimits.PATTERNS) {
            problems.add(
                    ProblemKind.TOO_MANY_PATTERNS,
                    node,
                    "use fewer braces: `{a,b}/{c,d}` expands to four patterns",
                    Integer.toString(MapLimits.PATTERNS));
        }
    }

    private void badGlob(ScalarNode node, GlobException e, int offset) {
        int column = node.column;
        int length = node.length;
        if (node.verbatim) {
            int before = node.text.codePointCount(0, Math.min(offset, node.text.length()));
            column += before;
            length = 1;
        }
        problems.add(
                ProblemKind.BAD_GLOB,
                node.line,
                column,
                length,
                node.path,
                SafeText.text(e.hint()),
                SafeText.text(node.text),
                SafeText.text(e.getMessage()));
    }

    /** Texts by environment variable; those of {@code env} may be empty. */
    Map<String, String> variables(Node node, String key, boolean mayBeEmpty) {
        if (!(node instanceof MapNode map)) {
            return wrongType(node, key, "a map of variables", Map.of());
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < map.size(); i++) {
            ScalarNode name = map.key(i);
            Node value = map.value(i);
            boolean named = NameRules.isVariable(name.text);
            if (!named) {
                problems.add(
                        ProblemKind.BAD_NAME,
                        name,
                        "a variable has letters, digits and `_`, no digit first",
                        SafeText.text(name.text),
                        "the name of a variable");
            }
            boolean empty = mayBeEmpty && value instanceof ScalarNode scalar && !scalar.isNull();
            String text = empty ? ((ScalarNode) value).text : text(value, SafeText.text(name.text));
            if (named && text != null) {
                variables.put(name.text, text);
            }
        }
        return variables;
    }

    <T> T wrongType(Node node, String key, String expected) {
        return wrongType(node, key, expected, null);
    }

    private <T> T wrongType(Node node, String key, String expected, T otherwise) {
        String hint = "";
        if (node instanceof ScalarNode scalar && !scalar.isNull()) {
            String lower = scalar.text.toLowerCase(java.util.Locale.ROOT);
            if (expected.contains("true") && List.of("yes", "on", "no", "off").contains(lower)) {
                hint = "write `" + BOOLEANS.get(lower.startsWith("n") || lower.equals("off") ? 1 : 0) + "`";
            } else if (scalar.type() == ScalarNode.Type.STRING
                    && ScalarNode.typeOfPlain(scalar.text) != ScalarNode.Type.STRING) {
                hint = "remove the quotes";
            }
        }
        problems.add(ProblemKind.WRONG_TYPE, node, hint, "`" + key + "`", expected, node.described());
        return otherwise;
    }
}
