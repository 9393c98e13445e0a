package io.jenkins.plugins.mergeability.engine.lockfiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.History;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LockFileReaderTest {

    private static final String LOCK = "package-lock.json";
    private static final int THREADS = 4;

    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS);
    private final AtomicInteger reads = new AtomicInteger();

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    @Test
    void shouldReadDifferentStatesAtTheSameTime() throws Exception {
        CyclicBarrier all = new CyclicBarrier(THREADS);
        LockFileReader reader =
                new LockFileReader(history(0, () -> all.await(60, TimeUnit.SECONDS)), LockFileCache.NONE);

        List<LockedInputs> inputs = readAtOnce(List.of(
                reader,
                reader.of(history(1, () -> all.await(60, TimeUnit.SECONDS))),
                reader.of(history(2, () -> all.await(60, TimeUnit.SECONDS))),
                reader.of(history(3, () -> all.await(60, TimeUnit.SECONDS)))));

        assertThat(reads).hasValue(THREADS);
        assertThat(inputs.get(3).since(inputs.get(0)).get(0).named())
                .containsExactly("package-lock.json: left-pad 1.0.0 → 1.0.3");
    }

    @Test
    void shouldReadAStateOnceForAllThreadsThatNeedIt() throws Exception {
        CyclicBarrier began = new CyclicBarrier(THREADS);
        LockFileReader reader = new LockFileReader(
                history(0, () -> {
                    Thread.sleep(200);
                    return null;
                }),
                LockFileCache.NONE);
        List<Future<LockedInputs>> pending = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            pending.add(workers.submit(() -> {
                began.await(60, TimeUnit.SECONDS);
                return read(reader.of(reader.history()));
            }));
        }

        for (Future<LockedInputs> one : pending) {
            assertThat(one.get().since(pending.get(0).get())).isEmpty();
        }

        assertThat(reads).hasValue(1);
    }

    @Test
    void shouldReadAgainWhatCouldNotBeRead() throws Exception {
        AtomicInteger failures = new AtomicInteger(1);
        LockFileReader reader = new LockFileReader(
                history(0, () -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new ExternalFailureException("the network is down");
                    }
                    return null;
                }),
                LockFileCache.NONE);

        assertThat(workers.submit(() -> read(reader)))
                .failsWithin(60, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("the network is down");
        assertThat(read(reader).since(read(reader))).isEmpty();

        assertThat(reads).hasValue(2);
    }

    private List<LockedInputs> readAtOnce(List<LockFileReader> readers) throws Exception {
        List<Future<LockedInputs>> pending = new ArrayList<>();
        for (LockFileReader reader : readers) {
            pending.add(workers.submit(() -> read(reader)));
        }
        List<LockedInputs> read = new ArrayList<>();
        for (Future<LockedInputs> one : pending) {
            read.add(one.get());
        }
        return read;
    }

    private static LockedInputs read(LockFileReader reader) throws Exception {
        ComponentMap map = MapReader.read(Map.of(
                "version",
                1,
                "lockfiles",
                List.of(LOCK),
                "components",
                Map.of("core", Map.of("root", "packages/core"))));
        ClaimIndex claims = ClaimIndex.of(List.of(List.of("packages/core/**")), map.ignore());
        return reader.read(map, claims, reader.history().snapshot());
    }

    /** A history of one state, whose lock file has a version of a package, and which does something before it is read. */
    private History history(int version, Callable<?> before) {
        byte[] content = """
                {"lockfileVersion": 3, "packages": {"": {},
                 "packages/core": {"dependencies": {"left-pad": "*"}},
                 "node_modules/left-pad": {"version": "1.0.%s"}}}
                """.formatted(version).getBytes(StandardCharsets.UTF_8);
        return new History() {
            @Override
            public Change change() {
                throw new AssertionError("no change is asked for");
            }

            @Override
            public Snapshot snapshot() {
                String id = String.valueOf(version).repeat(40);
                return new Snapshot.Builder(40, 0)
                        .build()
                        .with(Map.of(LOCK, Optional.of(new Snapshot.Entry("100644", id))));
            }

            @Override
            public Snapshot snapshot(String commit) {
                return snapshot();
            }

            @Override
            public Optional<byte[]> file(String commit, String path) {
                throw new AssertionError("no commit is asked for");
            }

            @Override
            public Optional<byte[]> content(String path, Snapshot.Entry entry, int mostBytes)
                    throws ExternalFailureException {
                reads.incrementAndGet();
                try {
                    before.call();
                } catch (ExternalFailureException e) {
                    throw e;
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                return Optional.of(content);
            }
        };
    }
}
