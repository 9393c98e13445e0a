package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files made to cost time or memory, with what each must end in. Run as a program it reads them all in one small heap. */
final class HostileMaps {

    private HostileMaps() {}

    /** Reads every one and prints its name, the milliseconds it took, and the first kind of problem. */
    public static void main(String[] args) {
        for (String name : expected().keySet()) {
            byte[] content = content(name);
            long start = System.nanoTime();
            String end;
            try {
                MapReader.read("components.yaml", content);
                end = "READ";
            } catch (MapException e) {
                end = e.problems().get(0).kind().name();
                if (e.render().length() > 100_000) {
                    end += " in too many words";
                }
            }
            System.out.println(name + " " + (System.nanoTime() - start) / 1_000_000 + " " + end);
        }
    }

    static Map<String, ProblemKind> expected() {
        Map<String, ProblemKind> all = new LinkedHashMap<>();
        all.put("alias-bomb", ProblemKind.TOO_MANY_VALUES);
        all.put("merge-bomb", ProblemKind.TOO_MANY_VALUES);
        all.put("50-megabytes", ProblemKind.TOO_LARGE);
        all.put("deep-brackets", ProblemKind.TOO_DEEP);
        all.put("deep-braces", ProblemKind.TOO_DEEP);
        all.put("deep-dashes", ProblemKind.TOO_DEEP);
        all.put("deep-questions", ProblemKind.TOO_DEEP);
        all.put("deep-lines", ProblemKind.TOO_DEEP);
        all.put("many-values", ProblemKind.TOO_MANY_VALUES);
        all.put("long-line", ProblemKind.LONG_LINE);
        all.put("long-lines", ProblemKind.LONG_VALUE);
        all.put("long-folded", ProblemKind.LONG_VALUE);
        all.put("long-block", ProblemKind.LONG_VALUE);
        all.put("long-comment", ProblemKind.NO_MAP);
        all.put("many-anchors", ProblemKind.TOO_MANY_VALUES);
        all.put("same-keys", ProblemKind.DUPLICATE_KEY);
        all.put("same-late-keys", ProblemKind.DUPLICATE_KEY);
        all.put("unknown-keys", ProblemKind.UNKNOWN_KEY);
        all.put("unknown-names", ProblemKind.UNKNOWN_COMPONENT);
        all.put("near-names", ProblemKind.UNKNOWN_COMPONENT);
        all.put("unknown-needs", ProblemKind.UNKNOWN_JOB);
        all.put("many-cycles", ProblemKind.DEPENDENCY_CYCLE);
        all.put("long-cycle", ProblemKind.DEPENDENCY_CYCLE);
        all.put("late-utf-8", ProblemKind.NOT_UTF_8);
        all.put("late-control", ProblemKind.CONTROL_CHARACTER);
        all.put("nuls", ProblemKind.CONTROL_CHARACTER);
        all.put("many-braces", ProblemKind.BAD_GLOB);
        all.put("many-patterns", ProblemKind.TOO_MANY_PATTERNS);
        all.put("unclosed-quote", ProblemKind.SYNTAX);
        all.put("directives", ProblemKind.SYNTAX);
        return all;
    }

