package io.jenkins.plugins.mergeability.engine.outputs;

import static io.jenkins.plugins.mergeability.engine.outputs.Archives.archive;
import static io.jenkins.plugins.mergeability.engine.outputs.Archives.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.mergeability.engine.outputs.store.Eviction;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of outputs does. */
abstract class OutputStoreContract {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private Instant now = NOON;
    private OutputStore store;

    /** A store without outputs, for which it is what {@code clock} says. */
    abstract OutputStore empty(InstantSource clock) throws IOException;

    @BeforeEach
    void open() throws IOException {
        store = empty(() -> now);
    }

    @Test
    void shouldHaveNothingWhenEmpty() throws IOException {
        assertThat(store.has(digest(1))).isFalse();
        assertThat(store.get(digest(1))).isEmpty();
        assertThat(store.list()).isEmpty();
        store.remove(digest(1));
    }

    @Test
    void shouldGiveWhatWasPut() throws IOException {
        store.put(digest(1), archive(1));
        store.put(digest(2), archive(2));

        assertThat(store.has(digest(1))).isTrue();
        assertThat(store.get(digest(1)).orElseThrow()).hasBinaryContent(Tree.bytes(archive(1)));
        assertThat(Archives.read(store, digest(2))).isEqualTo(Archives.list(2));
        assertThat(store.has(digest(3))).isFalse();
        assertThat(store.list())
                .containsExactlyInAnyOrder(
                        new StoredOutput(digest(1), Tree.bytes(archive(1)).length, NOON),
                        new StoredOutput(digest(2), Tree.bytes(archive(2)).length, NOON));
    }

    @Test
    void shouldNotWriteAgainWhatItHas() throws IOException {
        store.put(digest(1), archive(1));
        store.put(digest(1), out -> {
            throw new AssertionError("written again");
        });

        assertThat(Archives.read(store, digest(1))).isEqualTo(Archives.list(1));
    }

    @Test
    void shouldKeepNothingOfWhatCannotBeWrittenToItsEnd() throws IOException {
        OutputArchive broken = out -> {
            out.write(new byte[100]);
            throw new IOException("the agent is gone");
        };

        assertThatIOException().isThrownBy(() -> store.put(digest(1), broken)).withMessage("the agent is gone");
        assertThat(store.has(digest(1))).isFalse();
        assertThat(store.list()).isEmpty();
        store.put(digest(1), archive(1));
        assertThat(Archives.read(store, digest(1))).isEqualTo(Archives.list(1));
    }

    @Test
    void shouldRemove() throws IOException {
        store.put(digest(1), archive(1));
        InputStream reading = store.get(digest(1)).orElseThrow();
        store.remove(digest(1));

        assertThat(store.has(digest(1))).isFalse();
        assertThat(store.get(digest(1))).isEmpty();
        assertThat(store.list()).isEmpty();
        assertThat(reading).hasBinaryContent(Tree.bytes(archive(1)));
    }

    @Test
    void shouldKnowWhenEachWasLastUsed() throws IOException {
        store.put(digest(1), archive(1));
        store.put(digest(2), archive(2));
        store.put(digest(3), archive(3));
        now = NOON.plusSeconds(60);
        store.get(digest(2)).orElseThrow().close();
        store.put(digest(3), archive(3));
        store.has(digest(1));

        assertThat(store.list())
                .extracting(StoredOutput::digest, StoredOutput::lastUsed)
                .containsExactlyInAnyOrder(tuple(digest(1), NOON), tuple(digest(2), now), tuple(digest(3), now));
    }

    @Test
    void shouldServeManyThreads() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            List<Future<Void>> ends = new ArrayList<>();
            for (int thread = 0; thread < 6; thread++) {
                int first = thread;
                Callable<Void> work = () -> {
                    for (int i = 0; i < 30; i++) {
                        int number = (first + i) % 10;
                        store.put(digest(number), archive(number));
                        assertThat(Archives.read(store, digest(number))).isEqualTo(Archives.list(number));
                    }
                    return null;
                };
                ends.add(pool.submit(work));
            }
            for (Future<Void> end : ends) {
                end.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(store.list()).hasSize(10);
    }

    @Test
    void shouldEvictWhatIsOldAndThenWhatIsUsedLeast() throws IOException {
        for (int number = 0; number < 6; number++) {
            now = NOON.plus(Duration.ofDays(number));
            store.put(digest(number), archive(number));
        }
        long three = 0;
        for (StoredOutput stored : store.list()) {
            three += List.of(digest(0), digest(4), digest(5)).contains(stored.digest()) ? stored.bytes() : 0;
        }
        Eviction eviction = new Eviction(three, Duration.ofDays(4));

        List<StoredOutput> removed = eviction.evict(
                store, NOON.plus(Duration.ofDays(5)), digest(0)::equals, digest -> digest.equals(digest(4)) ? 1 : 0);

        // 0 is pinned and 1 just young enough; of 1, 2, 3, 4 and 5 the least recently used of the lower rank go first.
        assertThat(removed).extracting(StoredOutput::digest).containsExactly(digest(1), digest(2), digest(3));
        assertThat(store.list())
                .extracting(StoredOutput::digest)
                .containsExactlyInAnyOrder(digest(0), digest(4), digest(5));

        assertThat(new Eviction(0, Duration.ofDays(14))
                        .evict(store, now, digest -> false, digest -> digest.equals(digest(4)) ? 1 : 0))
                .extracting(StoredOutput::digest)
                .containsExactly(digest(0), digest(5), digest(4));
    }

    @Test
    void shouldEvictByAgeAlone() throws IOException {
        store.put(digest(1), archive(1));
        now = NOON.plusSeconds(1);
        store.put(digest(2), archive(2));
        Instant later = NOON.plus(Eviction.DEFAULT.maxAge());

        assertThat(Eviction.DEFAULT.evict(store, later, digest -> false, digest -> 0))
                .isEmpty();
        assertThat(Eviction.DEFAULT.evict(store, later.plusMillis(1), digest -> false, digest -> 0))
                .extracting(StoredOutput::digest)
                .containsExactly(digest(1));
        assertThat(Eviction.DEFAULT.evict(store, later.plusSeconds(9), digest(2)::equals, digest -> 0))
                .isEmpty();
    }
}
