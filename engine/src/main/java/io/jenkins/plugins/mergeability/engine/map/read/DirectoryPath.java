package io.jenkins.plugins.mergeability.engine.map.read;

/** Paths of directories in a map: relative, with {@code /}, without {@code ..}. */
final class DirectoryPath {

    private DirectoryPath() {}

    /** The problem of a path; null if it is valid. */
    static String problem(String text) {
        if (text.indexOf('\\') >= 0) {
            return "use `/` between directories";
        }
        char first = Character.toLowerCase(text.charAt(0));
        boolean drive = text.length() > 1 && text.charAt(1) == ':' && first >= 'a' && first <= 'z';
        if (first == '/' || drive) {
            return "it must be relative";
        }
        int start = 0;
        for (int slash = text.indexOf('/'); ; slash = text.indexOf('/', start)) {
            int end = slash < 0 ? text.length() : slash;
            if (end - start == 2 && text.startsWith("..", start)) {
                return "it must not have `..`";
            }
            if (slash < 0) {
                return null;
            }
            start = slash + 1;
        }
    }

    /** The shortest path of the same directory; {@code "."} for the start. */
    static String normalize(String text) {
        boolean shortest = text.charAt(text.length() - 1) != '/'
                && text.charAt(0) != '.'
                && text.indexOf("//") < 0
                && text.indexOf("/.") < 0;
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
