package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitStatus;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.github.FakeApp;
import io.jenkins.plugins.mergeability.github.FakeChecks;
import io.jenkins.plugins.mergeability.github.FakeConversation;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.FakePull;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.io.Serializable;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.branch.BranchSource;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import jenkins.scm.api.trait.SCMSourceTrait;
import jenkins.scm.impl.trait.WildcardSCMHeadFilterTrait;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.github_branch_source.ForkPullRequestDiscoveryTrait;
import org.jenkinsci.plugins.github_branch_source.GitHubAppCredentials;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.OriginPullRequestDiscoveryTrait;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The checks at GitHub from a controller with the plugin GitHub Checks, which other tests do not install. */
class GithubChecksITest {

    private static final int MAX_BYTES = 65_535;

    /**
     * A project.
     *
     * @param pulls the names of its pull requests, with asterisks
     * @param merge whether the merges are built
     * @param own whether the check of the plugin and the status of the branch source are enabled
     */
    private record Wanted(String name, String pulls, boolean merge, boolean own) implements Serializable {}

    @RegisterExtension
    private final RealJenkinsExtension controller =
            new RealJenkinsExtension().addPlugins("plugins/github-checks.hpi").javaOptions("-Xmx768m");

    @TempDir
    private Path directory;

    private TestRepository repository;
    private FakeGithub github;

    @BeforeEach
    void start() throws Throwable {
        String air = "for i in $(seq 3000); do [ -e %s/go ] && break; sleep 0.1; done; ".formatted(directory)
                + "for i in $(seq 99); do printf '%0900d\\n' $i | sed s/0/\u8a9e/g; done; echo and this is why; exit 3";
        repository = TestRepository.init(directory.resolve("repository"));
        repository
                .write("Jenkinsfile", "buildComponents()\nreportMergeability()\n")
                .write("components.yaml", """
                        version: 1
                        components:
                          air: {jobs: {test: "%s"}}
                          water: {dependsOn: [air], jobs: {test: cat w}}
                          fire: {jobs: {test: cat f, lint: cat f}}
                        """.formatted(air))
                .write("air/a", "1\n")
                .write("water/w", "1\n")
                .write("fire/f", "1\n");
        repository.commit("first");
        for (String branch : List.of("air", "fire", "fire-again")) {
            repository.branch(branch).write(branch.replaceAll("-.*", "") + "/" + branch, "2\n");
            repository.commit(branch);
            repository.checkout("main");
        }
        repository.write("README", "The target branch has moved.\n").commit("second");
        github = FakeGithub.with(repository);
        FakeApp app = github.app();
        // Git replaces the URL of GitHub by that of a local directory.
        controller
                .extraEnv("GIT_CONFIG_COUNT", "1")
                .extraEnv("GIT_CONFIG_KEY_0", "url." + repository.url() + ".insteadOf")
                .extraEnv("GIT_CONFIG_VALUE_0", "http://localhost/acme/shop.git");
        controller.startJenkins();
        controller.runRemotely(GithubChecksITest::prepare, github.apiUri(), app.privateKey());
    }

    @AfterEach
    void stop() {
        if (github != null) {
            github.close();
        }
    }

    private String head(FakePull pull) throws Exception {
        return repository.git("rev-parse", pull.headRef()).strip();
    }

    /** Waits for the final check of a commit, and returns all of its checks. */
    private List<FakeChecks.Update> ended(String commit) throws InterruptedException {
        await(() -> assertThat(github.checks().updates(commit, "Components"))
                .last()
                .satisfies(last -> assertThat(last.text("/status")).isEqualTo("completed")));
        return github.checks().updates(commit, "Components");
    }

    private static int bytes(FakeChecks.Update update, String pointer) {
        return update.text(pointer).getBytes(UTF_8).length;
    }

