package io.jenkins.plugins.mergeability.proofs;

import io.jenkins.plugins.mergeability.engine.proof.FileProofStore;
import io.jenkins.plugins.mergeability.engine.proof.StoreSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is told of stored repositories. A store is read again only if it has changed since. */
final class StoreSummaries {

    /** A store as it was when it was read. */
    private record Seen(FileTime modified, long size, StoreSummary summary) {

        static final Seen NOTHING = new Seen(FileTime.fromMillis(0), 0, StoreSummary.EMPTY);
    }

    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

    /** What is told of a repository; if a part of it cannot be read, what the problem is. */
    StoredRepository of(RepositoryFiles files, String name) throws IOException {
        List<Path> untrusted = files.untrusted();
        List<Path> stores = new ArrayList<>(untrusted);
        stores.add(files.trusted());
        StoreSummary all = StoreSummary.EMPTY;
        long bytes = 0;
        String problem = null;
        for (Path store : stores) {
            try {
                Seen one = look(store);
                all = all.plus(one.summary());
                bytes += one.size();
            } catch (IOException e) {
                problem = e.getMessage();
            }
        }
        return new StoredRepository(
                files.id(),
                name,
                all.proven(),
                all.flaky(),
                untrusted.size(),
                files.branches().size(),
                bytes,
                RepositoryFiles.lastUse(files.directory()),
                problem);
    }

    private Seen look(Path store) throws IOException {
        Path log = store.resolve("proofs");
        FileTime modified;
        long size;
        try {
            modified = Files.getLastModifiedTime(log);
            size = Files.size(log);
        } catch (NoSuchFileException e) {
            seen.remove(store);
            return Seen.NOTHING;
        }
        Seen before = seen.get(store);
        if (before != null && before.modified().equals(modified) && before.size() == size) {
            return before;
        }
        Seen now = new Seen(modified, size, new FileProofStore(store).summary());
        seen.put(store, now);
        return now;
    }
}
