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
    void shouldUseTheDefaults() {
        assertThat(Reporting.of(ReportingOptions.NONE))
                .isEqualTo(new Reporting(
                        "continuous-integration/jenkins/mergeable", MergeRules.DEFAULT, CommentPolicy.FAILURES, false));
    }

    @Test
    void shouldInheritUnsetOptions() {
        ReportingOptions outer = options("outer", 2, Counting.WRITERS, true, Set.of("wip"), CommentPolicy.ALWAYS);

        assertThat(ReportingOptions.NONE.within(outer)).isEqualTo(outer);
        assertThat(options("inner", 0, Counting.EVERYBODY, false, Set.of(), CommentPolicy.NEVER)
                        .within(outer))
                .isEqualTo(options("inner", 0, Counting.EVERYBODY, false, Set.of(), CommentPolicy.NEVER));
    }

    @Test
    void shouldAcceptOptionsOfABuildIfNothingIsConfigured() {
        ReportingOptions step = options("mine", 0, Counting.EVERYBODY, true, Set.of(), CommentPolicy.ALWAYS);

        assertThat(ReportingOptions.NONE.tightenedBy(step)).isEqualTo(step);
    }

    @Test
    void shouldLetABuildTightenTheConfiguration() {
        ReportingOptions configured = options(null, 1, Counting.EVERYBODY, true, Set.of("wip"), CommentPolicy.FAILURES);
        ReportingOptions step = options("mine", 3, Counting.WRITERS, false, Set.of("blocked"), CommentPolicy.NEVER);

        assertThat(configured.tightenedBy(step))
                .isEqualTo(options("mine", 3, Counting.WRITERS, false, Set.of("WIP", "blocked"), CommentPolicy.NEVER));
    }

    @Test
    void shouldNotLetABuildLoosenTheConfiguration() {
        ReportingOptions configured = options("theirs", 2, Counting.WRITERS, false, Set.of("wip"), CommentPolicy.NEVER);
        ReportingOptions step = options("mine", 0, Counting.EVERYBODY, true, Set.of(), CommentPolicy.ALWAYS);

        assertThat(configured.tightenedBy(step)).isEqualTo(configured);
    }

    @Test
    void shouldLetABuildChooseStricterReviewersOnly() {
        for (Counting configured : Counting.values()) {
            for (Counting requested : Counting.values()) {
                ReportingOptions options = options(null, null, configured, null, null, null);
                ReportingOptions step = options(null, null, requested, null, null, null);

                assertThat(options.tightenedBy(step).reviewers())
                        .isEqualTo(configured.ordinal() < requested.ordinal() ? requested : configured);
                assertThat(ReportingOptions.NONE.tightenedBy(step).reviewers()).isEqualTo(requested);
                assertThat(options.tightenedBy(ReportingOptions.NONE).reviewers())
                        .isEqualTo(configured);
            }
        }
        assertThat(Counting.values()).containsExactly(Counting.EVERYBODY, Counting.WRITERS, Counting.OWNERS);
    }

    @Test
    void shouldNotLetABuildEnableReporting() {
        ReportingOptions step = new ReportingOptions(null, null, null, null, null, null, true);

        assertThat(Reporting.of(ReportingOptions.NONE.tightenedBy(step)).automatic())
                .isFalse();
    }

    @Test
    void shouldRejectAContextThatGithubRejects() {
        ReportingFields fields = new ReportingFields();

        assertThatThrownBy(() -> fields.setContext("\ud83d\udea7/mergeable"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("emoji");
        fields.setContext(" \u2615/mergeable ");
        assertThat(fields.getContext()).isEqualTo("\u2615/mergeable");
    }
}
