package io.jenkins.plugins.mergeability.engine.change.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A running git that lists paths with modes and ids in the order of a snapshot. */
final class TreeListing {

    /** A mode and the blank after it. */
    private static final int MODE = 7;

    /** The tag of a file of the index that git compares with the working tree. */
    private static final byte TRACKED = 'H';

    private final GitProcess process;
    private final boolean tree;
    private final List<String> hidden = new ArrayList<>();
    private byte[] buffer = new byte[64 * 1024];

    private TreeListing(GitProcess process, boolean tree) {
        this.process = process;
        this.tree = tree;
    }

    /** Lists the index: {@code tag SP mode id stage TAB path NUL}. Much faster than listing a tree. */
    static TreeListing ofIndex(Git git) throws ExternalFailureException {
        return new TreeListing(git.start("ls-files", "-v", "--stage", "-z", "--full-name", "--", ":/"), false);
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

    /**
     * The paths read from the index whose files git does not compare with the working tree, in the order of the snapshot:
     * those marked {@code skip-worktree}, as a sparse checkout does, or {@code assume-unchanged}.
     */
    List<String> hidden() {
        return hidden;
    }

    /** Adds the complete records before {@code end} and returns the start of the first incomplete one. */
    private int addTo(Snapshot.Builder builder, int idLength, int end) throws ExternalFailureException {
        byte[] bytes = buffer;
        int start = 0;
        int tag = tree ? 0 : 2;
        while (start + tag + MODE < end) {
            int entry = start + tag;
            int type = !tree ? 0 : bytes[entry + MODE] == 'c' ? "commit ".length() : "blob ".length();
            int id = entry + MODE + type;
            int path = id + idLength + (tree ? 1 : 3);
            int to = path;
            while (to < end && bytes[to] != 0) {
                to++;
            }
            if (to >= end) {
                break;
            }
            if (bytes[path - 1] != '\t' || bytes[entry + MODE - 1] != ' ') {
                throw process.unexpected(new String(bytes, start, to - start, UTF_8));
            }
            if (tree || bytes[path - 2] == '0') {
                builder.add(bytes, entry, id, path, to);
                if (!tree && bytes[start] != TRACKED) {
                    hidden.add(GitPath.decode(bytes, path, to));
                }
            }
            start = to + 1;
        }
        return start;
    }
}