    @Test
    void shouldPublishChecksOnTheHeadsOfPullRequests() throws Throwable {
        FakePull byHead = github.open(7, "acme", "air", "main");
        FakePull byMerge = github.open(8, "acme", "fire", "main");
        String air = head(byHead);
        String fire = head(byMerge);
        assertThat(repository.git("rev-parse", byMerge.mergeRef()).strip()).isNotEqualTo(fire);

        controller.runRemotely(GithubChecksITest::look, github.apiUri(), new Wanted("by-head", "PR-7", false, true));
        controller.runRemotely(GithubChecksITest::look, github.apiUri(), new Wanted("by-merge", "PR-8", true, false));
        await(() -> assertThat(github.checks().updates(air, "Components")).isNotEmpty());
        Files.createFile(directory.resolve("go"));
        awaitStatus(github, air, "failure", "air/test failed");
        awaitStatus(github, fire, "success", "pull request can be merged");

        List<FakeChecks.Update> failed = ended(air);
        assertThat(failed.get(0).created()).isTrue();
        assertThat(failed.get(0).text("/status")).isEqualTo("in_progress");
        assertThat(failed.get(0).text("/conclusion")).isIn("", "null");
        FakeChecks.Update failure = failed.get(failed.size() - 1);
        String page = controller.getUrl() + "job/by-head/job/PR-7/1/components/";
        assertThat(failure.text("/conclusion")).isEqualTo("failure");
        assertThat(failure.text("/details_url")).isEqualTo(page);
        assertThat(failure.text("/external_id")).isEqualTo("by-head/PR-7#1");
        assertThat(failure.text("/output/title")).isEqualTo("1 passed or proven, 1 failed, 0 not finished");
        assertThat(failure.text("/output/summary"))
                .contains("Tests have failed", "exit code 3", "and this is why", page);
        assertThat(bytes(failure, "/output/summary")).isGreaterThan(50_000);

        List<FakeChecks.Update> passed = ended(fire);
        FakeChecks.Update success = passed.get(passed.size() - 1);
        assertThat(success.text("/conclusion")).isEqualTo("success");
        assertThat(success.text("/details_url")).isEqualTo(controller.getUrl() + "job/by-merge/job/PR-8/1/components/");
        assertThat(success.text("/output/title")).isEqualTo("2 passed or proven, 0 failed, 0 not finished");

        // The trait of the plugin disables its own check and the status of the branch source.
        await(() -> assertThat(github.checks().updates(air, "Jenkins"))
                .anyMatch(update -> update.text("/status").equals("completed")));
        assertThat(github.checks().updates(air, "Jenkins"))
                .extracting(FakeChecks.Update::id)
                .doesNotContain(failure.id());
        assertThat(github.checks().updates(fire, "Jenkins")).isEmpty();
        assertThat(github.conversation().statuses())
                .filteredOn(status -> status.commit().equals(fire))
                .extracting(FakeConversation.Status::context)
                .containsOnly(Reporting.CONTEXT);
        assertThat(List.of(failed, passed)).allSatisfy(checks -> {
            assertThat(checks)
                    .extracting(FakeChecks.Update::id)
                    .containsOnly(checks.get(0).id());
            assertThat(checks).filteredOn(FakeChecks.Update::created).hasSize(1);
        });
        assertThat(github.checks().updates()).allSatisfy(update -> {
            assertThat(update.text("/head_sha")).isIn(air, fire);
            assertThat(update.text("/name")).isIn("Components", "Jenkins");
            assertThat(bytes(update, "/output/summary")).isLessThanOrEqualTo(MAX_BYTES);
            assertThat(bytes(update, "/output/text")).isLessThanOrEqualTo(MAX_BYTES);
            assertThat(update.run().at("/output/annotations")).isEmpty();
        });
        assertThat(github.problems()).isEmpty();
    }

