package io.jenkins.plugins.mergeability.engine.lockfiles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code Cargo.lock}. Cargo writes a small part of TOML: tables, texts without escapes, and lists of texts. The
 * members of the workspace are the packages without a source; the file does not say which of their dependencies are for
 * development.
 */
final class CargoLock {

    private static final Pattern TABLE = Pattern.compile("\\[\\[?([a-z.]+)]]?");
    private static final Pattern VALUE =
            Pattern.compile("(\"[^\"\\\\]*\"|[A-Za-z0-9_-]+) = (\"[^\"\\\\]*\"|[0-9]+|\\[)");
    private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]*)\"");

    private final List<Map<String, Object>> packages = new ArrayList<>();
    private final Map<String, Object> header = new TreeMap<>();
    private final Map<String, List<Map<String, Object>>> byName = new HashMap<>();
    private int lines;

    private CargoLock() {}

    static LockFile read(byte[] content) throws UnreadableLockFileException {
        CargoLock lock = new CargoLock();
        lock.parse(LockData.text(content));
        return lock.file();
    }

    private void parse(String text) throws UnreadableLockFileException {
        Map<String, Object> table = header;
        List<Object> open = null;
        for (String line : (Iterable<String>) text.lines().map(String::strip)::iterator) {
            if (++lines > LockFileLimits.VALUES) {
                throw new UnreadableLockFileException("it is too large");
            }
            if (open != null) {
                open = item(line, open) ? open : null;
            } else if (line.startsWith("[")) {
                table = table(line);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                open = value(line, table);
            }
        }
        if (open != null) {
            throw new UnreadableLockFileException("it ends within a list");
        }
    }

    private Map<String, Object> table(String line) throws UnreadableLockFileException {
        Matcher table = TABLE.matcher(line);
        if (!table.matches()) {
            throw new UnreadableLockFileException("a table is not understood");
        }
        Map<String, Object> fresh = new LinkedHashMap<>();
        if (line.equals("[[package]]")) {
            packages.add(fresh);
        } else if (line.equals("[root]")) {
            throw new UnreadableLockFileException("it is of an old version");
        } else {
            // Unused patches and metadata are for all.
            header.put(String.format("%s %09d", table.group(1), header.size()), fresh);
        }
        return fresh;
    }

    /** Adds a value; returns its list if that goes on in the next lines. */
    private static List<Object> value(String line, Map<String, Object> table) throws UnreadableLockFileException {
        Matcher value = VALUE.matcher(line);
        if (!value.matches()) {
            throw new UnreadableLockFileException("a line is not understood");
        }
        String text = value.group(2);
        Object parsed = text;
        List<Object> open = null;
        if (text.equals("[")) {
            open = new ArrayList<>();
            parsed = open;
        } else if (text.startsWith("\"")) {
            parsed = text.substring(1, text.length() - 1);
        }
        if (table.put(value.group(1), parsed) != null) {
            throw new UnreadableLockFileException("a key is there twice");
        }
        return open;
    }

    /** Adds an item of a list; false at its end. */
    private static boolean item(String line, List<Object> list) throws UnreadableLockFileException {
        String text = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
        Matcher item = TEXT.matcher(text);
        if (item.matches()) {
            list.add(item.group(1));
        } else if (!line.equals("]")) {
            throw new UnreadableLockFileException("a list is not understood");
        }
        return !line.equals("]");
    }

    private LockFile file() throws UnreadableLockFileException {
        LockFile.Builder file = new LockFile.Builder();
        file.header(header);
        for (Map<String, Object> found : packages) {
            byName.computeIfAbsent(LockData.text(found, "name"), name -> new ArrayList<>(1))
                    .add(found);
        }
        for (Map<String, Object> found : packages) {
            List<LockFile.Edge> edges = new ArrayList<>();
            if (found.get("dependencies") instanceof List<?> dependencies) {
                for (Object dependency : dependencies) {
                    edges.add(edge(dependency.toString()));
                }
            }
            if (found.containsKey("replace")) {
                edges.add(edge(LockData.text(found, "replace")));
            }
            if (isMember(found)) {
                file.member(LockData.text(found, "name"), edges, List.of());
            } else {
                file.entry(key(found), LockData.text(found, "name"), LockData.text(found, "version"), found, edges);
            }
        }
        return file.build();
    }

    private static boolean isMember(Map<String, Object> found) {
        return !found.containsKey("source") && !found.containsKey("replace");
    }

    private static String key(Map<String, Object> found) {
        return LockData.text(found, "name") + " " + LockData.text(found, "version") + " "
                + LockData.text(found, "source");
    }

    /** A dependency: a name, with the version and the source where there are several of that name. */
    private LockFile.Edge edge(String written) throws UnreadableLockFileException {
        String[] words = written.split(" ", 3);
        Map<String, Object> only = null;
        for (Map<String, Object> found : byName.getOrDefault(words[0], List.of())) {
            boolean version = words.length < 2 || words[1].equals(LockData.text(found, "version"));
            boolean source = words.length < 3 || words[2].equals("(" + LockData.text(found, "source") + ")");
            if (version && source) {
                if (only != null) {
                    throw new UnreadableLockFileException("a dependency is ambiguous");
                }
                only = found;
            }
        }
        if (only == null) {
            throw new UnreadableLockFileException("a dependency is not in it");
        }
        return isMember(only)
                ? LockFile.Edge.toMember(written, LockData.text(only, "name"))
                : LockFile.Edge.to(written, key(only));
    }
}