    static byte[] content(String name) {
        int size = 3_900_000;
        return switch (name) {
            case "alias-bomb" -> bytes(bomb());
            case "merge-bomb" -> bytes(mergeBomb());
            case "50-megabytes" -> loaded(50_000_000);
            case "deep-brackets" -> filled(60_000, '[');
            case "deep-braces" -> bytes("{a: ".repeat(15_000));
            case "deep-dashes" -> bytes("- ".repeat(30_000));
            case "deep-questions" -> bytes("? ".repeat(30_000));
            case "deep-lines" -> bytes("[\n".repeat(size / 2));
            case "many-values" -> bytes("components:\n" + "- a\n".repeat(size / 4));
            case "long-line" -> bytes("components: " + "x".repeat(size));
            case "long-lines" -> bytes("components: \"" + ("x".repeat(65_000) + "\n").repeat(59) + "\"");
            case "long-folded" -> bytes("components: " + "x x x x\n ".repeat(size / 9));
            case "long-block" -> bytes("components: |\n" + "  x x x x\n".repeat(size / 10));
            case "long-comment" -> bytes(("# " + "x".repeat(60_000) + "\n").repeat(64));
            case "many-anchors" -> bytes(repeated("- &a%d x\n", 300_000));
            case "same-keys" -> bytes("components:\n" + "  a: {}\n".repeat(80_000));
            case "same-late-keys" ->
                bytes("components:\n" + repeated("  a%d: {}\n", 60_000) + "  a59999: {}\n".repeat(50_000));
            case "unknown-keys" -> bytes(repeated("dependsOm%d: {}\n", 60_000));
            case "unknown-names" ->
                bytes("components:\n" + repeated("  component-%1$d: {dependsOn: [componemt-%1$d]}\n", 30_000));
            case "near-names" ->
                bytes("components:\n" + repeated("  " + "n".repeat(90) + "%d: {}\n", 30_000) + "  a: {dependsOn: ["
                        + repeated("n" + "n".repeat(89) + "x%d, ", 400) + "]}\n");
            case "unknown-needs" ->
                bytes("components:\n" + repeated("  c%d: {jobs: {a: {needs: [b], run: x}}}\n", 15_000));
            case "many-cycles" ->
                bytes("components:\n  c15000: {}\n"
                        + repeated("  c%1$d: {dependsOn: [c0, c1, c2, c3, c%2$d]}\n", 15_000));
            case "long-cycle" ->
                bytes("components:\n" + repeated("  c%1$d: {dependsOn: c%2$d}\n", 40_000)
                        + "  c40000: {dependsOn: c0}");
            case "late-utf-8" -> with(filled(size, '\n'), size - 1, 0xFF);
            case "late-control" -> with(filled(size, '\n'), size - 1, 1);
            case "nuls" -> filled(size, 0);
            case "many-braces" -> bytes("components: {a: {paths: '" + "{a,b}".repeat(800) + "'}}\n");
            case "many-patterns" -> bytes(manyPatterns());
            case "unclosed-quote" -> bytes("components: '" + "x\n ".repeat(size / 3));
            case "directives" -> bytes("%TAG ! tag:x\n".repeat(size / 13));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String bomb() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            text.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [")
                    .append(("*a" + (i - 1) + ", ").repeat(10))
                    .append("]\n");
        }
        return text.toString();
    }

    private static String mergeBomb() {
        StringBuilder text = new StringBuilder("a0: &a0 {" + repeated("k%d: x, ", 100) + "}\n");
        for (int i = 1; i < 12; i++) {
            text.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" {<<: [")
                    .append(("*a" + (i - 1) + ", ").repeat(100))
                    .append("], x")
                    .append(i)
                    .append(": *a")
                    .append(i - 1)
                    .append("}\n");
        }
        return text.toString();
    }

    private static String repeated(String template, int times) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < times; i++) {
            text.append(template.replace("%1$d", Integer.toString(i))
                    .replace("%2$d", Integer.toString(i + 1))
                    .replace("%d", Integer.toString(i)));
        }
        return text.toString();
    }

    private static byte[] filled(int size, int value) {
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) value);
        return content;
    }

    /** As much of a large file as is ever loaded. */
    private static byte[] loaded(int size) {
        return filled(Math.min(size, MapReader.MAX_BYTES + 1), ' ');
    }

    private static byte[] with(byte[] content, int at, int value) {
        content[at] = (byte) value;
        return content;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String manyPatterns() {
        StringBuilder text = new StringBuilder("components:\n  a:\n    paths:\n");
        for (int i = 0; i < 40_000; i++) {
            text.append("      - '")
                    .append(i)
                    .append("{0,1,2,3,4,5,6,7,8,9}".repeat(3))
                    .append("'\n");
        }
        return text.toString();
    }
}
