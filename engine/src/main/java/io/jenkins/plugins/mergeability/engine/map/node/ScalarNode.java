package io.jenkins.plugins.mergeability.engine.map.node;

import io.jenkins.plugins.mergeability.engine.text.SafeText;

/** A single value: its text as it was written, and the type YAML 1.2 gives it. */
public final class ScalarNode extends Node {

    /** The types of YAML's core schema, which are those of JSON. */
    public enum Type {
        STRING("a string"),
        INTEGER("a whole number"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        NULL("nothing");

        private final String described;

        Type(String described) {
            this.described = described;
        }
    }

    public final String text;

    /** Whether the file has exactly this text at the start position. */
    public final boolean verbatim;

    /** The type where it is known; null for a plain scalar of YAML, whose type follows from its text. */
    private final Type known;

    public ScalarNode(String text, Type known, boolean verbatim, int line, int column, int length, String path) {
        super(line, column, length, path);
        this.text = text;
        this.known = known;
        this.verbatim = verbatim;
    }

    public Type type() {
        return known != null ? known : typeOfPlain(text);
    }

    @Override
    public String described() {
        Type type = type();
        return type == Type.NULL || type == Type.STRING ? type.described : "`" + SafeText.text(text) + "`";
    }

    @Override
    public int weight() {
        return 1;
    }

    /** The type of a text without quotes, by the core schema of YAML 1.2: {@code yes} and {@code 1:30} are strings. */
    public static Type typeOfPlain(String text) {
        if (text.isEmpty()) {
            return Type.NULL;
        }
        char first = text.charAt(0);
        if (first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.') {
            return typeOfNumber(text);
        }
        return switch (text) {
            case "~", "null", "Null", "NULL" -> Type.NULL;
            case "true", "True", "TRUE", "false", "False", "FALSE" -> Type.BOOLEAN;
            default -> Type.STRING;
        };
    }

    private static Type typeOfNumber(String text) {
        if (text.startsWith("0x")) {
            return isAll(text, 2, 16) ? Type.INTEGER : Type.STRING;
        }
        if (text.startsWith("0o")) {
            return isAll(text, 2, 8) ? Type.INTEGER : Type.STRING;
        }
        int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        if (isAll(text, start, 10)) {
            return Type.INTEGER;
        }
        switch (text.substring(start)) {
            case ".inf", ".Inf", ".INF":
                return Type.NUMBER;
            case ".nan", ".NaN", ".NAN":
                return start == 0 ? Type.NUMBER : Type.STRING;
            default:
        }
        int digits = 0;
        int index = start;
        for (; index < text.length() && (isDigit(text, index) || text.charAt(index) == '.'); index++) {
            if (text.charAt(index) == '.' && text.indexOf('.') != index) {
                return Type.STRING;
            }
            digits += isDigit(text, index) ? 1 : 0;
        }
        if (digits == 0) {
            return Type.STRING;
        }
        if (index < text.length() && (text.charAt(index) == 'e' || text.charAt(index) == 'E')) {
            index++;
            if (index < text.length() && (text.charAt(index) == '-' || text.charAt(index) == '+')) {
                index++;
            }
            return isAll(text, index, 10) ? Type.NUMBER : Type.STRING;
        }
        return index == text.length() ? Type.NUMBER : Type.STRING;
    }

    private static boolean isDigit(String text, int index) {
        return text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private static boolean isAll(String text, int from, int radix) {
        for (int index = from; index < text.length(); index++) {
            if (text.charAt(index) > 'f' || Character.digit(text.charAt(index), radix) < 0) {
                return false;
            }
        }
        return from < text.length();
    }
}
