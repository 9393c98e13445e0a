package io.jenkins.plugins.mergeability.view;

import static io.jenkins.plugins.mergeability.view.SampleMap.key;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.Item;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.PasswordParameterValue;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.SharedControllers;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jenkins.branch.BranchSource;
import jenkins.model.Jenkins;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The button that re-runs what failed, and who may see and press it. */
@WithJenkins
final class RerunITest {

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void prepare() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("anonymous", "reader", "builder")
                .grant(Item.READ)
                .everywhere()
                .to("reader", "builder")
                .grant(Item.BUILD)
                .everywhere()
                .to("builder"));
    }

    @AfterEach
    void reset() throws Exception {
        SharedControllers.reset(jenkins);
    }

    private WorkflowRun build(String name, ParameterValue... parameters) throws Exception {
        WorkflowJob project = jenkins.createProject(WorkflowJob.class, name);
        project.setDefinition(new CpsFlowDefinition("echo \"made by ${params.WHO}\"", true));
        project.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("WHO", "nobody"), new PasswordParameterDefinition("KEY", "", "")));
        WorkflowRun run = jenkins.assertBuildStatusSuccess(project.scheduleBuild2(0, new ParametersAction(parameters)));
        jenkins.waitUntilNoActivity();
        return run;
    }

    private static void record(Run<?, ?> build, JobStatus state, boolean proofs) throws Exception {
        SampleMap map = new SampleMap(SampleMap.SMALL);
        BuildRecord record = (proofs ? map : map.withoutProofs()).begin(build, map.changing("docs/index"));
        record.started(key("docs", "build"), "docs", "agent 1");
        record.ended(key("docs", "build"), state, "", false);
        record.close("");
    }

    private HtmlPage page(String user, Run<?, ?> build) throws Exception {
        return jenkins.createWebClient().login(user).getPage(build, "components/");
    }

    private boolean offered(Run<?, ?> build) throws Exception {
        DomElement form = page("builder", build).querySelector("form.mergeability-rerun");
        return !form.hasAttribute("hidden");
    }

    private int post(String user, Run<?, ?> build) throws Exception {
        JenkinsRule.WebClient client =
                jenkins.createWebClient().login(user).withThrowExceptionOnFailingStatusCode(false);
        URL url = new URL(jenkins.getURL(), build.getUrl() + "components/rerun");
        return client.getPage(client.addCrumb(new WebRequest(url, HttpMethod.POST)))
                .getWebResponse()
                .getStatusCode();
    }

    @Test
    void shouldBuildTheSameCommitAgain() throws Exception {
        WorkflowRun build = build("air", new StringParameterValue("WHO", "me"));
        record(build, JobStatus.FAILED, true);

        HtmlForm form = page("builder", build).querySelector("form.mergeability-rerun");
        HtmlPage next = form.<HtmlElement>querySelector("button").click();
        jenkins.waitUntilNoActivity();

        assertThat(next.getUrl().getPath()).endsWith("/job/air/");
        WorkflowRun again = build.getParent().getLastBuild();
        assertThat(again.getNumber()).isEqualTo(2);
        assertThat(again.getAction(ParametersAction.class).getParameter("WHO").getValue())
                .isEqualTo("me");
        assertThat(again.getCauses())
                .extracting(Cause::getShortDescription)
                .containsExactly("Started by user builder", "Rebuilt #1");
        jenkins.assertLogContains("made by me", again);
    }

    @Test
    void shouldBeOfferedOnlyIfJobsAreLeftToRun() throws Exception {
        WorkflowRun passed = build("passed");
        record(passed, JobStatus.PASSED, true);
        WorkflowRun unproven = build("unproven");
        record(unproven, JobStatus.FAILED, false);
        WorkflowRun secret = build("secret", new PasswordParameterValue("KEY", "very secret"));
        record(secret, JobStatus.FAILED, true);
        WorkflowRun interrupted = build("interrupted");
        record(interrupted, JobStatus.INTERRUPTED, true);

        assertThat(offered(passed)).isFalse();
        assertThat(offered(unproven)).isFalse();
        assertThat(offered(secret)).isFalse();
        assertThat(offered(interrupted)).isTrue();
        assertThat(List.of(post("builder", passed), post("builder", unproven), post("builder", secret)))
                .containsOnly(400);
        interrupted.getParent().setDisabled(true);
        assertThat(offered(interrupted)).isFalse();
        assertThat(post("builder", interrupted)).isEqualTo(400);
        assertThat(jenkins.jenkins.getQueue().getItems()).isEmpty();
    }

    @Test
    void shouldRequirePermissionToBuild() throws Exception {
        WorkflowRun build = build("air");
        record(build, JobStatus.FAILED, true);

        assertThat((Object) page("reader", build).querySelector("form.mergeability-rerun"))
                .isNull();
        assertThat(post("reader", build)).isEqualTo(403);
        jenkins.createWebClient().login("builder").assertFails(build.getUrl() + "components/rerun", 405);
        JenkinsRule.WebClient anonymous = jenkins.createWebClient();
        for (String url : List.of("", "content", "progress", "plan.json", "graph.svg", "timeline.svg", "api/json")) {
            anonymous.assertFails(build.getUrl() + "components/" + url, 404);
        }
        jenkins.waitUntilNoActivity();
        assertThat(build.getParent().getLastBuild()).isEqualTo(build);
    }

    @Test
    void shouldBuildTheSameRevisionOfABranch(@TempDir Path directory) throws Exception {
        commit(directory, "first");
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "air");
        GitSCMSource source = new GitSCMSource(directory.toUri().toString());
        source.setTraits(List.of(new BranchDiscoveryTrait()));
        project.getSourcesList().add(new BranchSource(source));
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        WorkflowJob branch = project.getItem("main");
        WorkflowRun build = branch.getLastBuild();
        record(build, JobStatus.FAILED, true);
        commit(directory, "second");

        assertThat(post("builder", build)).isEqualTo(200);
        jenkins.waitUntilNoActivity();

        WorkflowRun again = branch.getLastBuild();
        assertThat(again.getNumber()).isEqualTo(2);
        jenkins.assertLogContains("Jenkinsfile is the first", again);
        jenkins.assertLogContains("the text is the first", again);
    }

    private static void commit(Path directory, String which) throws Exception {
        Files.writeString(
                directory.resolve("Jenkinsfile"),
                "echo 'Jenkinsfile is the %s'; node { checkout scm; echo \"the text is the ${readFile 'text'}\" }"
                        .formatted(which));
        Files.writeString(directory.resolve("text"), which);
        git(directory, "init", "-q", "-b", "main");
        git(directory, "add", ".");
        git(directory, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "change");
    }

    private static void git(Path directory, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
