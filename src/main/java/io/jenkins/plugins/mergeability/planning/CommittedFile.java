package io.jenkins.plugins.mergeability.planning;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.planning.GitObjects.Type;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A regular file of a commit, found through the objects from the commit to the file. Symbolic links inside the repository
 * are followed.
 *
 * @param content the content
 * @param linked whether a symbolic link leads to it
 */
record CommittedFile(byte[] content, boolean linked) {

    /** An entry of a tree. */
    private record Entry(String mode, String id) {}

    private static final int MAX_LINKS = 40;

    /**
     * Finds a file.
     *
     * @param path the path as git writes it
     */
    static Optional<CommittedFile> find(GitObjects.Source objects, String commit, String path)
            throws IOException, BadInputException {
        Optional<String> root = tree(objects, commit);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        Deque<String> trees = new ArrayDeque<>(List.of(root.get()));
        Deque<String> names = new ArrayDeque<>(List.of(path.split("/")));
        int links = 0;
        while (!names.isEmpty()) {
            String name = names.pop();
            if (name.equals("..")) {
                trees.pop();
                if (trees.isEmpty()) {
                    return Optional.empty();
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                Optional<Entry> entry = entry(objects, trees.element(), name);
                switch (entry.map(Entry::mode).orElse("")) {
                    case "40000" -> trees.push(entry.get().id());
                    case "120000" -> {
                        Optional<byte[]> target =
                                objects.read(Type.BLOB, entry.get().id());
                        if (target.isEmpty() || ++links > MAX_LINKS || !follow(target.get(), names)) {
                            return Optional.empty();
                        }
                    }
                    default -> {
                        boolean isFile = entry.filter(found -> found.mode().startsWith("100"))
                                .isPresent();
                        boolean linked = links > 0;
                        return isFile && names.isEmpty()
                                ? objects.read(Type.BLOB, entry.get().id())
                                        .map(content -> new CommittedFile(content, linked))
                                : Optional.empty();
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The ID of the tree of a commit. */
    static Optional<String> tree(GitObjects.Source objects, String commit) throws IOException, BadInputException {
        return objects.read(Type.COMMIT, commit)
                .map(content ->
                        new String(content, ISO_8859_1).lines().findFirst().orElse(""))
                .filter(line -> line.startsWith("tree "))
                .map(line -> line.substring("tree ".length()));
    }

    private static boolean follow(byte[] target, Deque<String> names) {
        String path = GitPath.decode(target, 0, target.length);
        String[] before = path.split("/");
        for (int i = before.length - 1; i >= 0; i--) {
            names.push(before[i]);
        }
        return !path.startsWith("/");
    }

    private static Optional<Entry> entry(GitObjects.Source objects, String tree, String name)
            throws IOException, BadInputException {
        byte[] content = objects.read(Type.TREE, tree).orElse(new byte[0]);
        byte[] wanted = GitPath.encode(name);
        int idBytes = tree.length() / 2;
        int from = 0;
        while (from < content.length) {
            int space = indexOf(content, (byte) ' ', from);
            int end = indexOf(content, (byte) 0, space);
            if (end + idBytes >= content.length) {
                return Optional.empty(); // not a tree
            }
            if (Arrays.equals(content, space + 1, end, wanted, 0, wanted.length)) {
                return Optional.of(new Entry(
                        new String(content, from, space - from, US_ASCII),
                        HexFormat.of().formatHex(content, end + 1, end + 1 + idBytes)));
            }
            from = end + 1 + idBytes;
        }
        return Optional.empty();
    }

    private static int indexOf(byte[] content, byte value, int from) {
        int i = from;
        while (i < content.length && content[i] != value) {
            i++;
        }
        return i;
    }
}
