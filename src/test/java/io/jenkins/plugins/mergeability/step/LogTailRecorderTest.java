package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogTailRecorderTest {

    private static final List<JobKey> JOBS =
            List.of(new JobKey("air", "lint", Optional.empty()), new JobKey("earth", "lint", Optional.of("linux")));

    private static final List<String> LOG = List.of(
            "--- air/lint [1/1] make", "one", "--- failed with exit code 2", "--- earth/lint@linux [1/1] make", "two");

    @Test
    void shouldFindThePartOfEachJob() {
        assertThat(LogTailRecorder.Section.of(JOBS.get(0), JOBS).lines(LOG)).isEqualTo(LOG.subList(0, 3));
        assertThat(LogTailRecorder.Section.of(JOBS.get(1), JOBS).lines(LOG)).isEqualTo(LOG);
        assertThat(LogTailRecorder.Section.WHOLE.lines(LOG)).isEqualTo(LOG);
    }
}
