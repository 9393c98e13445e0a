package io.jenkins.plugins.mergeability.engine.change.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Objects by name, all answered by one {@code git cat-file --batch} that stays. */
final class ObjectReader {

    /** An object with its id, its type and its content. */
    record Found(String id, String type, byte[] content) {}

    /** No map is larger, and no commit should be. */
    private static final long LARGEST = 64L << 20;

    /** Answers about a path that leads nowhere through a symbolic link; what the link says follows. */
    private static final Set<String> LINKS = Set.of("symlink", "dangling", "loop", "notdir");

    private final GitProcess process;

    private ObjectReader(GitProcess process) {
        this.process = process;
    }

    static ObjectReader of(Git git) throws ExternalFailureException {
        return new ObjectReader(git.start("cat-file", "--batch", "--follow-symlinks"));
    }

    /** The commit that a revision means, if it means one. */
    Optional<String> commit(String revision) throws ExternalFailureException {
        return find(revision + "^{commit}").map(Found::id);
    }

    /** The tree of a commit. */
    Optional<String> tree(String commit) throws ExternalFailureException {
        return find(commit + "^{tree}").map(Found::id);
    }

    /** The content of a file in a commit, following symbolic links inside the repository. */
    Optional<byte[]> file(String commit, String path) throws ExternalFailureException {
        return find(commit + ":" + path)
                .filter(found -> found.type().equals("blob"))
                .map(Found::content);
    }

    /** Whether a commit has a path. One with a line break cannot be asked about, and is taken to be there. */
    boolean has(String commit, String path) throws ExternalFailureException {
        return path.indexOf('\n') >= 0 || find(commit + ":" + path).isPresent();
    }

    /** The object that a name means. A name with a line break means nothing. */
    private synchronized Optional<Found> find(String name) throws ExternalFailureException {
        if (name.indexOf('\n') >= 0 || name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try {
            process.input().write(GitPath.encode(name + "\n"));
            process.input().flush();
            return answer(name);
        } catch (IOException e) {
            if (e instanceof ExternalFailureException known) {
                throw known;
            }
            throw process.finish() == 0 ? process.trouble(e) : process.failure();
        }
    }

    private Optional<Found> answer(String name) throws IOException {
        String line = line();
        if (line.endsWith(" missing") || line.endsWith(" ambiguous") || line.endsWith(" submodule")) {
            return Optional.empty();
        }
        String[] words = line.split(" ");
        if (words.length == 2 && LINKS.contains(words[0])) {
            content(name, words[1]);
            return Optional.empty();
        }
        if (words.length != 3) {
            throw process.unexpected(line);
        }
        return Optional.of(new Found(words[0], words[1], content(name, words[2])));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream output = process.output();
        for (int c = output.read(); c != '\n'; c = output.read()) {
            if (c < 0) {
                throw process.finish() == 0 ? process.unexpected("the end") : process.failure();
            }
            line.write(c);
        }
        return line.toString(UTF_8);
    }

    private byte[] content(String name, String size) throws IOException {
        long length = Long.parseLong(size);
        if (length > LARGEST) {
            process.end();
            throw new ExternalFailureException(
                    GitPath.display(name) + " has " + length + " bytes, which is too large to read");
        }
        byte[] content = process.output().readNBytes((int) length + 1);
        if (content.length <= length) {
            throw process.finish() == 0 ? process.unexpected("the end") : process.failure();
        }
        return Arrays.copyOf(content, (int) length);
    }
}
