package io.jenkins.plugins.mergeability.engine.proof;

import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.AIR_TEST;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.NOON;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.failed;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.hash;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.passed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on disk, and what only a store on disk has to answer for. */
class FileProofStoreTest extends ProofStoreContract {

    @TempDir
    Path temporary;

    @Override
    ProofStore empty(InstantSource clock) {
        return store(temporary.resolve("contract"), clock);
    }

    @Test
    void shouldShowItsOutcomesToOthersOfTheSameDirectory() throws IOException {
        Path directory = temporary.resolve("deep/under/git");
        new FileProofStore(directory).record(List.of(passed(1)));
        new FileProofStore(directory).record(List.of(failed(2)));

        assertThat(new FileProofStore(directory).find(Set.of(hash(1), hash(2)))).hasSize(2);
        assertThat(names(directory)).containsExactly("lock", "proofs");
    }

    @Test
    void shouldMakeNothingBeforeSomethingIsRecorded() throws IOException {
        FileProofStore store = new FileProofStore(temporary.resolve("none"));

        store.find(Set.of(hash(1)));
        store.latest(AIR_TEST, 3);
        store.prune(Duration.ZERO, 0);
        store.record(List.of());

        assertThat(names(temporary)).isEmpty();
    }

    @Test
    void shouldBeReadableWithAPager() throws IOException {
        new FileProofStore(temporary).record(List.of(passed(1)));

        assertThat(Files.readString(temporary.resolve("proofs")))
                .isEqualTo("mergeability-proofs 1\n" + hash(1)
                        + "\tpassed\tair\ttest\tlinux\t2026-11-22T12:00:01.000Z\t1501\trun-1"
                        + "\t5f1d7a84db00d2fce00b31a7fc73224f82e48c11\tdepends on bom\t9e3779b97f4a7c15"
                        + "\town files\t0a1b2c3d4e5f6071\tc6b6436b\n");
    }

    @Test
    void shouldFollowALinkToItsDirectory() throws IOException {
        Files.createDirectory(temporary.resolve("real"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), Path.of("real"));

        new FileProofStore(link).record(List.of(passed(1)));

        assertThat(names(temporary.resolve("real"))).containsExactly("lock", "proofs");
    }

    @Test
    void shouldRecordAlthoughItsThreadWasInterrupted() throws IOException {
        FileProofStore store = new FileProofStore(temporary);
        Thread.currentThread().interrupt();
        try {
            store.record(List.of(passed(1)));
            assertThat(store.find(Set.of(hash(1)))).hasSize(1);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void shouldPruneItselfOnceItIsFull() throws IOException {
        Path log = temporary.resolve("proofs");
        FileProofStore store =
                new FileProofStore(temporary, InstantSource.fixed(NOON.plusSeconds(9)), Duration.ofSeconds(5), 20_000);
        long largest = 0;
        for (int i = 0; i < 300; i++) {
            store.record(List.of(passed(i)));
            largest = Math.max(largest, Files.size(log));
        }

        assertThat(largest).isBetween(20_000L, 20_400L);
        List<Outcome> rest = store.latest(AIR_TEST, 1000);
        assertThat(rest.size()).isBetween(30, 100);
        assertThat(rest).first().isEqualTo(passed(299));
        assertThat(rest).last().isEqualTo(passed(300 - rest.size()));
    }

    @Test
    void shouldDropWhatIsOldFirstWhenItIsFull() throws IOException {
        FileProofStore store = new FileProofStore(
                temporary, InstantSource.fixed(NOON.plus(Duration.ofDays(31))), Duration.ofSeconds(5), 2_000);
        List<Outcome> old = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            old.add(passed(i));
        }
        store.record(old);
        Outcome recent = Outcomes.outcome(77, true, NOON.plus(Duration.ofDays(2)));
        store.record(List.of(recent));

        assertThat(store.latest(AIR_TEST, 100)).containsExactly(recent);
    }

    @Test
    void shouldSayWhereItCannotBeWrittenAndHowToFixIt() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatIOException()
                .isThrownBy(() -> new FileProofStore(file).record(List.of(passed(1))))
                .withMessage(
                        "%s: proofs cannot be recorded (something else is in its place): make the directory"
                                + " writable, make room on the disk, or run without proofs",
                        file);
    }

