package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.disk.FileNameBytes;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Which paths and link targets outputs may have: inside of the repository, and outside of git's directories. */
final class OutputPaths {

    /** Where an archive has its list; no output is called so. */
    static final String LIST = ".mergeability-outputs";

    private static final int MAX_BYTES = 4096;

    private OutputPaths() {}

    /** A path fit to print. */
    static String shown(String path) {
        return "`" + SafeText.text(path) + "`";
    }

    /** What is wrong with a path, to be read after it; null if nothing is. */
    static String problem(String path) {
        if (path.isEmpty()) {
            return "is an empty path";
        }
        if (path.equals(LIST)) {
            return "is the name of the list in an archive";
        }
        if (path.length() > MAX_BYTES || FileNameBytes.of(path) == null || FileNameBytes.of(path).length > MAX_BYTES) {
            return "is longer than " + MAX_BYTES + " bytes, or no path";
        }
        if (path.indexOf('\0') >= 0) {
            return "contains a NUL";
        }
        for (int from = 0; from <= path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            String name = path.substring(from, to);
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                return "is not a path inside of the repository";
            }
            if (isGit(name)) {
                return "is inside of a git directory";
            }
            from = to + 1;
        }
        return null;
    }

    /** What is wrong with the target of a link, to be read after the link's path; null if nothing is. */
    static String linkProblem(String path, String target) {
        byte[] bytes = FileNameBytes.of(target);
        if (target.isEmpty() || target.indexOf('\0') >= 0 || bytes == null || bytes.length > MAX_BYTES) {
            return "is a link without a usable target";
        }
        if (target.startsWith("/") || target.startsWith("\\") || hasDrive(target)) {
            return "is an absolute link, to " + shown(target);
        }
        Deque<String> at = new ArrayDeque<>();
        for (String name : path.split("/")) {
            at.addLast(name);
        }
        at.removeLast();
        for (String name : target.split("[/\\\\]")) {
            if (name.equals("..")) {
                if (at.pollLast() == null) {
                    return "is a link that leaves the repository, to " + shown(target);
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                if (isGit(name)) {
                    return "is a link into a git directory, to " + shown(target);
                }
                at.addLast(name);
            }
        }
        return null;
    }

    private static boolean hasDrive(String target) {
        return target.length() > 1 && target.charAt(1) == ':' && Character.isLetter(target.charAt(0));
    }

    /** Whether some file system takes the name for {@code .git}, as git itself decides it. */
    static boolean isGit(String name) {
        int end = name.indexOf(':');
        StringBuilder plain = new StringBuilder(4);
        for (int i = 0; i < (end < 0 ? name.length() : end); i++) {
            char c = name.charAt(i);
            if (!isIgnoredByHfs(c)) {
                plain.append(c);
            }
        }
        int length = plain.length();
        while (length > 0 && (plain.charAt(length - 1) == '.' || plain.charAt(length - 1) == ' ')) {
            length--;
        }
        plain.setLength(length);
        if (length < 4 || length > 5) {
            return false;
        }
        String folded = plain.toString().toLowerCase(Locale.ROOT);
        return folded.equals(".git") || folded.equals("git~1");
    }

    private static boolean isIgnoredByHfs(char c) {
        return c >= 0x200C && c <= 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x206A && c <= 0x206F || c == 0xFEFF;
    }

    /** The path of the directory it is in; empty at the top. */
    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
