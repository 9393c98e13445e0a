package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.reports;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.GithubHook;
import io.jenkins.plugins.mergeability.github.GithubProject;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A thousand events for fifty pull requests within a minute. */
@WithJenkins
class ManyEventsITest {

    private static final int PULLS = 50;
    private static final int EVENTS = 1000;

    @RegisterExtension
    static final FastReporting TIMING = FastReporting.withDefaultEvaluation();

    @TempDir
    private Path directory;

    @Test
    void shouldEvaluateAllWithFewRequests(JenkinsRule jenkins) throws Exception {
        TestRepository repository =
                ReportingFixture.repository(directory.resolve("repository"), "reportMergeability approvals: 1", "air");
        try (FakeGithub github = FakeGithub.with(repository)) {
            GithubProject project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.HEAD)
                    .withoutBranches()
                    .credentials(ReportingFixture.credentials())
                    .with(new MergeabilityTrait());
            GithubHook hook = GithubHook.at(jenkins);
            jenkins.jenkins.setQuietPeriod(0);
            jenkins.jenkins.doQuietDown(); // builds are not needed
            List<String> heads = commits(repository);
            List<ObjectNode> events = new ArrayList<>();
            for (int number = 1; number <= PULLS; number++) {
                github.opened(number, "acme", "air-" + number, "main");
                ObjectNode event = github.event("opened", number);
                hook.post("pull_request", event);
                events.add(event);
            }
            await(() -> assertThat(reports(github)).hasSize(PULLS));
            github.forgetRequests();

            Random random = new Random(1);
            long slowest = 0;
            long begin = System.nanoTime();
            for (int i = 0; i < EVENTS; i++) {
                int number = random.nextInt(PULLS) + 1;
                boolean label = i > EVENTS / 2 && number % 2 == 0;
                if (label) {
                    github.conversation().draft(number, true);
                }
                long posted = System.nanoTime();
                ObjectNode event = events.get(number - 1).put("action", label ? "converted_to_draft" : "submitted");
                hook.post(label ? "pull_request" : "pull_request_review", event);
                slowest = Math.max(slowest, System.nanoTime() - posted);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(took).isLessThan(Duration.ofMinutes(1));
            assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(5));
            await(() -> assertThat(Reporter.get().evaluator().isIdle(Duration.ofMinutes(1)))
                    .isTrue());

            long asked = github.requests().stream()
                    .filter(request -> request.contains("/reviews"))
                    .count();
            assertThat(asked).isLessThanOrEqualTo(PULLS * (3 + took.toSeconds() / 10));
            for (int number = 1; number <= PULLS; number++) {
                PullRequestState state =
                        PullRequestStates.of(project.job("PR-" + number)).orElseThrow();
                assertThat(state.github().draft()).isEqualTo(state.github().number() % 2 == 0);
                assertThat(github.conversation().status(heads.get(number - 1), Reporting.CONTEXT))
                        .hasValueSatisfying(
                                status -> assertThat(status.description()).isEqualTo("preparing"));
            }
            assertThat(reports(github)).hasSize(PULLS);
        }
    }

    /** Creates a commit and references for each pull request, with few git processes. */
    private static List<String> commits(TestRepository repository) throws Exception {
        StringBuilder refs = new StringBuilder();
        List<String> heads = new ArrayList<>();
        String tree = repository.git("rev-parse", "main^{tree}").strip();
        for (int number = 1; number <= PULLS; number++) {
            String commit = repository
                    .git("commit-tree", tree, "-p", "main", "-m", "change " + number)
                    .strip();
            heads.add(commit);
            for (String ref : List.of("heads/air-" + number, "pull/" + number + "/head", "pull/" + number + "/merge")) {
                refs.append(commit).append(" refs/").append(ref).append('\n');
            }
        }
        Files.writeString(repository.directory().resolve(".git/packed-refs"), refs);
        return heads;
    }
}
