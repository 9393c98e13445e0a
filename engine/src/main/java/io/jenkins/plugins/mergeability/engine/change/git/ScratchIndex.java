package io.jenkins.plugins.mergeability.engine.change.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.change.Snapshot.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Computes the entries that files of the working tree would have once added, by adding them to a temporary index without
 * writing their content. {@code git hash-object} is not enough: the conversion of line ends depends on the entry in the
 * index, and so do mode bits on file systems without them.
 */
final class ScratchIndex {

    private ScratchIndex() {}

    /**
     * Computes the entries.
     *
     * @param git git in the top directory of the working tree
     * @param items the paths, with their entries in the index
     * @return the entries of the paths that exist
     */
    static Snapshot add(Git git, int idLength, List<Status.Item> items) throws ExternalFailureException {
        if (items.isEmpty()) {
            return new Snapshot.Builder(idLength, 0).build();
        }
        Path directory = null;
        try {
            directory = Files.createTempDirectory("mergeability-index");
            return add(git.with("GIT_INDEX_FILE", directory.resolve("index").toString()), items, idLength);
        } catch (ExternalFailureException e) {
            throw e;
        } catch (IOException e) {
            throw new ExternalFailureException("cannot use the directory for temporary files: " + e, e);
        } finally {
            delete(directory);
        }
    }

    private static Snapshot add(Git git, List<Status.Item> items, int idLength) throws ExternalFailureException {
        ByteArrayOutputStream known = new ByteArrayOutputStream();
        ByteArrayOutputStream paths = new ByteArrayOutputStream();
        for (Status.Item item : items) {
            byte[] path = GitPath.encode(item.path());
            if (item.index().isPresent()) {
                Entry entry = item.index().get();
                known.writeBytes((entry.mode() + " " + entry.id() + "\t").getBytes(ISO_8859_1));
                known.writeBytes(path);
                known.write(0);
            }
            paths.writeBytes(path);
            paths.write(0);
        }
        if (known.size() > 0) {
            update(git, known.toByteArray(), "-z", "--index-info");
        }
        update(git, paths.toByteArray(), "--info-only", "--add", "--remove", "--replace", "-z", "--stdin");
        return TreeListing.ofIndex(git).read(idLength, 2 * paths.size());
    }

    private static void update(Git git, byte[] input, String... options) throws ExternalFailureException {
        String[] command = {
            "-c", "core.splitIndex=false", // the shared part would be written into the repository
            "-c", "core.sparseCheckout=false",
            "-c", "core.safecrlf=false", // a warning, or an error, for each file with foreign line ends
            "-c", "core.hooksPath=/dev/null", // post-index-change
            "update-index",
        };
        String[] all = Arrays.copyOf(command, command.length + options.length);
        System.arraycopy(options, 0, all, command.length, options.length);
        git.start(all).send(input).succeed();
    }

    private static void delete(Path directory) throws ExternalFailureException {
        if (directory == null) {
            return;
        }
        try {
            Files.deleteIfExists(directory.resolve("index"));
            Files.deleteIfExists(directory.resolve("index.lock"));
            Files.delete(directory);
        } catch (IOException e) {
            throw new ExternalFailureException("cannot delete " + directory + ": " + e.getMessage(), e);
        }
    }
}
