package io.jenkins.plugins.mergeability.planning;

import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.History;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GHTree;
import org.kohsuke.github.GHTreeEntry;

/**
 * The history of a repository at GitHub. It compares two trees, because comparisons by GitHub end after 300 files. It throws
 * an {@link ExternalFailureException} for incomplete or ambiguous data.
 */
final class GithubHistory implements History {

    private static final String FILE_MODE = "100";
    private static final char REPLACEMENT = '\uFFFD';

    private final GHRepository repository;
    private final String head;
    private final Optional<String> base;
    private final String everything;
    private final Map<String, Snapshot> snapshots = new HashMap<>();

    /**
     * Creates a history.
     *
     * @param head the ID of the commit
     * @param base the ID of the base commit, if there is one
     * @param everything otherwise, why everything counts as changed
     */
    GithubHistory(GHRepository repository, String head, Optional<String> base, String everything) {
        this.repository = repository;
        this.head = head;
        this.base = base;
        this.everything = everything;
    }

    @Override
    public Change change() throws ExternalFailureException {
        List<String> paths = base.isEmpty() ? List.of() : snapshot(base.get()).differences(snapshot());
        Optional<String> why = base.isEmpty() ? Optional.of(everything) : Optional.empty();
        return new Change(paths, why, base.stream().toList(), Optional.of(head), false, List.of());
    }

    @Override
    public Snapshot snapshot() throws ExternalFailureException {
        return snapshot(head);
    }

    @Override
    public Optional<byte[]> file(String commit, String path) throws ExternalFailureException {
        Optional<Snapshot.Entry> entry = snapshot(commit).find(path);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        if (!entry.get().mode().startsWith(FILE_MODE)) {
            throw new ExternalFailureException(GitPath.display(path) + " is not a regular file");
        }
        try (InputStream content = repository.readBlob(entry.get().id())) {
            return Optional.of(content.readNBytes(MapReader.MAX_BYTES + 1));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public Optional<byte[]> content(String path, Snapshot.Entry entry, int mostBytes) throws ExternalFailureException {
        try (InputStream content = repository.readBlob(entry.id())) {
            return Optional.of(content.readNBytes(mostBytes + 1)).filter(bytes -> bytes.length <= mostBytes);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public synchronized Snapshot snapshot(String commit) throws ExternalFailureException {
        Snapshot known = snapshots.get(commit);
        if (known == null) {
            known = fetch(commit);
            snapshots.put(commit, known);
        }
        return known;
    }

    private Snapshot fetch(String commit) throws ExternalFailureException {
        try {
            GHTree tree = repository.getTreeRecursive(commit, 1);
            if (tree.isTruncated()) {
                throw new ExternalFailureException("the tree of " + commit + " is too large for one response");
            }
            return snapshot(tree, commit.length());
        } catch (ExternalFailureException e) {
            throw e;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static Snapshot snapshot(GHTree tree, int idLength) throws ExternalFailureException {
        Map<String, Optional<Snapshot.Entry>> entries = new HashMap<>();
        for (GHTreeEntry entry : tree.getTree()) {
            if (entry.getType().equals("tree")) {
                continue;
            }
            if (entry.getPath().indexOf(REPLACEMENT) >= 0) {
                throw new ExternalFailureException("a path is not UTF-8: " + GitPath.display(entry.getPath()));
            }
            Optional<Snapshot.Entry> value = Optional.of(new Snapshot.Entry(entry.getMode(), entry.getSha()));
            if (entries.put(entry.getPath(), value) != null) {
                throw new ExternalFailureException("duplicate path: " + GitPath.display(entry.getPath()));
            }
        }
        return new Snapshot.Builder(idLength, 0).build().with(entries);
    }

    private static ExternalFailureException failure(IOException e) {
        return new ExternalFailureException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
}
