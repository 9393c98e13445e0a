package io.jenkins.plugins.mergeability.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.DamagedOutputException;
import io.jenkins.plugins.mergeability.engine.outputs.OutputArchive;
import io.jenkins.plugins.mergeability.engine.outputs.OutputArchiveReader;
import io.jenkins.plugins.mergeability.engine.outputs.OutputLimits;
import io.jenkins.plugins.mergeability.engine.outputs.OutputStore;
import io.jenkins.plugins.mergeability.engine.outputs.StoredOutput;
import io.jenkins.plugins.mergeability.engine.outputs.store.DirectoryOutputStore;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The outputs that builds of one scope use. It writes to the directory of the scope, and reads that of the primary branch, too. */
final class ScopedOutputStore implements OutputStore {

    private final OutputScope scope;
    private final Path repository;
    private final List<OutputStore> readable = new ArrayList<>();

    /** @param root the directory of all repositories */
    ScopedOutputStore(Path root, OutputScope scope) {
        this.scope = scope;
        this.repository = root.resolve(scope.directory());
        for (String directory : scope.readable()) {
            readable.add(new DirectoryOutputStore(repository.resolve(directory)));
        }
    }

    @Override
    public boolean has(OutputDigest digest) throws IOException {
        for (OutputStore store : readable) {
            if (store.has(digest)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<InputStream> get(OutputDigest digest) throws IOException {
        for (OutputStore store : readable) {
            Optional<InputStream> found = store.get(digest);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Override
    public void put(OutputDigest digest, OutputArchive archive) throws IOException {
        for (OutputStore store : readable.subList(1, readable.size())) {
            Optional<InputStream> kept = store.get(digest);
            if (kept.isPresent()) {
                kept.get().close();
                return;
            }
        }
        readable.get(0).put(digest, archive);
        OutputDirectories.setOwner(repository, scope.repository());
    }

    /** Removes an archive that is damaged. */
    void removeIfDamaged(OutputDigest digest) throws IOException {
        Optional<InputStream> kept = get(digest);
        if (kept.isPresent()) {
            try {
                OutputArchiveReader.verify(kept.get(), digest, OutputLimits.DEFAULT);
            } catch (DamagedOutputException e) {
                remove(digest);
            }
        }
    }

    @Override
    public List<StoredOutput> list() throws IOException {
        return readable.get(0).list();
    }

    @Override
    public void remove(OutputDigest digest) throws IOException {
        for (OutputStore store : readable) {
            store.remove(digest);
        }
    }
}
