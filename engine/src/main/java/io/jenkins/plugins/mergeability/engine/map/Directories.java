package io.jenkins.plugins.mergeability.engine.map;

/** Directories as a map has them: relative, with {@code /}, never above where they start. */
final class Directories {

    private Directories() {}

    /** What is wrong with it; null where nothing is. */
    static String problem(String text) {
        if (text.indexOf('\\') >= 0) {
            return "use `/` between directories";
        }
        boolean drive = text.length() > 1 && text.charAt(1) == ':' && Character.isLetter(text.charAt(0));
        if (text.charAt(0) == '/' || drive) {
            return "it must be relative";
        }
        for (int start = 0; start >= 0; start = text.indexOf('/', start) + 1) {
            if (text.startsWith("..", start) && (start + 2 == text.length() || text.charAt(start + 2) == '/')) {
                return "it must not have `..`";
            }
            if (text.indexOf('/', start) < 0) {
                return null;
            }
        }
        return null;
    }

    /** The shortest text of the same directory; {@code "."} for where it starts. */
    static String normalize(String text) {
        boolean shortest = text.charAt(text.length() - 1) != '/' && text.charAt(0) != '.'
                && text.indexOf("//") < 0 && text.indexOf("/.") < 0;
        if (shortest) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (String segment : text.split("/")) {
            if (!segment.isEmpty() && !segment.equals(".")) {
                out.append(out.length() == 0 ? "" : "/").append(segment);
            }
        }
        return out.length() == 0 ? "." : out.toString();
    }
}
