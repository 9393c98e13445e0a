package io.jenkins.plugins.mergeability.planning;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserMergeOptions;
import hudson.plugins.git.extensions.impl.PreBuildMerge;
import io.jenkins.plugins.mergeability.proofs.ControllerProofStores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMBuilder;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import jenkins.scm.api.trait.SCMBuilder;
import jenkins.scm.api.trait.SCMSourceTrait;
import jenkins.scm.api.trait.SCMSourceTraitDescriptor;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Branches of git repositories are planned on the controller, from the clone of the git plugin. */
@WithJenkins
class CloneQueryITest {

    private static final String MAP = """
            version: 1
            components:
              air: {jobs: {test: make test}}
              water: {dependsOn: [air], jobs: {test: make test}}
            """;

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;
    private WorkflowMultiBranchProject project;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
    }

    @BeforeEach
    void create() throws Exception {
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("components.yaml", MAP).write("air/a", "1").write("water/w", "1");
        repository.write("Jenkinsfile", "node { checkout scm }").commit("first");
    }

    private WorkflowRun build(String branch, SCMSourceTrait... traits) throws Exception {
        project = jenkins.createProject(WorkflowMultiBranchProject.class);
        GitSCMSource source = new GitSCMSource(repository.url());
        List<SCMSourceTrait> all = new ArrayList<>(List.of(traits));
        all.add(new BranchDiscoveryTrait());
        source.setTraits(all);
        project.getSourcesList().add(new BranchSource(source));
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        return jenkins.assertBuildStatusSuccess(project.getItem(branch).getLastBuild());
    }

    private static Optional<PlannedBuild> withoutAgent(WorkflowRun run, PlanOptions options) throws Exception {
        return BuildPlanner.of(run, options, TaskListener.NULL).withoutAgent();
    }

    private static String onAgent(WorkflowRun run) throws Exception {
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(run.getParent());
        return PrintedPlan.of(BuildPlanner.of(run, PlanOptions.DEFAULT, TaskListener.NULL)
                        .in(workspace, new EnvVars())
                        .plan())
                .text();
    }

    @Test
    void shouldMakeThePlanThatAnAgentMakes() throws Exception {
        String first = repository.head();
        repository.branch("topic").write("water/w", "2");
        String head = repository.commit("water");
        repository.checkout("main");
        WorkflowRun run = build("topic");
        ControllerProofStores.get().setProvenCommit(repository.url(), "topic", Remembered.commit(first));
        repository.checkout("topic").write("air/a", "2").commit("later, and not of this build");

        PlannedBuild planned = withoutAgent(run, PlanOptions.DEFAULT).orElseThrow();

        assertThat(planned.plan().affected()).containsExactly("water");
        assertThat(planned.plan().base()).isEqualTo(first);
        assertThat(planned.plan().head()).isEqualTo(head);
        assertThat(PrintedPlan.of(planned.plan()).text()).isEqualTo(onAgent(run));
    }

    @Test
    void shouldNeedNoExecutor() throws Exception {
        repository
                .write("Jenkinsfile", "echo \"affected: ${planComponents().affected}\"")
                .commit("script");
        int executors = jenkins.jenkins.getNumExecutors();
        jenkins.jenkins.setNumExecutors(0);
        try {
            jenkins.assertLogContains("affected: [air, water]", build("main"));
        } finally {
            jenkins.jenkins.setNumExecutors(executors);
        }
    }

    @Test
    void shouldLeaveRewrittenHistoryToAnAgent() throws Exception {
        repository.branch("topic").write("water/w", "2");
        String rewritten = repository.commit("water");
        repository.git("reset", "-q", "--hard", "main");
        repository.write("water/w", "3").commit("another one");
        repository.checkout("main");
        WorkflowRun run = build("topic");
        ControllerProofStores.get().setProvenCommit(repository.url(), "topic", Remembered.commit(rewritten));

        assertThat(withoutAgent(run, PlanOptions.DEFAULT)).isEmpty();
    }

    @Test
    void shouldLeaveNamesOfRevisionsToAnAgent() throws Exception {
        WorkflowRun run = build("main");
        PlanOptions named = new PlanOptions(
                PlanOptions.MAP_PATH,
                Optional.empty(),
                false,
                "",
                Optional.of("origin/main"),
                Optional.empty(),
                true,
                List.of());

        assertThat(withoutAgent(run, named)).isEmpty();
    }

    @Test
    void shouldLeaveAMergeBeforeTheBuildToAnAgent() throws Exception {
        repository.branch("topic").write("water/w", "2").commit("water");
        repository.checkout("main").write("air/a", "2").commit("air");

        WorkflowRun run = build("topic", new MergesMain());

        assertThat(withoutAgent(run, PlanOptions.DEFAULT)).isEmpty();
    }

    @Test
    void shouldLeaveAMissingMapToAnAgent() throws Exception {
        repository.git("rm", "-q", "components.yaml");
        repository.commit("no map");

        assertThat(withoutAgent(build("main"), PlanOptions.DEFAULT)).isEmpty();
    }

    /** Each checkout merges the main branch first. */
    public static final class MergesMain extends SCMSourceTrait {

        @Override
        protected void decorateBuilder(SCMBuilder<?, ?> builder) {
            ((GitSCMBuilder<?>) builder)
                    .withExtension(new PreBuildMerge(new UserMergeOptions("origin", "main", null, null)));
        }

        /** Makes it known to Jenkins. */
        @TestExtension
        public static final class DescriptorImpl extends SCMSourceTraitDescriptor {}
    }
}
