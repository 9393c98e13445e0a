package io.jenkins.plugins.mergeability.proofs;

import io.jenkins.plugins.mergeability.engine.proof.FileProofStore;
import io.jenkins.plugins.mergeability.engine.proof.StoreSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Caches the summaries of stores. A store is read again only after a change. */
final class StoreSummaries {

    /** A summary, with the modification time and the size of the file at that time. */
    private record CachedSummary(FileTime modified, long size, StoreSummary summary) {

        static final CachedSummary NONE = new CachedSummary(FileTime.fromMillis(0), 0, StoreSummary.EMPTY);
    }

    private final Map<Path, CachedSummary> cache = new ConcurrentHashMap<>();

    /** The summary of a repository. It contains an error if a store cannot be read. */
    StoredRepository of(RepositoryFiles files, String name) throws IOException {
        List<Path> stores = new ArrayList<>();
        Map<Scope.Kind, Integer> scopes = new EnumMap<>(Scope.Kind.class);
        for (Scope.Kind kind : Scope.Kind.values()) {
            List<Path> ofKind = files.scopes(kind);
            stores.addAll(ofKind);
            scopes.put(kind, ofKind.size());
        }
        StoreSummary all = StoreSummary.EMPTY;
        long bytes = 0;
        String error = null;
        for (Path store : stores) {
            try {
                CachedSummary summary = read(store);
                all = all.plus(summary.summary());
                bytes += summary.size();
            } catch (IOException e) {
                error = e.getMessage();
            }
        }
        return new StoredRepository(
                files.id(),
                name,
                all.proven(),
                all.flaky(),
                scopes,
                bytes,
                RepositoryFiles.lastUse(files.directory()),
                error);
    }

    private CachedSummary read(Path store) throws IOException {
        Path log = store.resolve("proofs");
        FileTime modified;
        long size;
        try {
            modified = Files.getLastModifiedTime(log);
            size = Files.size(log);
        } catch (NoSuchFileException e) {
            cache.remove(store);
            return CachedSummary.NONE;
        }
        CachedSummary before = cache.get(store);
        if (before != null && before.modified().equals(modified) && before.size() == size) {
            return before;
        }
        CachedSummary now = new CachedSummary(modified, size, new FileProofStore(store).summary());
        cache.put(store, now);
        return now;
    }
}
