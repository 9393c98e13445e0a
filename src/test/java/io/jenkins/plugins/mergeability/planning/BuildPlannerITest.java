package io.jenkins.plugins.mergeability.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.CauseAction;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.plugins.git.BranchSpec;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import hudson.plugins.git.extensions.GitSCMExtension;
import hudson.plugins.git.extensions.impl.CloneOption;
import hudson.scm.SCM;
import hudson.slaves.DumbSlave;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.ComponentState;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.plan.Reason;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.proofs.ControllerProofStores;
import io.jenkins.plugins.mergeability.proofs.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class BuildPlannerITest {

    private static final String MAP = """
            version: 1
            components:
              air: {jobs: {test: make test}}
              water: {dependsOn: [air], jobs: {test: make test, release: {when: merge, run: make release}}}
            """;

    private static final String SCRIPT = "node { checkout scm }";

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;

    /** The name of the job outside of multibranch projects. */
    private String job;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
    }

    @BeforeEach
    void create() throws Exception {
        job = "plain" + jenkins.jenkins.getItems().size();
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("components.yaml", MAP).write("air/a", "1").write("water/w", "1");
        repository.write("Jenkinsfile", SCRIPT).commit("first");
    }

    @Test
    void shouldPlanEverythingInTheFirstBuildOfAPlainJob() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());

        PlannedBuild planned = plan(run, PlanOptions.DEFAULT);

        assertThat(planned.plan().affected()).containsExactly("air", "water");
        assertThat(why(planned.plan(), "air")).isEqualTo("no fully proven commit of main is known");
        assertThat(planned.plan().head()).isEqualTo(repository.head());
        assertThat(planned.repository()).isEqualTo(repository.url());
        String job = run.getParent().getFullName();
        assertThat(planned.baseline()).contains("main of the job " + job);
        assertThat(planned.scope()).isEqualTo(new Scope(Scope.Kind.JOB, job));
        assertThat(planned.untrusted()).contains(job);
        assertThat(planned.source()).isEqualTo(new MapSource("components.yaml", MAP.getBytes()));
        assertThat(planned.map().components()).containsOnlyKeys("air", "water");
        assertThat(planned.plan().occasion()).isEqualTo(When.CHANGE);
    }

    @Test
    void shouldPinThePlainJobsScmToThePlannedCommit() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());
        String planned = repository.head();
        repository.write("air/a", "2").commit("later");

        SCM scm = plan(run, PlanOptions.DEFAULT).scm().orElseThrow();

        assertThat(((GitSCM) scm).getBranches()).extracting(BranchSpec::getName).containsExactly(planned);
        assertThat(BuildPlanner.of(run, PlanOptions.DEFAULT, TaskListener.NULL).scm())
                .isPresent();
    }

    @Test
    void shouldPlanTheChangeSinceTheLastProvenCommit() throws Exception {
        proven(repository.head());
        repository.write("water/w", "2").commit("water");
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());

        Plan plan = plan(run, PlanOptions.DEFAULT).plan();

        assertThat(plan.affected()).containsExactly("water");
        assertThat(plan.base()).isEqualTo(repository.git("rev-parse", "HEAD~1").strip());
    }

    @Test
    void shouldPlanEverythingIfTheEnvironmentDiffers() throws Exception {
        proven(repository.head());
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());
        BuildVariables variables = new BuildVariables(Map.of("MODE", "fast"), Map.of(), Set.of(), Set.of(), Set.of());

        Plan plan = BuildPlanner.of(run, PlanOptions.DEFAULT, TaskListener.NULL, variables)
                .in(workspace(run), new EnvVars())
                .plan();

        assertThat(why(plan, "air")).isEqualTo("the environment differs from that of main #812: MODE");
        assertThat(plan(run, PlanOptions.DEFAULT).plan().affected()).isEmpty();
    }

    @Test
    void shouldPlanEverythingAfterRewrittenHistory() throws Exception {
        repository.write("water/w", "2");
        String gone = repository.commit("water");
        proven(gone);
        repository.git("reset", "-q", "--hard", "HEAD~1");
        repository.write("air/a", "3").commit("instead");
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());

        Plan plan = plan(run, PlanOptions.DEFAULT).plan();

        assertThat(plan.affected()).containsExactly("air", "water");
        assertThat(why(plan, "air"))
                .isEqualTo("the last fully proven commit of main (" + gone + ") is not in the clone");
    }

    @Test
    void shouldPlanEverythingIfTheProvenCommitIsNoAncestor() throws Exception {
        repository.branch("other").write("water/w", "2");
        String elsewhere = repository.commit("water");
        repository.checkout("main").write("air/a", "2").commit("air");
        proven(elsewhere);
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());

        Plan plan = plan(run, PlanOptions.DEFAULT).plan();

        assertThat(why(plan, "air"))
                .isEqualTo("the history was rewritten: the last fully proven commit of main (" + elsewhere
                        + ") is no longer part of it");
    }

    @Test
    void shouldIgnoreUncommittedChanges() throws Exception {
        proven(repository.head());
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());
        workspace(run).child("air/a").write("other", "UTF-8");
        workspace(run).child("components.yaml").write("nonsense", "UTF-8");

        Plan plan = plan(run, PlanOptions.DEFAULT).plan();

        assertThat(plan.affected()).isEmpty();
        assertThat(plan.head()).isEqualTo(repository.head());
    }

    @Test
    void shouldPlanABranchOfAMultibranchProject() throws Exception {
        String before = repository.head();
        repository.branch("topic").write("water/w", "2");
        String head = repository.commit("water");
        repository.checkout("main");
        WorkflowRun run = branch("topic");
        ControllerProofStores.get().setProvenCommit(repository.url(), "topic", Remembered.commit(before));

        PlannedBuild planned = plan(run, PlanOptions.DEFAULT);

        assertThat(planned.plan().affected()).containsExactly("water");
        assertThat(planned.baseline()).contains("topic");
        assertThat(planned.plan().occasion()).isEqualTo(When.CHANGE);
        assertThat(plan(main(run), PlanOptions.DEFAULT).plan().occasion()).isEqualTo(When.MERGE);
        repository.checkout("topic").write("water/w", "3").commit("later");
        FilePath elsewhere = new FilePath(directory.resolve("elsewhere").toFile());
        planned.scm()
                .orElseThrow()
                .checkout(run, jenkins.createLocalLauncher(), elsewhere, TaskListener.NULL, null, null);
        assertThat(plan(run, elsewhere, PlanOptions.DEFAULT).plan().head()).isEqualTo(head);
    }

    @Test
    void shouldPlanWithAMapAtAnotherPath() throws Exception {
        repository.write("ci/map.yaml", MAP).commit("another");
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());

        assertThat(plan(run, map("./ci/map.yaml")).source().name()).isEqualTo("ci/map.yaml");
        assertThatThrownBy(() -> plan(run, map("ci/mop.yaml")))
                .isInstanceOf(PlanningException.class)
                .hasMessage("there is no component map ci/mop.yaml in " + repository.head()
                        + ": commit one, or set `map` to another path");
        assertThatThrownBy(() -> plan(run, map("../map.yaml")))
                .isInstanceOf(PlanningException.class)
                .hasMessageContaining("has a `..` segment");
    }

    @Test
    void shouldPlanAnInlineMap() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());
        Map<String, Object> map =
                Map.of("version", 1, "components", Map.of("air", Map.of("jobs", Map.of("test", List.of("mix test")))));

        PlannedBuild planned = plan(run, inline(map));

        assertThat(planned.plan().components()).extracting(c -> c.name()).containsExactly("air");
        assertThat(new String(planned.source().bytes())).contains("mix test");
        assertThatThrownBy(() -> plan(run, inline(Map.of("version", 1, "componints", Map.of()))))
                .isInstanceOf(PlanningException.class)
                .hasMessageContaining("componints");
    }

    @Test
    void shouldReportAllErrorsOfAMap() throws Exception {
        repository.write("components.yaml", "version: 1\ncomponents:\n  air: {dependsOn: [watr]}\n  water: {rot: x}\n");
        repository.commit("broken");
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());

        assertThatThrownBy(() -> plan(run, PlanOptions.DEFAULT))
                .isInstanceOf(PlanningException.class)
                .hasMessageContaining("components.yaml:3:")
                .hasMessageContaining("did you mean `water`?")
                .hasMessageContaining("components.yaml:4:");
    }

    @Test
    void shouldPlanJobsByName() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());

        assertThat(plan(run, jobs("air/test")).plan().affected()).containsExactly("air");
        assertThatThrownBy(() -> plan(run, jobs("air/tset")))
                .isInstanceOf(PlanningException.class)
                .hasMessage("the map has no job of air named 'tset': did you mean 'test'?");
    }

    @Test
    void shouldPlanForOccasionsAndOptions() throws Exception {
        WorkflowJob job = plainJob();
        WorkflowRun run = jenkins.assertBuildStatus(
                Result.SUCCESS, job.scheduleBuild2(0, new CauseAction(new TimerTrigger.TimerTriggerCause())));

        assertThat(plan(run, PlanOptions.DEFAULT).plan().occasion()).isEqualTo(When.NIGHTLY);
        PlanOptions merge = new PlanOptions(
                PlanOptions.MAP_PATH,
                Optional.empty(),
                true,
                "test reason",
                Optional.empty(),
                Optional.of(When.MERGE),
                false,
                List.of());
        Plan plan = plan(run, merge).plan();
        assertThat(plan.occasion()).isEqualTo(When.MERGE);
        assertThat(why(plan, "air")).isEqualTo("test reason");
    }

    @Test
    void shouldCompareWithTheBaseThatThePipelineNames() throws Exception {
        repository.write("water/w", "2").commit("water");
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());

        assertThat(plan(run, base("HEAD~1")).plan().affected()).containsExactly("water");
        assertThatThrownBy(() -> plan(run, base("nowhere")))
                .isInstanceOf(PlanningException.class)
                .hasMessage("base: the base that the pipeline names (nowhere) is not in the clone: use a branch such as"
                        + " `origin/main`, or a commit in the clone; or remove it");
        assertThatThrownBy(() -> plan(run, base("origin/nowhere")))
                .isInstanceOf(PlanningException.class)
                .hasMessageContaining("(origin/nowhere) is not in the clone, and could not be fetched");
    }

    @Test
    void shouldPlanOnAnAgent() throws Exception {
        repository.write("Jenkinsfile", "node('far') { checkout scm }").commit("far");
        proven(repository.head());
        repository.write("water/w", "2").commit("water");
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("far"));
        agent.setMode(Node.Mode.EXCLUSIVE);
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());
        FilePath workspace = agent.getWorkspaceFor(run.getParent());

        PlannedBuild planned = BuildPlanner.of(run, PlanOptions.DEFAULT, TaskListener.NULL)
                .in(workspace, new EnvVars("WORKSPACE", workspace.getRemote()));

        assertThat(workspace.isRemote()).isTrue();
        assertThat(planned.plan().affected()).containsExactly("water");
        workspace.child("deep").mkdirs();
        PlannedBuild below = BuildPlanner.of(run, PlanOptions.DEFAULT, TaskListener.NULL)
                .in(workspace.child("deep"), new EnvVars("WORKSPACE", workspace.getRemote()));
        assertThat(PrintedPlan.of(below.plan()).text())
                .isEqualTo(PrintedPlan.of(planned.plan()).text());
        assertThatThrownBy(() -> plan(run, workspace, map("none.yaml")))
                .isInstanceOf(PlanningException.class)
                .hasMessageStartingWith("there is no component map none.yaml in ");
    }

    @Test
    void shouldDeepenAShallowClone() throws Exception {
        String proven = repository.head();
        repository.write("air/a", "2").commit("air");
        repository.write("water/w", "2").commit("water");
        CloneOption shallow = new CloneOption(true, false, null, null);
        shallow.setDepth(1);
        // Git ignores the depth of a plain local path.
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob("file://" + repository.url(), shallow));
        ControllerProofStores.get()
                .setProvenCommit("file://" + repository.url(), "main of the job " + job, Remembered.commit(proven));

        Plan plan = plan(run, PlanOptions.DEFAULT).plan();

        assertThat(plan.base()).isEqualTo(proven);
        assertThat(plan.affected()).containsExactly("air", "water");
    }

    @Test
    void shouldPlanTheCheckoutOfAScriptWithoutScm() throws Exception {
        WorkflowJob plain = jenkins.createProject(WorkflowJob.class, job);
        plain.setDefinition(new CpsFlowDefinition(
                "node { checkout scmGit(branches: [[name: '*/main']], userRemoteConfigs: [[url: '" + repository.url()
                        + "']]) }",
                true));
        WorkflowRun run = jenkins.buildAndAssertSuccess(plain);

        PlannedBuild planned = plan(run, PlanOptions.DEFAULT);

        assertThat(planned.repository()).isEqualTo(repository.url());
        assertThat(planned.baseline()).contains("main of the job " + job);
        assertThat(planned.scm()).isEmpty();
    }

    @Test
    void shouldRejectAnotherCommitThanThatOfTheBuild() throws Exception {
        repository.write("air/a", "2");
        String head = repository.commit("air");
        WorkflowRun run = branch("main");
        String before = repository.git("rev-parse", "HEAD~1").strip();
        repository.git("-C", workspace(run).getRemote(), "checkout", "-q", before);

        assertThatThrownBy(() -> plan(run, PlanOptions.DEFAULT))
                .isInstanceOf(PlanningException.class)
                .hasMessage("the checked-out commit (" + before + ") is not the commit of this build (" + head
                        + "), which jobs check out on other agents: use `checkout scm`");
    }

    @Test
    void shouldReportUnclaimedPaths() throws Exception {
        repository.write("components.yaml", "unmapped: error\n" + MAP).commit("strict");
        proven(repository.head());
        repository.write("stray", "1").commit("stray");
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());

        assertThatThrownBy(() -> plan(run, PlanOptions.DEFAULT))
                .isInstanceOf(PlanningException.class)
                .hasMessage("no component claims these changed paths, and the map has `unmapped: error`:\n  stray\n"
                        + "Add them to the `paths` of a component, or to `ignore`.");
    }

    @Test
    void shouldRunANeededJobAgainUnlessItLeavesNothing() throws Exception {
        repository.write("components.yaml", """
                unmapped: nothing
                components:
                  air:
                    jobs:
                      compile: {outputs: [out/**], run: make}
                      lint: {run: make lint}
                      test: {needs: [compile, lint], run: make test}
                  water: {jobs: {test: {needs: air/compile, run: make test}}}
                """).commit("needs");
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());
        PlannedBuild first = plan(run, PlanOptions.DEFAULT);
        prove(first, "air", 0);
        prove(first, "air", 1);

        PlannedBuild again = plan(run, PlanOptions.DEFAULT);

        assertThat(again.plan().component("air").jobs())
                .extracting(PlannedJob::state)
                .containsExactly(JobState.RUN, JobState.PROVEN, JobState.RUN);
        assertThat(again.plan().component("air").jobs().get(0).why())
                .isEqualTo("passed before; its outputs are no longer kept");

        prove(first, "air", 2);
        PlannedBuild last = plan(run, PlanOptions.DEFAULT);
        assertThat(last.plan().component("air").jobs())
                .extracting(PlannedJob::state)
                .containsExactly(JobState.RUN, JobState.PROVEN, JobState.PROVEN);
        assertThat(last.plan().component("water").jobs().get(0).state()).isEqualTo(JobState.RUN);
    }

    @Test
    void shouldHashTheVariablesThatAJobNames() throws Exception {
        repository
                .write("components.yaml", "components: {air: {jobs: {test: {inputs: {env: [MODE]}, run: make}}}}\n")
                .commit("environment");
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());

        assertThat(List.of(hash(run, Map.of()), hash(run, Map.of("MODE", "a")), hash(run, Map.of("MODE", "b"))))
                .doesNotHaveDuplicates();
        assertThat(hash(run, Map.of("MODE", "a", "OTHER", "x"))).isEqualTo(hash(run, Map.of("MODE", "a")));
    }

    private InputHash hash(WorkflowRun run, Map<String, String> environment) throws Exception {
        // The environment digest has none of them, so only jobs that name one depend on it.
        BuildVariables variables = new BuildVariables(environment, Map.of(), Set.of(), Set.of(), environment.keySet());
        return BuildPlanner.of(run, PlanOptions.DEFAULT, TaskListener.NULL, variables)
                .in(workspace(run), new EnvVars())
                .plan()
                .component("air")
                .jobs()
                .get(0)
                .hash()
                .orElseThrow();
    }

    private void prove(PlannedBuild planned, String component, int number) throws Exception {
        PlannedJob job = planned.plan().component(component).jobs().get(number);
        Outcome passed = new Outcome(
                job.key(),
                job.hash().orElseThrow(),
                true,
                Instant.now(),
                Duration.ofSeconds(1),
                "build 1",
                repository.head(),
                job.inputs());
        ControllerProofStores.get()
                .store(planned.repository(), planned.scope(), true)
                .record(List.of(passed));
    }

    @Test
    void shouldSkipProvenJobsUnlessDisabled() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());
        PlannedBuild first = plan(run, PlanOptions.DEFAULT);
        prove(first, "air", 0);

        assertThat(plan(run, PlanOptions.DEFAULT).plan().component("air").state())
                .isEqualTo(ComponentState.PROVEN);
        PlanOptions all = new PlanOptions(
                PlanOptions.MAP_PATH,
                Optional.empty(),
                false,
                "",
                Optional.empty(),
                Optional.empty(),
                false,
                List.of());
        assertThat(plan(run, all).plan().component("air").state()).isEqualTo(ComponentState.AFFECTED);
    }

    @Test
    void shouldReportAMissingRepository() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(plainJob());
        FilePath empty = new FilePath(directory.resolve("empty").toFile());
        empty.mkdirs();

        assertThatThrownBy(() -> plan(run, empty, PlanOptions.DEFAULT))
                .isInstanceOf(PlanningException.class)
                .hasMessageContaining("is not in a git repository");
    }

    private WorkflowJob plainJob() throws Exception {
        return plainJob(repository.url());
    }

    private WorkflowJob plainJob(String url, GitSCMExtension... extensions) throws Exception {
        WorkflowJob plain = jenkins.createProject(WorkflowJob.class, job);
        GitSCM scm = new GitSCM(
                List.of(new UserRemoteConfig(url, null, null, null)),
                List.of(new BranchSpec("*/main")),
                null,
                null,
                List.of(extensions));
        plain.setDefinition(new CpsScmFlowDefinition(scm, "Jenkinsfile"));
        return plain;
    }

    private WorkflowRun branch(String name) throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class);
        GitSCMSource source = new GitSCMSource(repository.url());
        source.setTraits(List.of(new BranchDiscoveryTrait()));
        project.getSourcesList().add(new BranchSource(source));
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        WorkflowRun run = project.getItem(name).getLastBuild();
        return jenkins.assertBuildStatusSuccess(run);
    }

    private static WorkflowRun main(WorkflowRun sibling) {
        return ((WorkflowMultiBranchProject) sibling.getParent().getParent())
                .getItem("main")
                .getLastBuild();
    }

    private void proven(String commit) throws Exception {
        ControllerProofStores.get()
                .setProvenCommit(repository.url(), "main of the job " + job, Remembered.commit(commit));
    }

    private FilePath workspace(WorkflowRun run) {
        return jenkins.jenkins.getWorkspaceFor(run.getParent());
    }

    private PlannedBuild plan(WorkflowRun run, PlanOptions options) throws Exception {
        return plan(run, workspace(run), options);
    }

    private PlannedBuild plan(WorkflowRun run, FilePath workspace, PlanOptions options) throws Exception {
        return BuildPlanner.of(run, options, TaskListener.NULL).in(workspace, new EnvVars());
    }

    private static PlanOptions map(String path) {
        return new PlanOptions(path, Optional.empty(), false, "", Optional.empty(), Optional.empty(), true, List.of());
    }

    private static PlanOptions inline(Map<String, Object> map) {
        return new PlanOptions("", Optional.of(map), false, "", Optional.empty(), Optional.empty(), true, List.of());
    }

    private static PlanOptions base(String revision) {
        return new PlanOptions(
                PlanOptions.MAP_PATH,
                Optional.empty(),
                false,
                "",
                Optional.of(revision),
                Optional.empty(),
                true,
                List.of());
    }

    private static PlanOptions jobs(String... names) {
        return new PlanOptions(
                PlanOptions.MAP_PATH,
                Optional.empty(),
                false,
                "",
                Optional.empty(),
                Optional.empty(),
                true,
                List.of(names));
    }

    private static String why(Plan plan, String component) {
        List<Reason> reasons = plan.component(component).reasons();
        assertThat(reasons).hasSize(1);
        assertThat(reasons.get(0).kind()).isEqualTo(Reason.Kind.EVERYTHING);
        return reasons.get(0).subject();
    }
}
