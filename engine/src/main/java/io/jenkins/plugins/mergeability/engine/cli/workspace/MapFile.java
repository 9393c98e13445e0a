package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file a component map is read from.
 *
 * @param shown its name in messages
 * @param file its path on disk
 * @param path its path within the repository, or empty if it is outside
 * @param target the same behind symbolic links
 */
public record MapFile(String shown, Path file, String path, String target) {

    /** The default name of the map. */
    public static final String NAME = "components.yaml";

    /**
     * The file that {@code --map} names, looked up from the directory of {@code --repo} and then from the
     * current one; without it, at the top of the repository.
     *
     * @param top the top of the working tree, if there is one
     */
    public static MapFile locate(Optional<String> named, Path directory, Path current, Optional<Path> top)
            throws BadInputException {
        try {
            Path file = top.orElse(directory).resolve(NAME);
            if (named.isPresent()) {
                file = directory.resolve(named.get());
                Path other = current.resolve(named.get());
                file = !Files.exists(file) && Files.exists(other) ? other : file;
            }
            String shown = named.orElse(NAME);
            String path = top.isPresent() ? within(top.get(), file) : inTree(shown, file);
            return new MapFile(shown, file, path, top.isPresent() ? target(top.get(), file, path) : path);
        } catch (InvalidPathException e) {
            throw new BadInputException("--map: not a valid path on this system: " + e.getReason());
        }
    }

    /** The content of the file on disk. */
    byte[] read() throws BadInputException, IOException {
        if (Files.isDirectory(file)) {
            throw new BadInputException(GitPath.display(shown) + " is a directory; --map takes a file");
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw missing("");
        }
    }

    /** An exception for a missing file, with what to do about it. */
    BadInputException missing(String where) {
        return new BadInputException(
                "there is no component map " + GitPath.display(shown) + where
                        + ": write one (`mergeability demo` shows an example, docs/component-map.md is the reference), or name it with --map");
    }

    /** Without a working tree, a name that is no file on disk names a file of the revision. */
    private static String inTree(String name, Path file) {
        Path path = Path.of(name).normalize();
        return path.isAbsolute() || path.startsWith("..") || Files.exists(file)
                ? ""
                : path.toString().replace('\\', '/');
    }

    /** The path of what a symbolic link leads to, if that is in the repository. */
    private static String target(Path top, Path file, String path) {
        try {
            Path real = file.toRealPath();
            return real.startsWith(top) ? top.relativize(real).toString().replace('\\', '/') : path;
        } catch (IOException e) {
            // It does not exist, which is reported when the file is read.
            return path;
        }
    }

    private static String within(Path top, Path file) {
        Path whole = file.toAbsolutePath().normalize();
        try {
            whole = whole.getParent().toRealPath().resolve(whole.getFileName());
        } catch (IOException e) {
            // Its directory does not exist, which is reported when the file is read.
            return "";
        }
        return whole.startsWith(top) ? top.relativize(whole).toString().replace('\\', '/') : "";
    }
}
