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

/** Reads objects by name from one running {@code git cat-file --batch}. */
final class ObjectReader {

    /** An object with id, type and content; without content if it is larger than the bound that was asked for. */
    record Found(String id, String type, byte[] content) {}

    /** The maximum size of an object; no map is larger, and no commit should be. */
    private static final long MAX_BYTES = 64L << 20;

    /** The answers for a path through a symbolic link that does not resolve; the link's target follows. */
    private static final Set<String> LINKS = Set.of("symlink", "dangling", "loop", "notdir");

    private final GitProcess process;

    private ObjectReader(GitProcess process) {
        this.process = process;
    }

    static ObjectReader of(Git git) throws ExternalFailureException {
        return new ObjectReader(git.start("cat-file", "--batch", "--follow-symlinks"));
    }

    /** The id of the commit of a revision, if there is one. */
    Optional<String> commit(String revision) throws ExternalFailureException {
        return find(revision + "^{commit}").map(Found::id);
    }

    /** The id of the tree of a commit. */
    Optional<String> tree(String commit) throws ExternalFailureException {
        return find(commit + "^{tree}").map(Found::id);
    }

    /** The content of a file in a commit, following symbolic links inside the repository. */
    Optional<byte[]> file(String commit, String path) throws ExternalFailureException {
        return find(commit + ":" + path)
                .filter(found -> found.type().equals("blob"))
                .map(Found::content);
    }

    /** The content of a blob, if the repository has it and it is not larger than a bound. */
    Optional<byte[]> blob(String id, int mostBytes) throws ExternalFailureException {
        return find(id, mostBytes)
                .filter(found -> found.type().equals("blob") && found.content() != null)
                .map(Found::content);
    }

    /** The content of an object of a type, if the repository has it. */
    Optional<byte[]> object(String type, String id) throws ExternalFailureException {
        return find(id).filter(found -> found.type().equals(type)).map(Found::content);
    }

    /** Whether a commit has a path. A path with a line break cannot be queried and counts as present. */
    boolean has(String commit, String path) throws ExternalFailureException {
        return path.indexOf('\n') >= 0 || find(commit + ":" + path).isPresent();
    }

    /** The object of a name. A name with a line break has none. */
    private Optional<Found> find(String name) throws ExternalFailureException {
        return find(name, Long.MAX_VALUE);
    }

    /** The same without the content of an object that is larger than a bound. */
    private synchronized Optional<Found> find(String name, long mostBytes) throws ExternalFailureException {
        if (name.indexOf('\n') >= 0 || name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try {
            process.input().write(GitPath.encode(name + "\n"));
            process.input().flush();
            return answer(name, mostBytes);
        } catch (IOException e) {
            if (e instanceof ExternalFailureException known) {
                throw known;
            }
            throw process.finish() == 0 ? process.communicationFailure(e) : process.failure();
        }
    }

    private Optional<Found> answer(String name, long mostBytes) throws IOException {
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
        if (Long.parseLong(words[2]) > mostBytes) {
            process.output().skipNBytes(Long.parseLong(words[2]) + 1);
            return Optional.of(new Found(words[0], words[1], null));
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
        if (length > MAX_BYTES) {
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
