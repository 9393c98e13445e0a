package io.jenkins.plugins.mergeability.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Failure;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules.Counting;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportingOptionsTest {

    private static ReportingOptions options(
            String context,
            Integer approvals,
            Counting reviewers,
            Boolean stale,
            Set<String> labels,
            CommentPolicy comment) {
        return new ReportingOptions(context, approvals, reviewers, stale, labels, comment, null);
    }

    @Test
    void shouldBeWhatIsUsualWhereNobodySaysAnything() {
        assertThat(Reporting.of(ReportingOptions.NONE))
                .isEqualTo(new Reporting(
                        "continuous-integration/jenkins/mergeable", MergeRules.DEFAULT, CommentPolicy.FAILURES, false));
    }

    @Test
    void shouldTakeFromTheNearestPlaceThatSaysSomething() {
        ReportingOptions outer = options("outer", 2, Counting.WRITERS, true, Set.of("wip"), CommentPolicy.ALWAYS);

        assertThat(ReportingOptions.NONE.within(outer)).isEqualTo(outer);
        assertThat(options("inner", 0, Counting.EVERYBODY, false, Set.of(), CommentPolicy.NEVER)
                        .within(outer))
                .isEqualTo(options("inner", 0, Counting.EVERYBODY, false, Set.of(), CommentPolicy.NEVER));
    }

    @Test
    void shouldLetABuildChooseWhereNothingIsConfigured() {
        ReportingOptions step = options("mine", 0, Counting.EVERYBODY, true, Set.of(), CommentPolicy.ALWAYS);

        assertThat(ReportingOptions.NONE.askedFor(step)).isEqualTo(step);
    }

    @Test
    void shouldLetABuildBeStricterAndQuieterThanConfigured() {
        ReportingOptions configured = options(null, 1, Counting.EVERYBODY, true, Set.of("wip"), CommentPolicy.FAILURES);
        ReportingOptions step = options("mine", 3, Counting.WRITERS, false, Set.of("blocked"), CommentPolicy.NEVER);

        assertThat(configured.askedFor(step))
                .isEqualTo(options("mine", 3, Counting.WRITERS, false, Set.of("WIP", "blocked"), CommentPolicy.NEVER));
    }

    @Test
    void shouldNotLetABuildLoosenWhatIsConfigured() {
        ReportingOptions configured = options("theirs", 2, Counting.WRITERS, false, Set.of("wip"), CommentPolicy.NEVER);
        ReportingOptions step = options("mine", 0, Counting.EVERYBODY, true, Set.of(), CommentPolicy.ALWAYS);

        assertThat(configured.askedFor(step)).isEqualTo(configured);
    }

    @Test
    void shouldLetABuildChooseStricterReviewersOnly() {
        for (Counting configured : Counting.values()) {
            for (Counting asked : Counting.values()) {
                ReportingOptions place = options(null, null, configured, null, null, null);
                ReportingOptions step = options(null, null, asked, null, null, null);

                assertThat(place.askedFor(step).reviewers())
                        .isEqualTo(configured.ordinal() < asked.ordinal() ? asked : configured);
                assertThat(ReportingOptions.NONE.askedFor(step).reviewers()).isEqualTo(asked);
                assertThat(place.askedFor(ReportingOptions.NONE).reviewers()).isEqualTo(configured);
            }
        }
        assertThat(Counting.values()).containsExactly(Counting.EVERYBODY, Counting.WRITERS, Counting.OWNERS);
    }

    @Test
    void shouldNotBeReportedBecauseABuildSaysSo() {
        ReportingOptions step = new ReportingOptions(null, null, null, null, null, null, true);

        assertThat(Reporting.of(ReportingOptions.NONE.askedFor(step)).automatic())
                .isFalse();
    }

    @Test
    void shouldRefuseAContextThatGithubRefuses() {
        ReportingFields fields = new ReportingFields();

        assertThatThrownBy(() -> fields.setContext("\ud83d\udea7/mergeable"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("emoji");
        fields.setContext(" \u2615/mergeable ");
        assertThat(fields.getContext()).isEqualTo("\u2615/mergeable");
    }
}
