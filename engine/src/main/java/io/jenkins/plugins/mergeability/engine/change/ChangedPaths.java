package io.jenkins.plugins.mergeability.engine.change;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Reads a list of changed paths, such as the output of {@code git diff --name-only} with or without {@code -z}. */
public final class ChangedPaths {

    private final byte[] bytes;
    private final String source;
    private final TreeSet<String> paths = new TreeSet<>();

    private ChangedPaths(byte[] bytes, String source) {
        this.bytes = bytes;
        this.source = source;
    }

    /**
     * The paths in a stream, read to its end.
     *
     * @param source the name of the stream in messages
     * @throws BadInputException as {@link #read(byte[], String)}
     * @throws ExternalFailureException if the stream cannot be read
     */
    public static List<String> read(InputStream stream, String source)
            throws BadInputException, ExternalFailureException {
        try {
            return read(stream.readAllBytes(), source);
        } catch (IOException e) {
            throw new ExternalFailureException(source + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The paths in a list, sorted and distinct. If the list has a NUL, they are literal and separated by NUL. Otherwise
     * there is one per line, and those in double quotes are unquoted as git quotes them.
     *
     * @param source the name of the list in messages
     * @throws BadInputException if a path cannot be a path of the repository
     */
    public static List<String> read(byte[] bytes, String source) throws BadInputException {
        ChangedPaths reader = new ChangedPaths(withoutByteOrderMark(bytes), source);
        reader.readAll();
        return List.copyOf(reader.paths);
    }

    /** PowerShell's redirection writes UTF-16, which would look like a list separated by NUL. */
    private static byte[] withoutByteOrderMark(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        if (first == 0xFFFE || first == 0xFEFF) {
            Charset charset = first == 0xFFFE ? UTF_16LE : UTF_16BE;
            return GitPath.encode(new String(bytes, 2, bytes.length - 2, charset));
        }
        if (first == 0xEFBB && bytes.length > 2 && (bytes[2] & 0xFF) == 0xBF) {
            return Arrays.copyOfRange(bytes, 3, bytes.length);
        }
        return bytes;
    }

    private void readAll() throws BadInputException {
        boolean lines = indexOf((byte) 0, 0) == bytes.length;
        byte separator = (byte) (lines ? '\n' : 0);
        int number = 1;
        for (int from = 0; from < bytes.length; number++) {
            int to = indexOf(separator, from);
            int end = lines && to > from && bytes[to - 1] == '\r' ? to - 1 : to;
            if (end > from) {
                add(lines, number, from, end);
            }
            from = to + 1;
        }
    }

    private int indexOf(byte wanted, int from) {
        int i = from;
        while (i < bytes.length && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    private void add(boolean lines, int number, int from, int to) throws BadInputException {
        String where = source + (lines ? ":" : ": path ") + number + ": ";
        String path;
        if (lines && bytes[from] == '"') {
            try {
                byte[] literal = QuotedPath.unquote(bytes, from, to);
                path = GitPath.decode(literal, 0, literal.length);
            } catch (IllegalArgumentException e) {
                throw new BadInputException(where + GitPath.display(GitPath.decode(bytes, from, to))
                        + " is not quoted as git quotes a path: " + e.getMessage());
            }
        } else {
            path = GitPath.decode(bytes, from, to);
        }
        String normal = normal(path, where);
        if (!normal.isEmpty()) {
            paths.add(normal);
        }
    }

    /** The path without empty and {@code .} segments. */
    private static String normal(String path, String where) throws BadInputException {
        if (path.startsWith("/")) {
            throw new BadInputException(
                    where + GitPath.display(path) + " is absolute: give paths relative to the top of the repository");
        }
        if (path.indexOf('\0') >= 0) {
            throw new BadInputException(where + GitPath.display(path) + " has a NUL, which no path can have");
        }
        StringBuilder normal = new StringBuilder(path.length());
        for (int from = 0; from <= path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            String segment = path.substring(from, to);
            if (segment.equals("..")) {
                throw new BadInputException(where + GitPath.display(path)
                        + " has a `..` segment: give paths relative to the top of the repository");
            }
            if (!segment.isEmpty() && !segment.equals(".")) {
                normal.append(normal.length() == 0 ? "" : "/").append(segment);
            }
            from = to + 1;
        }
        return normal.toString();
    }
}
