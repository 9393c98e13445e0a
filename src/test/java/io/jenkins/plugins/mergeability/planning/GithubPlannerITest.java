package io.jenkins.plugins.mergeability.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.EnvVars;
import hudson.model.Descriptor;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.mergeability.config.MergeabilityConfiguration;
import io.jenkins.plugins.mergeability.config.PlatformConfiguration;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.FakePull;
import io.jenkins.plugins.mergeability.github.LocalCloneTrait;
import io.jenkins.plugins.mergeability.proofs.ControllerProofStores;
import io.jenkins.plugins.mergeability.proofs.Scope;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jenkins.branch.BranchSource;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import jenkins.scm.api.trait.SCMSourceTrait;
import org.jenkinsci.plugins.github_branch_source.BranchDiscoveryTrait;
import org.jenkinsci.plugins.github_branch_source.ForkPullRequestDiscoveryTrait;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.OriginPullRequestDiscoveryTrait;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowBranchProjectFactory;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GithubPlannerITest {

    private static final int HEAD = 2;
    private static final int MERGE = 1;

    private static final String MAP = """
            version: 1
            components:
              air: {jobs: {test: make test}}
              water: {dependsOn: [air], jobs: {test: make test}}
              fire: {jobs: {test: make test}}
            """;

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;
    private FakeGithub github;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
    }

    @BeforeEach
    void create() throws Exception {
        repository = TestRepository.init(directory.resolve("repository"));
        repository
                .write("components.yaml", MAP)
                .write("air/a", "1")
                .write("water/w", "1")
                .write("fire/f", "1");
        repository.write("Jenkinsfile", "node { checkout scm }").commit("first");
        repository
                .branch("topic")
                .write("water/caf\u00E9 'x'", "2")
                .write("air/run", "x")
                .commit("water");
        repository.git("update-index", "--chmod=+x", "water/w");
        repository.git("commit", "-q", "-m", "executable");
        repository.git("reset", "-q", "--hard");
        repository.checkout("main").write("fire/f", "2").commit("meanwhile");
        github = FakeGithub.with(repository);
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void shouldPlanThePullRequestsHeadAsAnAgentDoes() throws Exception {
        github.open(7, "acme", "topic", "main");
        WorkflowRun run = run(HEAD, "PR-7");
        github.forgetRequests();

        PlannedBuild planned = withoutAgent(run).orElseThrow();

        assertThat(github.requests())
                .filteredOn(request -> request.contains("/compare/") || request.contains("/trees/"))
                .hasSize(3);
        assertThat(github.requests()).hasSizeLessThanOrEqualTo(6);
        assertThat(planned.plan().affected()).containsExactly("air", "water");
        assertThat(planned.plan().head())
                .isEqualTo(repository.git("rev-parse", "topic").strip());
        assertThat(planned.plan().base())
                .isEqualTo(repository.git("rev-parse", "main~1").strip());
        assertThat(planned.plan().occasion()).isEqualTo(When.CHANGE);
        assertThat(planned.baseline()).isEmpty();
        assertThat(planned.scope()).isEqualTo(new Scope(Scope.Kind.BRANCH, "pull request 7"));
        assertThat(planned.untrusted()).isEmpty();
        assertThat(printed(planned)).isEqualTo(printed(onAgent(run)));
    }

    @Test
    void shouldPlanThePullRequestsMergeAsAnAgentDoes() throws Exception {
        FakePull pull = github.open(7, "acme", "topic", "main");
        WorkflowRun run = run(MERGE, "PR-7");

        PlannedBuild planned = withoutAgent(run).orElseThrow();

        assertThat(planned.plan().affected()).containsExactly("air", "water");
        assertThat(planned.plan().head())
                .isEqualTo(repository.git("rev-parse", pull.mergeRef()).strip());
        assertThat(planned.plan().base())
                .isEqualTo(repository.git("rev-parse", "main").strip());
        PlannedBuild agents = onAgent(run);
        assertThat(hashes(planned.plan())).isEqualTo(hashes(agents.plan())).isNotEmpty();
        assertThat(agents.plan().base()).isEqualTo(planned.plan().base());
    }

    @Test
    void shouldReadALockFileAsAnAgentDoes() throws Exception {
        String lock = "{\"lockfileVersion\": 3, \"packages\": {\"air\": {\"dependencies\": {\"left-pad\": \"1\"}},"
                + " \"fire\": {}, \"node_modules/left-pad\": {\"version\": \"1.3.0\"}}}";
        repository.write("components.yaml", "lockfiles: [package-lock.json]\n" + MAP.replace("version: 1\n", ""));
        repository.write("package-lock.json", lock).commit("lock file");
        repository
                .branch("update")
                .write("package-lock.json", lock.replace("1.3.0", "1.3.1"))
                .commit("update");
        repository.checkout("main");
        github.close();
        github = FakeGithub.with(repository);
        github.open(8, "acme", "update", "main");
        WorkflowRun run = run(HEAD, "PR-8");

        PlannedBuild planned = withoutAgent(run).orElseThrow();

        assertThat(planned.plan().component("air").reasons().get(0).subject())
                .isEqualTo("package-lock.json: left-pad 1.3.0 → 1.3.1");
        assertThat(planned.plan().component("fire").affected()).isFalse();
        assertThat(printed(planned)).isEqualTo(printed(onAgent(run)));
    }

    /** A platform that is configured later needs no commit, and what is proven on the others stays so. */
    @Test
    void shouldPlanAJobForAllPlatformsOnEachConfiguredOne() throws Exception {
        repository.write(
                "components.yaml",
                MAP.replace("water: {", "all: {jobs: {test: {platforms: all, run: x}}}\n  water: {"));
        repository.commit("all platforms");
        github.close();
        github = FakeGithub.with(repository);
        WorkflowRun run = run(HEAD, "main");
        MergeabilityConfiguration configuration = MergeabilityConfiguration.get();
        try {
            assertThatThrownBy(() -> withoutAgent(run))
                    .isInstanceOf(PlanningException.class)
                    .hasMessageContaining("`platforms: all`, but no platform is configured");

            configuration.setPlatforms(List.of(new PlatformConfiguration("linux")));
            PlannedBuild one = withoutAgent(run).orElseThrow();
            configuration.setPlatforms(
                    List.of(new PlatformConfiguration("linux"), new PlatformConfiguration("freebsd")));
            PlannedBuild two = withoutAgent(run).orElseThrow();

            assertThat(one.platforms()).containsExactly("linux");
            assertThat(one.around().platforms()).containsExactly("linux");
            assertThat(two.plan().component("all").jobs())
                    .extracting(job -> job.key().toString())
                    .containsExactly("all/test@linux", "all/test@freebsd");
            assertThat(two.plan().component("all").jobs().get(0).hash())
                    .isEqualTo(one.plan().component("all").jobs().get(0).hash());
            assertThat(printed(two)).isEqualTo(printed(onAgent(run)));
        } finally {
            configuration.setPlatforms(List.of());
        }
    }

    @Test
    void shouldPlanOnAnAgentIfTheMergeOfGithubIsOutdated() throws Exception {
        FakePull pull = github.open(7, "acme", "topic", "main");
        WorkflowRun run = run(MERGE, "PR-7");
        String merge = repository.git("rev-parse", pull.mergeRef()).strip();
        String main = repository.git("rev-parse", "main").strip();
        String before = repository.git("rev-parse", "topic~1").strip();

        github.change("/commits/" + merge, commit -> {
            ((ObjectNode) commit.at("/parents/0")).put("sha", main);
            ((ObjectNode) commit.at("/parents/1")).put("sha", before);
        });

        assertThat(logWithoutAgent(run))
                .contains("Planning on an agent, because the query to GitHub failed: the parents of its merge commit "
                        + merge + " are not ");
    }

    @Test
    void shouldRefuseTheMapOfAMergeThatDiffersFromThatOfGithub() throws Exception {
        FakePull pull = github.open(7, "acme", "topic", "main");
        repository
                .checkout("topic")
                .write("components.yaml", MAP.replace("make test", "true"))
                .commit("map");
        String other = repository
                .git("commit-tree", "-m", "otherwise", "-p", "main", "-p", "topic~1", "topic^{tree}")
                .strip();
        repository.git("update-ref", "refs/heads/topic", "topic~1");
        repository.git("update-ref", pull.mergeRef(), other);
        repository.git("reset", "-q", "--hard");
        repository.checkout("main");
        WorkflowRun run = run(MERGE, "PR-7");

        assertThat(new String(withoutAgent(run).orElseThrow().source().bytes(), StandardCharsets.UTF_8))
                .contains("{jobs: {test: true}}");
        assertThatThrownBy(() -> onAgent(run))
                .isInstanceOf(PlanningException.class)
                .hasMessage("agent " + jenkins.jenkins.toComputer().getDisplayName()
                        + " has merged another component map components.yaml than GitHub, from the same commits: build"
                        + " again on another agent, or merge the target branch into the pull request");
        github.fail("GET /commits/" + other, 502);
        assertThat(onAgent(run).plan().affected()).containsExactly("air", "water");
    }

    @Test
    void shouldPlanEverythingOfAPullRequestIfItsEnvironmentIsNotThatOfTheTarget() throws Exception {
        github.open(7, "acme", "topic", "main");
        WorkflowRun run = run(HEAD, "PR-7");
        ControllerProofStores.get()
                .setProvenCommit(repository.url(), "main (merge)", Remembered.commit(repository.head()));
        assertThat(withoutAgent(run).orElseThrow().plan().affected()).containsExactly("air", "water");
        BuildVariables variables = new BuildVariables(Map.of("MODE", "fast"), Map.of(), Set.of(), Set.of(), Set.of());

        Plan plan = BuildPlanner.of(run, PlanOptions.DEFAULT, TaskListener.NULL, variables)
                .withoutAgent()
                .orElseThrow()
                .plan();

        assertThat(plan.affected()).containsExactly("air", "fire", "water");
        assertThat(plan.component("fire").reasons().get(0).subject())
                .isEqualTo("the environment differs from that of main #812: MODE");
    }

    @Test
    void shouldPlanABranchSinceItsProvenCommit() throws Exception {
        WorkflowRun run = run(HEAD, "main");
        String before = repository.git("rev-parse", "main~1").strip();
        ControllerProofStores.get()
                .setProvenCommit(
                        withoutAgent(run).orElseThrow().repository(), "main (merge)", Remembered.commit(before));

        PlannedBuild planned = withoutAgent(run).orElseThrow();

        assertThat(planned.plan().affected()).containsExactly("fire");
        assertThat(planned.plan().occasion()).isEqualTo(When.MERGE);
        assertThat(planned.baseline()).contains("main (merge)");
        assertThat(printed(planned)).isEqualTo(printed(onAgent(run)));
    }

    @Test
    void shouldPlanABranchWithRewrittenHistoryAsAnAgentDoes() throws Exception {
        WorkflowRun run = run(HEAD, "main");
        String elsewhere = repository.git("rev-parse", "topic").strip();
        ControllerProofStores.get().setProvenCommit(repository.url(), "main (merge)", Remembered.commit(elsewhere));

        PlannedBuild planned = withoutAgent(run).orElseThrow();

        assertThat(planned.plan().affected()).containsExactly("air", "fire", "water");
        assertThat(planned.plan().component("air").reasons().get(0).subject()).startsWith("the history was rewritten");
    }

    @Test
    void shouldFetchAMissingBase() throws Exception {
        repository.write("air/a", "9").commit("far ahead");
        github.open(7, "acme", "topic", "main");
        WorkflowRun run = run(HEAD, "PR-7");
        ByteArrayOutputStream log = new ByteArrayOutputStream();

        PlannedBuild planned = onAgent(run, new StreamTaskListener(log, StandardCharsets.UTF_8));

        assertThat(log.toString(StandardCharsets.UTF_8)).contains("Fetching upstream changes from " + repository.url());
        assertThat(planned.plan().affected()).containsExactly("air", "water");
        assertThat(planned.plan().base())
                .isEqualTo(repository.git("rev-parse", "main~2").strip());
    }

    @Test
    void shouldPlanEverythingIfTheBaseCannotBeFetched() throws Exception {
        github.open(7, "acme", "topic", "main");
        WorkflowRun run = run(HEAD, "PR-7");
        String base = repository.head();
        repository.git("checkout", "-q", "topic");
        repository.git("branch", "-D", "main");

        PlannedBuild planned = onAgent(run);

        assertThat(planned.plan().affected()).containsExactly("air", "fire", "water");
        assertThat(planned.plan().component("air").reasons().get(0).subject())
                .startsWith("the target commit of main (" + base + ") is not in the clone, and could not be fetched: ");
    }

    @Test
    void shouldReadTheMapOfAnUntrustedForkFromItsTarget() throws Exception {
        repository.checkout("topic").write("components.yaml", MAP.replace("make test", "steal secrets"));
        repository.commit("evil");
        repository.checkout("main");
        github.open(8, "mallory", "topic", "main");
        WorkflowRun run = run(HEAD, "PR-8", new InlineScript());

        for (PlannedBuild planned : List.of(withoutAgent(run).orElseThrow(), onAgent(run))) {
            assertThat(new String(planned.source().bytes(), StandardCharsets.UTF_8))
                    .isEqualTo(MAP);
            assertThat(planned.scope()).isEqualTo(new Scope(Scope.Kind.PULL_REQUEST, "pull request 8"));
            assertThat(planned.untrusted()).contains("PR-8");
            assertThat(planned.plan().affected()).containsExactly("air", "water");
            assertThat(planned.plan().notes()).hasSize(1);
            assertThat(planned.plan().notes().get(0))
                    .startsWith(
                            "the changes of PR-8 to components.yaml are ignored, because it is not trusted: the map is"
                                    + " that of main (");
        }
        assertThat(printed(withoutAgent(run).orElseThrow())).isEqualTo(printed(onAgent(run)));
        PlanOptions other = new PlanOptions(
                "other.yaml", Optional.empty(), false, "", Optional.empty(), Optional.empty(), true, List.of());
        assertThatThrownBy(() -> BuildPlanner.of(run, other, TaskListener.NULL).withoutAgent())
                .isInstanceOf(PlanningException.class)
                .hasMessageContaining("there is no component map other.yaml in main (");
    }

    @Test
    void shouldTrustTheMapOfAPullRequestFromTheSameRepository() throws Exception {
        repository
                .checkout("topic")
                .write("components.yaml", MAP.replace("fire: {jobs: {test: make test}}", "fire: {}"));
        repository.commit("map");
        repository.checkout("main");
        github.open(7, "acme", "topic", "main");
        WorkflowRun run = run(HEAD, "PR-7");

        PlannedBuild planned = withoutAgent(run).orElseThrow();

        assertThat(planned.plan().affected()).containsExactly("air", "fire", "water");
        assertThat(planned.map().components().get("fire").jobs()).isEmpty();
        assertThat(printed(planned)).isEqualTo(printed(onAgent(run)));
    }

    @Test
    void shouldPlanOnAnAgentIfTheDataOfGithubIsIncomplete() throws Exception {
        github.open(7, "acme", "topic", "main");
        WorkflowRun run = run(HEAD, "PR-7");
        String tree = "/git/trees/" + repository.git("rev-parse", "topic").strip();

        github.change(tree, answer -> answer.put("truncated", true).putArray("tree"));
        assertThat(logWithoutAgent(run)).contains("is too large for one response");
        github.change(
                tree,
                answer -> answer.putArray("tree")
                        .addObject()
                        .put("path", "a\uFFFD")
                        .put("mode", "100644")
                        .put("type", "blob")
                        .put("sha", "0".repeat(40)));
        assertThat(logWithoutAgent(run)).contains("is not UTF-8");
        github.garble(tree, "nonsense");
        assertThat(logWithoutAgent(run)).contains("Planning on an agent, because the query to GitHub failed: ");
        github.close();
        assertThat(logWithoutAgent(run)).contains("Planning on an agent, because the query to GitHub failed: ");
        assertThat(onAgent(run).plan().affected()).containsExactly("air", "water");
    }

    private String logWithoutAgent(WorkflowRun run) throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        TaskListener listener = new StreamTaskListener(log, StandardCharsets.UTF_8);
        assertThat(BuildPlanner.of(run, PlanOptions.DEFAULT, listener).withoutAgent())
                .isEmpty();
        return log.toString(StandardCharsets.UTF_8);
    }

    private WorkflowRun run(int strategy, String name) throws Exception {
        return run(strategy, name, new WorkflowBranchProjectFactory());
    }

    private WorkflowRun run(int strategy, String name, WorkflowBranchProjectFactory factory) throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class);
        project.setProjectFactory(factory);
        GitHubSCMSource source = new GitHubSCMSource("acme", "shop", null, false);
        source.setApiUri(github.apiUri());
        List<SCMSourceTrait> traits = List.of(
                new BranchDiscoveryTrait(3),
                new OriginPullRequestDiscoveryTrait(strategy),
                new ForkPullRequestDiscoveryTrait(
                        Set.of(
                                strategy == HEAD
                                        ? ChangeRequestCheckoutStrategy.HEAD
                                        : ChangeRequestCheckoutStrategy.MERGE),
                        new ForkPullRequestDiscoveryTrait.TrustPermission()),
                new LocalCloneTrait(repository.url()));
        source.setTraits(traits);
        project.getSourcesList().add(new BranchSource(source));
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        if (project.getItem(name) == null) {
            throw new AssertionError(
                    Files.readString(project.getIndexing().getLogFile().toPath()) + github.requests());
        }
        return jenkins.assertBuildStatusSuccess(project.getItem(name).getLastBuild());
    }

    private static Optional<PlannedBuild> withoutAgent(WorkflowRun run) throws Exception {
        return BuildPlanner.of(run, PlanOptions.DEFAULT, TaskListener.NULL).withoutAgent();
    }

    private PlannedBuild onAgent(WorkflowRun run) throws Exception {
        return onAgent(run, TaskListener.NULL);
    }

    private PlannedBuild onAgent(WorkflowRun run, TaskListener listener) throws Exception {
        return BuildPlanner.of(run, PlanOptions.DEFAULT, listener)
                .in(jenkins.jenkins.getWorkspaceFor(run.getParent()), new EnvVars());
    }

    private static String printed(PlannedBuild planned) {
        return PrintedPlan.of(planned.plan()).text();
    }

    private static List<String> hashes(Plan plan) {
        return plan.components().stream()
                .flatMap(component -> component.jobs().stream())
                .map(PlannedJob::hash)
                .flatMap(Optional::stream)
                .map(hash -> hash.hex())
                .toList();
    }

    /** A fixed script, because the source cannot clone the trusted revision over HTTP. */
    public static class InlineScript extends WorkflowBranchProjectFactory {

        @Override
        protected FlowDefinition createDefinition() {
            try {
                return new CpsFlowDefinition("node { checkout scm }", true);
            } catch (Descriptor.FormException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
