package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.PasswordParameterValue;
import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.util.Secret;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Variables around the step are inputs of its jobs. */
@WithJenkins
class EnvironmentITest {

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void create() throws Exception {
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("air/a", "1");
        jobs("test: 'true'");
    }

    /** The Jenkinsfile is ignored, so that only what it sets around the step counts. */
    private void jobs(String jobs) throws Exception {
        repository.write(
                "components.yaml",
                "version: 1\nignore: [Jenkinsfile]\ncomponents: {air: {root: ., paths: [air/**], jobs: {" + jobs
                        + "}}}\n");
    }

    private WorkflowRun build(WorkflowJob job, String script) throws Exception {
        repository.write("Jenkinsfile", script).commit("script");
        return jenkins.buildAndAssertSuccess(job);
    }

    private static JobStatus status(WorkflowRun run) throws Exception {
        return Pipelines.job(run, "air", "test").status();
    }

    private static String reason(WorkflowRun run) throws Exception {
        return Pipelines.record(run).plan().component("air").reasons().get(0).subject();
    }

    @Test
    void shouldRunAgainForAnotherVariableOfThePipeline() throws Exception {
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        assertThat(status(build(job, "withEnv(['MODE=fast']) { buildComponents() }")))
                .isEqualTo(JobStatus.PASSED);
        WorkflowRun slow = build(job, "withEnv(['MODE=slow', 'MORE=1']) { buildComponents() }");

        assertThat(status(slow)).isEqualTo(JobStatus.PASSED);
        assertThat(reason(slow))
                .isEqualTo("the environment differs from that of " + job.getDisplayName() + " #1: MODE, MORE");

        WorkflowRun fast = build(job, "env.MODE = 'fast'\nbuildComponents()");
        assertThat(status(fast)).as("the same value, set in another way").isEqualTo(JobStatus.PROVEN);
        assertThat(status(jenkins.buildAndAssertSuccess(job))).isEqualTo(JobStatus.UNAFFECTED);
    }

    @Test
    void shouldRunAgainForAnotherVariableOfTheController() throws Exception {
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        build(job, "buildComponents()");
        EnvironmentVariablesNodeProperty global =
                new EnvironmentVariablesNodeProperty(new EnvironmentVariablesNodeProperty.Entry("MODE", "fast"));
        jenkins.jenkins.getGlobalNodeProperties().add(global);
        try {
            WorkflowRun run = jenkins.buildAndAssertSuccess(job);

            assertThat(status(run)).isEqualTo(JobStatus.PASSED);
            assertThat(reason(run)).endsWith(" #1: MODE");
        } finally {
            jenkins.jenkins.getGlobalNodeProperties().remove(global);
        }
    }

    @Test
    void shouldNeitherHashNorPassVolatileVariables() throws Exception {
        jobs("test: 'test -z \"$VERSION\"', named: {inputs: {env: [VERSION]}, run: 'test -n \"$VERSION\"'}");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        WorkflowRun first = build(job, "withEnv(['VERSION=1']) { buildComponents volatile: ['VERSION'] }");
        assertThat(Pipelines.states(first))
                .isEqualTo(Map.of("air/test", JobStatus.PASSED, "air/named", JobStatus.PASSED));

        WorkflowRun second = build(job, "withEnv(['VERSION=2']) { buildComponents(volatile: ['VERSION'], all: true) }");

        assertThat(Pipelines.states(second))
                .isEqualTo(Map.of("air/test", JobStatus.PROVEN, "air/named", JobStatus.PASSED));
    }

    @Test
    void shouldRefuseVolatileNamesThatAreNoVariables() throws Exception {
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        repository
                .write("Jenkinsfile", "buildComponents volatile: ['A; rm -rf /']")
                .commit("script");

        jenkins.assertLogContains(
                "volatile: A; rm -rf / is not the name of a variable",
                jenkins.buildAndAssertStatus(Result.FAILURE, job));
    }

    @Test
    void shouldHashSecretsByNameOnly() throws Exception {
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        job.addProperty(
                new ParametersDefinitionProperty(new PasswordParameterDefinition("PASS", Secret.fromString("x"), "")));
        String script =
                "withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) { buildComponents(all: true) }";
        secret("one");
        build(job, script);
        secret("two");

        WorkflowRun second =
                (WorkflowRun) job.scheduleBuild2(0, new ParametersAction(new PasswordParameterValue("PASS", "other")))
                        .get();

        assertThat(status(jenkins.assertBuildStatusSuccess(second))).isEqualTo(JobStatus.PROVEN);
        assertThat(Pipelines.record(second).facts().variables()).containsKeys("TOKEN", "PASS");
    }

    private static void secret(String value) throws Exception {
        List<com.cloudbees.plugins.credentials.Credentials> all =
                SystemCredentialsProvider.getInstance().getCredentials();
        all.clear();
        all.add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", null, Secret.fromString(value)));
        SystemCredentialsProvider.getInstance().save();
    }

    @Test
    void shouldHideTheBranchFromCommandsThatDoNotNameIt() throws Exception {
        jobs("test: 'test -z \"$BRANCH_NAME$BRANCH_IS_PRIMARY\" && test -n \"$BUILD_NUMBER\"',"
                + " named: {inputs: {env: [BRANCH_NAME]}, run: 'test \"$BRANCH_NAME\" = main'}");
        repository.write("Jenkinsfile", "buildComponents()").commit("script");
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class);
        GitSCMSource source = new GitSCMSource(repository.url());
        source.setTraits(List.of(new BranchDiscoveryTrait()));
        project.getSourcesList().add(new BranchSource(source));
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();

        WorkflowRun run =
                jenkins.assertBuildStatusSuccess(project.getItem("main").getLastBuild());

        assertThat(Pipelines.record(run).facts().hidden()).contains("BRANCH_NAME", "BRANCH_IS_PRIMARY");
        assertThat(Pipelines.record(run).facts().variables()).doesNotContainKeys("BRANCH_NAME", "BUILD_NUMBER");
    }
}
