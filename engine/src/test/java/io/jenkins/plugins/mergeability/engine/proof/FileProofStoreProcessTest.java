package io.jenkins.plugins.mergeability.engine.proof;

import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.AIR_TEST;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.hash;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.passed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A store that several processes use at once, some of which are killed. */
@Timeout(120)
class FileProofStoreProcessTest {

    private static final long APART = 1_000_000;
    private static final long ENDLESS = 400_000;
    private static final int ROUNDS = 16;

    @TempDir
    private Path directory;

    @Test
    void shouldLoseAndDoubleNothingAmongProcesses() throws Exception {
        List<RecordingProcess> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String mode = i % 2 == 0 ? RecordingProcess.RECORD : RecordingProcess.PRUNE;
            processes.add(RecordingProcess.start(directory, mode, i * APART, 200));
        }
        for (RecordingProcess process : processes) {
            assertThat(process.end()).as(process.last()).isZero();
            assertThat(process.acknowledged()).isEqualTo(process.first() + 200);
        }
        for (RecordingProcess process : processes) {
            check(process, 0);
        }
    }

    @Test
    void shouldKeepWhatIsAcknowledgedWheneverAProcessIsKilled() throws Exception {
        Random random = new Random(20261122);
        List<RecordingProcess> killed = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            RecordingProcess recording =
                    RecordingProcess.start(directory, RecordingProcess.RECORD, killed.size() * APART, ENDLESS);
            killed.add(recording);
            RecordingProcess pruning =
                    RecordingProcess.start(directory, RecordingProcess.PRUNE, killed.size() * APART, ENDLESS);
            killed.add(pruning);

            recording.await(1 + round % 4);
            LockSupport.parkNanos(random.nextInt(3_000_000));
            recording.kill();
            pruning.await(1 + round % 3);
            LockSupport.parkNanos(random.nextInt(3_000_000));
            pruning.kill();

            check(recording, 9);
            check(pruning, 9);
        }

        for (RecordingProcess process : killed) {
            check(process, 9);
        }
        FileProofStore store = new FileProofStore(directory);
        store.prune(Duration.ofDays(3650), Integer.MAX_VALUE);
        store.record(List.of(passed(-1)));
        assertThat(store.latest(AIR_TEST, Integer.MAX_VALUE))
                .contains(passed(-1))
                .allMatch(this::ours);
        assertThat(Files.list(directory).map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("proofs", "lock");
    }

    @Test
    void shouldNotWaitForEverOnAnotherProcess() throws Exception {
        RecordingProcess holder = RecordingProcess.start(directory, RecordingProcess.HOLD, 0, 1);
        holder.await(1);
        FileProofStore store =
                new FileProofStore(directory, InstantSource.system(), Duration.ofMillis(50), FileProofStore.MAX_BYTES);
        try {
            assertThatIOException()
                    .isThrownBy(() -> store.record(List.of(passed(1))))
                    .withMessageStartingWith(directory.resolve("lock") + ": still held by another run");
            assertThat(store.find(Set.of(hash(1)))).isEmpty();
        } finally {
            holder.kill();
        }

        store.record(List.of(passed(1)));
        assertThat(store.find(Set.of(hash(1)))).hasSize(1);
    }

    /** A limit on the size of files fails as a full disk does, in the middle of a line. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldTakeBackWhatAFullDiskHasRoomForOnlyInPart() throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 24 && exec \"$@\"", "sh"));
        command.addAll(RecordingProcess.command(directory, RecordingProcess.RECORD, 0, ENDLESS));
        RecordingProcess process = RecordingProcess.start(command, 0);

        assertThat(process.end()).isEqualTo(1);
        assertThat(process.last())
                .isEqualTo(directory + ": proofs cannot be recorded (File too large): make the directory writable,"
                        + " make room on the disk, or run without proofs");
        assertThat(process.acknowledged()).isGreaterThan(10);
        check(process, 0);
        assertThat(Files.readString(directory.resolve("proofs"))).endsWith("\n");

        new FileProofStore(directory).record(List.of(passed(APART)));
        assertThat(new FileProofStore(directory).latest(AIR_TEST, 1)).containsExactly(passed(APART));
    }

    /** Everything acknowledged is there, once, as it was; of what was not, no more than was being recorded. */
    private void check(RecordingProcess process, int unacknowledged) throws IOException {
        Set<InputHash> asked = new HashSet<>();
        for (long i = process.first(); i < process.acknowledged() + 20; i++) {
            asked.add(hash(i));
        }
        Map<InputHash, Evidence> found = new FileProofStore(directory).find(asked);
        for (long i = process.first(); i < process.acknowledged(); i++) {
            assertThat(found.remove(hash(i))).isEqualTo(new Evidence(passed(i), 1, 0));
        }
        assertThat(found).hasSizeLessThanOrEqualTo(unacknowledged);
    }

    private boolean ours(Outcome outcome) {
        long number = outcome.duration().toMillis() - 1500;
        return outcome.equals(passed(number));
    }
}
