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
        return new ReportingOptions(context, approvals, reviewers, stale, labels, null, comment, null, null, null);
    }

    private static Reporting reporting(String context, MergeRules rules, CommentPolicy comment) {
        return new Reporting(context, rules, comment, false, false, false);
    }

    @Test
    void shouldUseTheDefaults() {
        assertThat(Reporting.of(ReportingOptions.NONE))
                .isEqualTo(reporting(
                        "continuous-integration/jenkins/mergeable", MergeRules.DEFAULT, CommentPolicy.OUTCOMES));
        assertThat(MergeRules.DEFAULT).isEqualTo(new MergeRules(1, Counting.WRITERS, false, Set.of(), Set.of()));
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
    void shouldLetABuildTightenWhatIsNotConfigured() {
        ReportingOptions lax = options("mine", 0, Counting.EVERYBODY, true, Set.of(), CommentPolicy.ALWAYS);
        ReportingOptions strict = options("mine", 3, Counting.OWNERS, false, Set.of("wip"), CommentPolicy.NEVER);

        MergeRules everybodyBlocks = new MergeRules(1, Counting.WRITERS, Counting.EVERYBODY, false, Set.of(), Set.of());
        assertThat(Reporting.of(ReportingOptions.NONE, lax))
                .as("approvals and stale ones as by default, but more people can block the merge")
                .isEqualTo(reporting("mine", everybodyBlocks, CommentPolicy.ALWAYS));
        assertThat(Reporting.of(ReportingOptions.NONE, strict))
                .isEqualTo(reporting(
                        "mine",
                        new MergeRules(3, Counting.OWNERS, false, Set.of("wip"), Set.of()),
                        CommentPolicy.NEVER));
    }

    @Test
    void shouldLetABuildTightenTheConfiguration() {
        ReportingOptions configured = options(null, 1, Counting.EVERYBODY, true, Set.of("wip"), CommentPolicy.FAILURES);
        ReportingOptions build = options("mine", 3, Counting.WRITERS, false, Set.of("blocked"), CommentPolicy.NEVER);

        MergeRules rules =
                new MergeRules(3, Counting.WRITERS, Counting.EVERYBODY, false, Set.of("WIP", "blocked"), Set.of());
        assertThat(Reporting.of(configured, build)).isEqualTo(reporting("mine", rules, CommentPolicy.NEVER));
    }

    @Test
    void shouldNotLetABuildLoosenTheConfiguration() {
        ReportingOptions configured = options("theirs", 2, Counting.OWNERS, false, Set.of("wip"), CommentPolicy.NEVER);
        ReportingOptions build = options("mine", 0, Counting.WRITERS, true, Set.of(), CommentPolicy.ALWAYS);

        assertThat(Reporting.of(configured, build)).isEqualTo(Reporting.of(configured));
    }

    @Test
    void shouldNotLetABuildSetWhatOnlyTheConfigurationCan() {
        ReportingOptions build =
                new ReportingOptions(null, null, null, null, null, Set.of("renovate[bot]"), null, true, true, true);
        ReportingOptions hidden = new ReportingOptions(null, null, null, null, null, null, null, null, false, true);
        ReportingOptions shown = new ReportingOptions(null, null, null, null, null, null, null, null, true, false);

        assertThat(Reporting.of(ReportingOptions.NONE, build)).isEqualTo(Reporting.of(ReportingOptions.NONE));
        assertThat(Reporting.of(hidden, shown)).isEqualTo(Reporting.of(hidden));
        assertThat(Reporting.of(hidden).hideDetails()).isTrue();
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
