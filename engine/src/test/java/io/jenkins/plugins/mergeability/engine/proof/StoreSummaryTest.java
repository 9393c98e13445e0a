package io.jenkins.plugins.mergeability.engine.proof;

import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.NOON;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.failed;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.outcome;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.passed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSummaryTest {

    @TempDir
    Path directory;

    @Test
    void shouldCountProvenAndFlakyHashes() throws IOException {
        FileProofStore store = new FileProofStore(directory);
        store.record(List.of(passed(1), failed(2), passed(3)));
        store.record(List.of(
                outcome(2, true, NOON.plusSeconds(60)),
                outcome(3, false, NOON.plusSeconds(60)),
                outcome(1, true, NOON.plusSeconds(60))));

        assertThat(store.summary()).isEqualTo(new StoreSummary(6, 2, 2));
    }

    @Test
    void shouldPassOverDamagedLines() throws IOException {
        FileProofStore store = new FileProofStore(directory);
        store.record(List.of(passed(1)));
        Files.writeString(directory.resolve("proofs"), "torn\n", StandardOpenOption.APPEND);

        assertThat(store.summary()).isEqualTo(new StoreSummary(1, 1, 0));
    }

    @Test
    void shouldFindNothingWhereNothingIs() throws IOException {
        assertThat(new FileProofStore(directory.resolve("none")).summary()).isEqualTo(StoreSummary.EMPTY);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldRefuseALogOfANewerFormat() throws IOException {
        Files.writeString(directory.resolve("proofs"), "mergeability-proofs 2\n");

        assertThatThrownBy(() -> new FileProofStore(directory).summary())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot read");
    }

    @Test
    void shouldAddUp() {
        assertThat(new StoreSummary(3, 2, 1).plus(new StoreSummary(10, 5, 0))).isEqualTo(new StoreSummary(13, 7, 1));
    }
}
