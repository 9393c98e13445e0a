package io.jenkins.plugins.mergeability.engine.change.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A running git that lists paths with modes and ids in the order of a snapshot. */
final class TreeListing {

    /** A mode and the blank after it. */
    private static final int MODE = 7;

    private final GitProcess process;
    private final boolean tree;
    private byte[] buffer = new byte[64 * 1024];

    private TreeListing(GitProcess process, boolean tree) {
        this.process = process;
        this.tree = tree;
    }

    /** Lists the index: {@code mode id stage TAB path NUL}. Much faster than listing a tree. */
    static TreeListing ofIndex(Git git) throws ExternalFailureException {
        return new TreeListing(git.start("ls-files", "--stage", "-z", "--full-name", "--", ":/"), false);
    }

    /** Lists the tree of a commit given by its id: {@code mode type id TAB path NUL}. */
    static TreeListing ofTree(Git git, String commit) throws ExternalFailureException {
        return new TreeListing(git.start("ls-tree", "-r", "-z", "--full-tree", commit), true);
    }

    /**
     * Reads the snapshot, without paths in conflict.
     *
     * @param idLength how many digits an id has
     * @param expectedBytes the expected size
     */
    Snapshot read(int idLength, int expectedBytes) throws ExternalFailureException {
        Snapshot.Builder builder = new Snapshot.Builder(idLength, expectedBytes);
        try {
            InputStream output = process.output();
            int filled = 0;
            for (int n = 0; n >= 0; n = output.read(buffer, filled, buffer.length - filled)) {
                int used = addTo(builder, idLength, filled + n);
                filled += n - used;
                System.arraycopy(buffer, used, buffer, 0, filled);
                if (filled == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * filled);
                }
            }
            process.succeed();
            if (filled > 0) {
                throw process.unexpected(new String(buffer, 0, filled, UTF_8));
            }
        } catch (IOException e) {
            throw process.communicationFailure(e);
        }
        return builder.build();
    }

    /** Adds the complete records before {@code end} and returns the start of the first incomplete one. */
    private int addTo(Snapshot.Builder builder, int idLength, int end) throws ExternalFailureException {
        byte[] bytes = buffer;
        int start = 0;
        while (start + MODE < end) {
            int type = !tree ? 0 : bytes[start + MODE] == 'c' ? "commit ".length() : "blob ".length();
            int id = start + MODE + type;
            int path = id + idLength + (tree ? 1 : 3);
            int to = path;
            while (to < end && bytes[to] != 0) {
                to++;
            }
            if (to >= end) {
                break;
            }
            if (bytes[path - 1] != '\t' || bytes[start + MODE - 1] != ' ') {
                throw process.unexpected(new String(bytes, start, to - start, UTF_8));
            }
            if (tree || bytes[path - 2] == '0') {
                builder.add(bytes, start, id, path, to);
            }
            start = to + 1;
        }
        return start;
    }
}
