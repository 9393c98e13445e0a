package io.jenkins.plugins.mergeability.engine.deploy.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.deploy.Deployment;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal in a file that a process may be killed at. */
class FileJournalTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00.123Z");

    @TempDir
    Path directory;

    private Path file;
    private final JournalEvent offered =
            new JournalEvent(EventKind.OFFERED, 1, 0, NOW, "anna", "", Optional.of(offer()));
    private final JournalEvent failed = JournalEvent.of(
                    EventKind.STEP_FAILED, 1, NOW, "verify failed:\texit 1\n\u001b[31mé 😀")
            .with(7);

    @BeforeEach
    void begin() throws IOException {
        file = directory.resolve("deploy/production/journal");
        new FileJournal(file).append(offered);
        new FileJournal(file).append(failed);
    }

    private static Offer offer() {
        OutputDigest digest = new OutputDigest("a".repeat(64));
        Map<JobKey, InputHash> proofs = Map.of(
                new JobKey("air", "test", Optional.of("linux")), new InputHash("b".repeat(64)),
                new JobKey("air", "release", Optional.empty()), new InputHash("c".repeat(64)));
        return new Offer(
                new Deployment(
                        new Release("air", Map.of("linux", digest, "freebsd", digest), "0123abcd"),
                        "d".repeat(64),
                        "production"),
                Optional.of(new Offer.Migration(false, true)),
                proofs);
    }

    @Test
    void shouldReadWhatWasAppended() throws Exception {
        assertThat(new FileJournal(file).read()).containsExactly(offered, failed);
        assertThat(new FileJournal(directory.resolve("none")).read()).isEmpty();
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void shouldReadAnOfferWithoutMigrationAndProofs() throws Exception {
        Path other = directory.resolve("other");
        Offer plain = new Offer(offer().deployment(), Optional.empty(), Map.of());
        JournalEvent event = new JournalEvent(EventKind.OFFERED, 1, 0, NOW, "", "", Optional.of(plain));
        new FileJournal(other).append(event);

        assertThat(new FileJournal(other).read()).containsExactly(event);
    }

    @Test
    void shouldForgetOnlyTheLineThatAKilledProcessDidNotEndWhereverItIsCut() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        int firstEnd = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\n2\t");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            List<JournalEvent> read = new FileJournal(file).read();
            assertThat(read)
                    .as("cut at %s", length)
                    .isEqualTo(List.of(offered, failed).subList(0, read.size()));
            assertThat(read).hasSize(length <= firstEnd ? 0 : 1);

            new FileJournal(file).append(read.isEmpty() ? offered : failed);
            assertThat(new FileJournal(file).read()).hasSize(read.size() + 1);
        }
    }

    @Test
    void shouldRefuseADamagedOrMissingLine() throws Exception {
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, lines.get(0) + "\n" + lines.get(2) + "\n");
        assertThatThrownBy(() -> new FileJournal(file).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "journal:2: the journal of deployments cannot be read (its checksum or number is wrong)");

        Files.writeString(
                file, lines.get(0) + "\n" + lines.get(1).replace("anna", "bert") + "\n" + lines.get(2) + "\n");
        assertThatThrownBy(() -> new FileJournal(file).append(failed)).hasMessageContaining("journal:2: ");

        Files.writeString(file, "something else\n");
        assertThatThrownBy(() -> new FileJournal(file).read()).hasMessageContaining("journal:1: ");
    }

    @Test
    void shouldRefuseEventsThatDoNotFollowFromEachOther() throws Exception {
        assertThatThrownBy(() -> EnvironmentRecord.read(new FileJournal(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("event STEP_FAILED of candidate 1 does not follow from the events before it");
    }
}
