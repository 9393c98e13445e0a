package io.jenkins.plugins.mergeability.dispatch;

import static io.jenkins.plugins.mergeability.dispatch.TestBuild.key;
import static io.jenkins.plugins.mergeability.dispatch.TestBuild.options;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.record.JobStatus;
import org.junit.jupiter.api.Test;

class UnstartedJobsTest {

    private final TestBuild build = new TestBuild();

    private UnstartedJobs unstarted() {
        return new UnstartedJobs(build.plan(), build.facts().branches(), build);
    }

    private static UnstartedJobs.Stage stage(String name, String reason) {
        return new UnstartedJobs.Stage(name, reason);
    }

    @Test
    void shouldShowComponentsWithoutABranchAffectedOnesFirst() {
        build.job("air/test", options().state(JobState.UNAFFECTED, ""))
                .job("fire/lint", options().state(JobState.PROVEN, "by #1"))
                .job("fire/test", options().state(JobState.SKIPPED, "runs on merge"))
                .job("water/test")
                .branchesOf("water");

        assertThat(unstarted().components())
                .containsExactly(
                        stage("fire", "fire: lint: proven by #1\nfire: test: skipped runs on merge"),
                        stage("air", "air: test: not affected by the change"));
        assertThat(unstarted().skipped("water")).isEmpty();
    }

    @Test
    void shouldMarkAComponentWhoseOtherJobsRunInSharedBranches() {
        build.job("air/lint", options().state(JobState.PROVEN, "by #1"))
                .job("air/test")
                .sharedBranch("agent 1", "");

        assertThat(unstarted().components()).containsExactly(stage("air: not run", "air: lint: proven by #1"));
        assertThat(unstarted().skipped("agent 1")).isEmpty();
    }

    @Test
    void shouldShowSkippedAndBlockedJobsInTheBranchOfTheirComponent() {
        build.job("air/lint", options().state(JobState.SKIPPED, "runs on merge"))
                .job("air/test@linux")
                .branchesOf("air");
        build.setStatus(key("air/test@linux"), JobStatus.NOT_RUN, "needs fire/test, which failed", false);

        assertThat(unstarted().skipped("air")).containsExactly(stage("air: lint", "skipped runs on merge"));
        assertThat(unstarted().blocked("air"))
                .containsExactly(stage("air: test on linux", "not run: needs fire/test, which failed"));
        assertThat(unstarted().blocked()).isEmpty();
    }

    @Test
    void shouldFindTheSkippedJobsBeforeOneThatRuns() {
        build.job("air/compile", options().state(JobState.PROVEN, "by #1"))
                .job("air/test")
                .job("air/lint", options().state(JobState.UNAFFECTED, ""))
                .job("air/doc")
                .job("air/release", options().state(JobState.SKIPPED, "runs on merge"))
                .branchesOf("air");

        assertThat(unstarted().skippedBefore("air", key("air/compile"))).isEmpty();
        assertThat(unstarted().skippedBefore("air", key("air/test")))
                .containsExactly(stage("air: compile", "proven by #1"));
        assertThat(unstarted().skippedBefore("air", key("air/doc")))
                .containsExactly(
                        stage("air: compile", "proven by #1"), stage("air: lint", "not affected by the change"));
        assertThat(unstarted().skipped("air"))
                .extracting(UnstartedJobs.Stage::name)
                .containsExactly("air: compile", "air: lint", "air: release");
    }

    @Test
    void shouldCountWhatIsTooMuchToShow() {
        for (int i = 0; i < UnstartedJobs.MAX_STAGES + 3; i++) {
            build.job("u%02d/test".formatted(i), options().state(JobState.UNAFFECTED, ""));
            build.job("x%02d/test".formatted(i)).sharedBranch("agent", "");
            build.setStatus(key("x%02d/test".formatted(i)), JobStatus.NOT_RUN, "why", false);
        }

        assertThat(unstarted().components())
                .hasSize(UnstartedJobs.MAX_STAGES + 1)
                .last()
                .isEqualTo(
                        stage("and 3 more", "3 more components did not run: see Components on the page of the build"));
        assertThat(unstarted().blocked())
                .hasSize(UnstartedJobs.MAX_STAGES + 1)
                .last()
                .isEqualTo(
                        stage("and 3 more jobs", "3 more jobs could not run: see Components on the page of the build"));
    }
}
