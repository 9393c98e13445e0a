package io.jenkins.plugins.mergeability.engine.outputs.store;

import io.jenkins.plugins.mergeability.engine.outputs.OutputArchive;
import io.jenkins.plugins.mergeability.engine.outputs.OutputStore;
import io.jenkins.plugins.mergeability.engine.outputs.StoredOutput;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An {@link OutputStore} that lives as long as its process, for tests and trials. */
public final class MemoryOutputStore implements OutputStore {

    private final ConcurrentHashMap<OutputDigest, Kept> kept = new ConcurrentHashMap<>();
    private final InstantSource clock;

    private record Kept(byte[] bytes, Instant lastUsed) {}

    public MemoryOutputStore() {
        this(InstantSource.system());
    }

    public MemoryOutputStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public boolean has(OutputDigest digest) {
        return kept.containsKey(digest);
    }

    @Override
    public Optional<InputStream> get(OutputDigest digest) {
        Kept used = kept.computeIfPresent(digest, (key, old) -> new Kept(old.bytes(), clock.instant()));
        return Optional.ofNullable(used).map(found -> new ByteArrayInputStream(found.bytes()));
    }

    @Override
    public void put(OutputDigest digest, OutputArchive archive) throws IOException {
        if (get(digest).isEmpty()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            archive.writeTo(bytes);
            kept.putIfAbsent(digest, new Kept(bytes.toByteArray(), clock.instant()));
        }
    }

    @Override
    public List<StoredOutput> list() {
        List<StoredOutput> list = new ArrayList<>();
        kept.forEach((digest, each) -> list.add(new StoredOutput(digest, each.bytes().length, each.lastUsed())));
        return list;
    }

    @Override
    public void remove(OutputDigest digest) {
        kept.remove(digest);
    }
}
