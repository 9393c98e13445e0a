package io.jenkins.plugins.mergeability.engine.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock: one holder at a time, and nobody waits for ever. */
class StoreLockTest {

    private static final Duration SHORT = Duration.ofMillis(60);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void shouldBeTakenAgainOnceGivenBack() throws IOException {
        Path file = directory.resolve("lock");
        StoreLock.take(file, LONG).close();
        StoreLock.take(file, LONG).close();
    }

    @Test
    void shouldGiveUpOnAnotherThreadAndSayWhatToDo() throws Exception {
        Path file = directory.resolve("lock");
        StoreLock held = StoreLock.take(file, LONG);
        try {
            Throwable failure = elsewhere(file, SHORT).handle((done, e) -> e).get(20, TimeUnit.SECONDS);
            assertThat(failure)
                    .hasRootCauseMessage(
                            "%s: still held by another run after 0 s: wait until that run has ended, or end it, and try"
                                    + " again",
                            file);
        } finally {
            held.close();
        }
        elsewhere(file, LONG).get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldGiveUpOnSomebodyElseAndBeFreeAfterwards() throws IOException {
        Path file = directory.resolve("lock");
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            other.lock();
            assertThatIOException()
                    .isThrownBy(() -> StoreLock.take(file, SHORT))
                    .withMessageContaining("still held by another run");
        }
        StoreLock.take(file, LONG).close();
    }

    @Test
    void shouldBeHandedOnToWhoWaits() throws Exception {
        Path file = directory.resolve("lock");
        StoreLock held = StoreLock.take(file, LONG);
        CompletableFuture<Void> waiting = elsewhere(directory.resolve("./lock"), LONG);
        assertThat(waiting).isNotDone();
        held.close();
        waiting.get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldStopWaitingWhenInterrupted() throws IOException {
        Path file = directory.resolve("lock");
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            other.lock();
            Thread.currentThread().interrupt();
            assertThatIOException()
                    .isThrownBy(() -> StoreLock.take(file, LONG))
                    .isInstanceOf(InterruptedIOException.class)
                    .withMessage(file + ": interrupted while waiting for another run");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static CompletableFuture<Void> elsewhere(Path file, Duration patience) {
        return CompletableFuture.runAsync(() -> {
            try {
                StoreLock.take(file, patience).close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