    @Test
    void shouldSayWhenItCannotBeRead() throws IOException {
        Files.createDirectory(temporary.resolve("proofs"));

        assertThatIOException()
                .isThrownBy(() -> new FileProofStore(temporary).find(Set.of(hash(1))))
                .withMessage(
                        "%s: proofs cannot be read (Is a directory): make the file readable, or remove it",
                        temporary.resolve("proofs"));
    }

    @Test
    void shouldLeaveALogOfANewerFormatAlone() throws IOException {
        Path log = temporary.resolve("proofs");
        String newer = "mergeability-proofs 12\nwho knows\n";
        Files.writeString(log, newer);
        FileProofStore store = new FileProofStore(temporary);
        String message = log + ": has format 12, which this version cannot read: use the newer version that wrote"
                + " it, or remove the file to start without proofs";

        assertThatIOException().isThrownBy(() -> store.find(Set.of(hash(1)))).withMessage(message);
        assertThatIOException().isThrownBy(() -> store.latest(AIR_TEST, 1)).withMessage(message);
        assertThatIOException()
                .isThrownBy(() -> store.record(List.of(passed(1))))
                .withMessage(message);
        assertThatIOException().isThrownBy(() -> store.prune(Duration.ZERO, 0)).withMessage(message);
        assertThat(Files.readString(log)).isEqualTo(newer);
    }

    @Test
    void shouldLeaveTheLogAsItWasWhenItCannotBePruned() throws IOException {
        FileProofStore store = new FileProofStore(temporary);
        store.record(List.of(passed(1), passed(2)));
        String before = Files.readString(temporary.resolve("proofs"));
        Files.createDirectories(temporary.resolve("proofs.new/in the way"));

        assertThatIOException()
                .isThrownBy(() -> store.prune(Duration.ZERO, 0))
                .withMessageStartingWith(temporary.resolve("proofs") + ": cannot be pruned (Is a directory)");
        assertThat(Files.readString(temporary.resolve("proofs"))).isEqualTo(before);
    }

    /** Else a repository with thousands of jobs would prove half of them anew in each run. */
    @Test
    void shouldKeepTheNewestOutcomeOfEachJobWhateverTheyTake() throws IOException {
        FileProofStore store =
                new FileProofStore(temporary, InstantSource.fixed(Outcomes.NOON), Duration.ofSeconds(5), 2000);
        for (int round = 1; round <= 3; round++) {
            for (int job = 1; job <= 40; job++) {
                int number = 100 * round + job;
                store.record(List.of(Outcomes.outcome(
                        new JobKey("c" + job, "test", Optional.empty()),
                        number,
                        true,
                        Outcomes.NOON.plusSeconds(number))));
            }
        }

        for (int job = 1; job <= 40; job++) {
            assertThat(store.find(Set.of(hash(300 + job)))).as("job %d", job).hasSize(1);
        }
        assertThat(Files.size(temporary.resolve("proofs"))).isGreaterThan(2000);
        assertThat(store.find(Set.of(hash(101)))).as("an older outcome").isEmpty();
    }

    @Test
    void shouldRecordAlsoWhenAFullLogCannotBePruned() throws IOException {
        FileProofStore store = new FileProofStore(temporary, InstantSource.system(), Duration.ofSeconds(5), 100);
        store.record(List.of(passed(1)));
        Files.createDirectories(temporary.resolve("proofs.new/in the way"));

        store.record(List.of(passed(2)));

        assertThat(store.find(Set.of(hash(1), hash(2)))).hasSize(2);
    }

    private FileProofStore store(Path directory, InstantSource clock) {
        return new FileProofStore(directory, clock, Duration.ofSeconds(30), FileProofStore.MAX_BYTES);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
