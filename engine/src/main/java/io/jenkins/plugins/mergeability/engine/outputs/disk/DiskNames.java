package io.jenkins.plugins.mergeability.engine.outputs.disk;

import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Names on disk as text and back, whatever bytes they have and whatever Java takes for the encoding of the system.
 * On POSIX systems a path's URI is the one form that keeps the bytes.
 */
public final class DiskNames {

    private static final boolean WINDOWS = File.separatorChar == '\\';

    private DiskNames() {}

    /** The directory of a path that is not a root. */
    public static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), () -> path + " is in no directory");
    }

    /** The last name of a path that is not a root, as Java decodes it. */
    public static String name(Path path) {
        return Objects.requireNonNull(path.getFileName(), () -> path + " has no name")
                .toString();
    }

    /** The last name of a path, with all of its bytes. */
    public static String text(Path path) {
        String name = name(path);
        return WINDOWS || isAscii(name) ? name : text(lastName(path.toUri().getRawPath()));
    }

    private static String lastName(String raw) {
        int end = raw.endsWith("/") ? raw.length() - 1 : raw.length();
        return raw.substring(raw.lastIndexOf('/', end - 1) + 1, end);
    }

    /** The target of a link, without doubled and final slashes. */
    public static String target(Path target) {
        String text = target.toString();
        if (WINDOWS) {
            text = text.replace('\\', '/');
        } else if (!isAscii(text)) {
            String start = directory(Path.of(""));
            String raw = target.toUri().getRawPath();
            text = text(target.isAbsolute() ? raw : raw.substring(start.length()));
        }
        StringBuilder tidy = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '/' || tidy.length() == 0 || tidy.charAt(tidy.length() - 1) != '/') {
                tidy.append(c);
            }
        }
        if (tidy.length() > 1 && tidy.charAt(tidy.length() - 1) == '/') {
            tidy.setLength(tidy.length() - 1);
        }
        return tidy.toString();
    }

    /** The place of a repository's path below a directory. */
    public static Path resolve(Path directory, String path) throws IOException {
        try {
            if (WINDOWS) {
                if (path.indexOf('\\') >= 0 || path.indexOf(':') >= 0) {
                    throw new IOException(refusal(path));
                }
                return directory.resolve(path);
            }
            return isAscii(path) ? directory.resolve(path) : Path.of(uri(directory(directory), path));
        } catch (InvalidPathException e) {
            throw new IOException(refusal(path), e);
        }
    }

    /** The relative path that a link leads to. */
    public static Path relative(String target) throws IOException {
        try {
            if (WINDOWS || isAscii(target)) {
                return Path.of(target);
            }
            Path absolute = Path.of(uri("/", target));
            return absolute.subpath(0, absolute.getNameCount());
        } catch (InvalidPathException e) {
            throw new IOException(refusal(target), e);
        }
    }

    private static String refusal(String path) {
        return "`" + SafeText.text(path) + "` is no path on this system";
    }

    private static String directory(Path directory) {
        String raw = directory.toAbsolutePath().toUri().getRawPath();
        return raw.endsWith("/") ? raw : raw + "/";
    }

    private static URI uri(String rawDirectory, String path) {
        StringBuilder raw = new StringBuilder("file://").append(rawDirectory);
        for (byte value : FileNameBytes.of(path)) {
            char c = (char) (value & 0xFF);
            if (c == '/' || c == '.' || c == '-' || c == '_' || c < 0x80 && Character.isLetterOrDigit(c)) {
                raw.append(c);
            } else {
                raw.append(String.format("%%%02X", (int) c));
            }
        }
        return URI.create(raw.toString());
    }

    private static String text(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(Integer.parseInt(raw.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        return FileNameBytes.text(bytes.toByteArray());
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
