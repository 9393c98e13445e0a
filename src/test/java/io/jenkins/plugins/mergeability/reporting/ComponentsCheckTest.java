package io.jenkins.plugins.mergeability.reporting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksStatus;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.report.MergeComment;
import io.jenkins.plugins.mergeability.engine.verdict.JobProgress;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentsCheckTest {

    private static ChecksDetails details(boolean ended, Map<String, JobProgress> jobs) {
        MergeComment comment = new MergeComment(
                new Verdict(Verdict.Cause.JOBS_FAILED, "air/test failed"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of("https://ci.example.org/job/1/components/"));
        return ComponentsCheck.details(new PullRequestState.BuildOutcome("abc", 1, ended, jobs, null), comment);
    }

    @ParameterizedTest
    @CsvSource({"PASSED,SUCCESS", "FAILED,FAILURE", "UNFINISHED,CANCELED"})
    void shouldMapJobResultsToConclusions(JobProgress result, ChecksConclusion conclusion) {
        ChecksDetails details = details(true, Map.of("air/test", result, "fire/test", JobProgress.PASSED));

        assertThat(details.getStatus()).isEqualTo(ChecksStatus.COMPLETED);
        assertThat(details.getConclusion()).isEqualTo(conclusion);
        assertThat(details.getDetailsURL()).contains("https://ci.example.org/job/1/components/");
    }

    @Test
    void shouldHaveNoConclusionBeforeTheEnd() {
        ChecksDetails details =
                details(false, Map.of("air/test", JobProgress.UNFINISHED, "fire/test", JobProgress.PASSED));

        assertThat(details.getStatus()).isEqualTo(ChecksStatus.IN_PROGRESS);
        assertThat(details.getConclusion()).isEqualTo(ChecksConclusion.NONE);
        assertThat(details.getOutput().orElseThrow().getTitle())
                .contains("1 passed or proven, 0 failed, 1 not finished");
    }

    @Test
    void shouldKeepTheEndOfLongSummaries() {
        List<String> log = new ArrayList<>(Collections.nCopies(99, "\u8a9e".repeat(700)));
        log.add("and this is why");
        MergeComment comment = new MergeComment(
                new Verdict(Verdict.Cause.JOBS_FAILED, "air/test failed"),
                List.of(new MergeComment.Failure(
                        JobKey.parse("air/test"), "make", "exit code 1", log, false, Optional.empty())),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());

        String summary = ComponentsCheck.details(
                        new PullRequestState.BuildOutcome("abc", 1, true, Map.of("air/test", JobProgress.FAILED), null),
                        comment)
                .getOutput()
                .orElseThrow()
                .getSummary()
                .orElseThrow();

        assertThat(summary.getBytes(UTF_8)).hasSizeBetween(50_000, 65_535);
        assertThat(summary).contains("Tests have failed", "and this is why");
    }
}
