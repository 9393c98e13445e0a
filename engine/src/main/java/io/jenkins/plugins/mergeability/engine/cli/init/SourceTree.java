package io.jenkins.plugins.mergeability.engine.cli.init;

import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The files of a repository, without those that git ignores. */
final class SourceTree {

    private static final long MAX_MANIFEST = 4 << 20;

    private final Path top;
    private final TreeSet<String> paths = new TreeSet<>();

    /** @param top the top of the working tree */
    SourceTree(Path top, Snapshot snapshot) {
        this.top = top;
        for (int i = 0; i < snapshot.size(); i++) {
            paths.add(snapshot.path(i));
        }
    }

    boolean has(String path) {
        return paths.contains(path);
    }

    /** Whether there is a file below a directory. */
    boolean hasBelow(String directory) {
        String first = paths.higher(directory + "/");
        return first != null && first.startsWith(directory + "/");
    }

    /** The files in a directory that end so. */
    List<String> filesIn(String directory, String ending) {
        String prefix = SourceTree.in(directory, "");
        List<String> found = new ArrayList<>();
        for (String path : paths.tailSet(prefix)) {
            if (!path.startsWith(prefix)) {
                break;
            }
            if (path.endsWith(ending) && path.indexOf('/', prefix.length()) < 0) {
                found.add(path);
            }
        }
        return found;
    }

    /** The directories with a file of that name, the ones nearest to the top first. */
    List<String> directoriesWith(String file) {
        List<String> found = new ArrayList<>();
        for (String path : paths) {
            if (path.equals(file)) {
                found.add(".");
            } else if (path.endsWith("/" + file)) {
                found.add(path.substring(0, path.length() - file.length() - 1));
            }
        }
        found.sort(Comparator.comparingInt(SourceTree::depth).thenComparing(Comparator.naturalOrder()));
        return found;
    }

    private static int depth(String directory) {
        return directory.equals(".")
                ? 0
                : 1 + (int) directory.chars().filter(c -> c == '/').count();
    }

    /** The path of a file or directory named relative to a directory; empty if it is outside of the repository. */
    static Optional<String> resolve(String directory, String name) {
        Path resolved = Path.of("/").resolve(directory).resolve(name.replace('\\', '/'));
        int up = 0;
        for (Path part : resolved) {
            up += part.toString().equals("..") ? -1 : part.toString().equals(".") ? 0 : 1;
            if (up < 0) {
                return Optional.empty();
            }
        }
        String path = resolved.normalize().toString().substring(1);
        return Optional.of(path.isEmpty() ? "." : path);
    }

    /** A file in a directory. */
    static String in(String directory, String file) {
        return directory.equals(".") ? file : directory + "/" + file;
    }

    /** Whether a directory is another one or below it. */
    static boolean isWithin(String directory, String other) {
        return other.equals(".") || directory.equals(other) || directory.startsWith(other + "/");
    }

    /** The text of a file; empty if it is not there or too large for a manifest. */
    Optional<String> text(String path) throws IOException {
        Path file = top.resolve(path);
        if (!has(path) || !Files.isRegularFile(file) || Files.size(file) > MAX_MANIFEST) {
            return Optional.empty();
        }
        return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }
}