    @Test
    void shouldReportStatusesIfChecksAreRejected() throws Throwable {
        String passed = "pull request can be merged";
        github.fail("POST /check-runs", 403);
        String air = head(github.open(8, "acme", "fire", "main"));
        controller.runRemotely(GithubChecksITest::look, github.apiUri(), new Wanted("shop", "PR-*", true, true));
        awaitStatus(github, air, "success", passed);
        assertThat(controller.runRemotely(GithubChecksITest::result, "PR-8")).isEqualTo("SUCCESS");
        assertThat(github.requests()).contains("POST /check-runs");
        assertThat(github.checks().updates()).isEmpty();

        github.fail("POST /check-runs", 422);
        String again = head(github.open(9, "acme", "fire-again", "main"));
        github.forgetRequests();
        controller.runRemotely(GithubChecksITest::lookAgain);
        awaitStatus(github, again, "success", passed);
        assertThat(controller.runRemotely(GithubChecksITest::result, "PR-9")).isEqualTo("SUCCESS");
        assertThat(github.requests()).contains("POST /check-runs");
        assertThat(github.checks().updates()).isEmpty();

        // A failed check is published later.
        github.fail("POST /check-runs", 0);
        controller.runRemotely(GithubChecksITest::reevaluate);
        assertThat(ended(again)).hasSize(1);
        assertThat(github.problems()).isEmpty();
    }

    private static void prepare(JenkinsRule rule, String apiUri, String key) throws Exception {
        rule.jenkins.setQuietPeriod(0);
        rule.jenkins.setNumExecutors(4);
        GitHubSCMSource.setEventDelaySeconds(0);
        GitHubAppCredentials credentials =
                new GitHubAppCredentials(CredentialsScope.GLOBAL, "app", null, "42", Secret.fromString(key));
        credentials.setApiUri(apiUri);
        SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
        SystemCredentialsProvider.getInstance().save();
    }

    /** Creates a project, and finds its pull requests. */
    private static void look(JenkinsRule rule, String apiUri, Wanted wanted) throws Exception {
        MergeabilityTrait mergeability = new MergeabilityTrait();
        mergeability.setApprovals(0);
        ChangeRequestCheckoutStrategy strategy =
                wanted.merge() ? ChangeRequestCheckoutStrategy.MERGE : ChangeRequestCheckoutStrategy.HEAD;
        List<SCMSourceTrait> traits = new ArrayList<>(List.of(
                mergeability,
                new WildcardSCMHeadFilterTrait(wanted.pulls(), ""),
                new OriginPullRequestDiscoveryTrait(wanted.merge() ? 1 : 2),
                new ForkPullRequestDiscoveryTrait(
                        Set.of(strategy), new ForkPullRequestDiscoveryTrait.TrustPermission())));
        if (!wanted.own()) {
            Class<? extends SCMSourceTrait> trait = rule.jenkins
                    .pluginManager
                    .uberClassLoader
                    .loadClass("io.jenkins.plugins.checks.github.status.GitHubSCMSourceStatusChecksTrait")
                    .asSubclass(SCMSourceTrait.class);
            traits.add(DescribableModel.of(trait).instantiate(Map.of("skip", true, "skipNotifications", true)));
        }
        GitHubSCMSource source = new GitHubSCMSource("acme", "shop", null, false);
        source.setApiUri(apiUri);
        source.setCredentialsId("app");
        source.setTraits(traits);
        WorkflowMultiBranchProject project =
                rule.jenkins.createProject(WorkflowMultiBranchProject.class, wanted.name());
        project.getSourcesList().add(new BranchSource(source));
        project.scheduleBuild2(0).getFuture().get();
    }

    private static void lookAgain(JenkinsRule rule) throws Exception {
        rule.jenkins
                .getItemByFullName("shop", WorkflowMultiBranchProject.class)
                .scheduleBuild2(0)
                .getFuture()
                .get();
    }

    private static String result(JenkinsRule rule, String name) throws Exception {
        WorkflowRun run = rule.jenkins
                .getItemByFullName("shop/" + name, WorkflowJob.class)
                .getLastBuild();
        return String.valueOf(rule.waitForCompletion(run).getResult());
    }

    private static void reevaluate(JenkinsRule rule) throws Exception {
        rule.jenkins.setCrumbIssuer(null);
        try (JenkinsRule.WebClient web = rule.createWebClient()) {
            web.getPage(
                    new WebRequest(new URL(rule.getURL(), "job/shop/pull-requests/reevaluateAll"), HttpMethod.POST));
        }
    }
}
