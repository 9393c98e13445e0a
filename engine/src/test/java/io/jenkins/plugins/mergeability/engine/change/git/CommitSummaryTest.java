package io.jenkins.plugins.mergeability.engine.change.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitSummaryTest {

    @Test
    void shouldReadCommitsWithAnythingInTheirSubjects() {
        String output =
                "aa\u001fÅsa\u001fasa@example.org\u001f1700000000\u001fSplit a\u001fb\nbb\u001fB\u001f\u001f0\u001f\n";

        List<CommitSummary> commits = CommitSummary.parse(output.getBytes(StandardCharsets.UTF_8));

        assertThat(commits)
                .containsExactly(
                        new CommitSummary(
                                "aa", "Åsa", "asa@example.org", Instant.ofEpochSecond(1_700_000_000), "Split a\u001fb"),
                        new CommitSummary("bb", "B", "", Instant.EPOCH, ""));
    }
}
