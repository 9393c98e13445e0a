package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.jenkins.GitHubRepositoryName;
import com.coravy.hudson.plugins.github.GithubProjectProperty;
import hudson.model.FreeStyleProject;
import hudson.plugins.git.BranchSpec;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.config.ReportingOptions;
import io.jenkins.plugins.mergeability.engine.verdict.MergeableState;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.GithubHook;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.github_branch_source.Endpoint;
import org.jenkinsci.plugins.github_branch_source.GitHubConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A controller that starts with 5,000 open pull requests, with the default timing. */
class ManyPullRequestsRestartTest {

    private static final int PULLS = 5000;

    /** Each pull request with a number that this divides could be merged. */
    private static final int MERGEABLE = 142;

    private static final Pattern EVALUATION = Pattern.compile("GET /pulls/([0-9]+)");

    @RegisterExtension
    static final FastReporting TIMING = FastReporting.withDefaultEvaluation();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    @Test
    void shouldEvaluateWhatIsNotPendingFirstAndSpreadTheRest() throws Throwable {
        TestRepository repository = ReportingFixture.repository(directory.resolve("repository"), "", "air");
        try (FakeGithub github = FakeGithub.with(repository)) {
            for (int number = 1; number <= PULLS; number++) {
                github.opened(number, "acme", "air", "main");
            }
            references(repository);
            sessions.then(jenkins -> create(jenkins, repository, github));
            github.forgetRequests();
            sessions.then(jenkins -> observe(jenkins, github));
        }
    }

    private static void references(TestRepository repository) throws Exception {
        String head = repository.git("rev-parse", "air").strip();
        StringBuilder references = new StringBuilder();
        for (int number = 1; number <= PULLS; number++) {
            for (String end : List.of("head", "merge")) {
                references.append(head + " refs/pull/" + number + "/" + end + "\n");
            }
        }
        repository.git("pack-refs", "--all");
        Path packed = repository.directory().resolve(".git/packed-refs");
        for (String line : Files.readAllLines(packed)) {
            references.append(line.startsWith("#") ? "" : line + "\n"); // without the header, they need no order
        }
        Files.writeString(packed, references);
    }

    /** Creates a project with the states of open pull requests, as earlier evaluations have left them. */
    private static void create(JenkinsRule jenkins, TestRepository repository, FakeGithub github) throws Exception {
        GitHubConfiguration.get().addEndpoint(new Endpoint(github.apiUri(), "fake"));
        FreeStyleProject job = jenkins.createFreeStyleProject("many");
        String address =
                github.pushed("main").path("repository").path("html_url").asText();
        job.addProperty(new GithubProjectProperty(address));
        job.setScm(new GitSCM(
                List.of(new UserRemoteConfig(repository.url(), null, null, ReportingFixture.credentials())),
                List.of(new BranchSpec("main")),
                null,
                null,
                List.of()));
        job.save();
        assertThat(GitHubRepositoryName.create(address)).isNotNull();
        Path first = PlainPullRequests.file(job, 1);
        Files.createDirectories(first.getParent());
        for (int number = 1; number <= PULLS; number++) {
            String head = String.format("%040x", number);
            boolean mergeable = number % MERGEABLE == 0;
            PullRequestState state = PullRequestState.NEW
                    .withRequest(ReportingOptions.NONE, 1)
                    .withDecision(
                            new PullRequestState.GithubData(
                                    number,
                                    address + "/pull/" + number,
                                    head,
                                    "main",
                                    "acme",
                                    MergeableState.CLEAN,
                                    false,
                                    List.of(),
                                    List.of(),
                                    List.of(),
                                    List.of()),
                            new PullRequestState.Decision(
                                    mergeable ? Verdict.Cause.MERGEABLE : Verdict.Cause.APPROVAL_MISSING,
                                    mergeable ? "pull request can be merged" : "awaiting approval (0 of 1)",
                                    Reporting.CONTEXT,
                                    1,
                                    head,
                                    System.currentTimeMillis(),
                                    List.of()),
                            null,
                            false);
            PullRequestStates.write(PlainPullRequests.file(job, number), state);
        }
        assertThat(PullRequestJob.in(job)).hasSize(PULLS);
    }

    private static void observe(JenkinsRule jenkins, FakeGithub github) throws Exception {
        await(() -> assertThat(evaluated(github)).isNotEmpty());
        long begin = System.nanoTime();
        int notPending = PULLS / MERGEABLE;
        await(() -> assertThat(evaluated(github)).hasSizeGreaterThan(EvaluationTiming.BURST / 2));
        // A flood of events of a branch that concerns all of them.
        GithubHook hook = GithubHook.at(jenkins);
        for (int event = 0; event < 50; event++) {
            assertThat(hook.post("push", github.pushed("main"))).isEqualTo(200);
        }
        await(() -> assertThat(evaluated(github)).hasSizeGreaterThan(notPending));

        TreeSet<Integer> expected = new TreeSet<>();
        for (int number = MERGEABLE; number <= PULLS; number += MERGEABLE) {
            expected.add(number);
        }
        List<Integer> evaluated = evaluated(github);
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        assertThat(evaluated.subList(0, notPending)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat((long) evaluated.size())
                .as("in %s s", seconds)
                .isLessThanOrEqualTo(EvaluationTiming.BURST
                        + 2
                        + seconds / EvaluationTiming.DEFAULT.spacing().toSeconds());
    }

    /** The numbers of the pull requests that were read, in their order. */
    private static List<Integer> evaluated(FakeGithub github) {
        return github.requests().stream()
                .map(EVALUATION::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .distinct()
                .toList();
    }
}
