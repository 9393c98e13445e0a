package io.jenkins.plugins.mergeability.mapcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Item;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.SharedControllers;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.nio.file.Path;
import java.util.List;
import jenkins.branch.BranchSource;
import jenkins.model.Jenkins;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class MapCheckITest {

    @TempDir
    private Path directory;

    private static JenkinsRule jenkins;
    private WorkflowMultiBranchProject project;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void prepare() throws Exception {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        TestRepository repository = TestRepository.init(directory);
        repository.write("Jenkinsfile", "echo 'built'").write("components.yaml", """
                version: 1
                components:
                  air: {jobs: {test: {run: make, outputs: []}}}
                """);
        repository.commit("first");
        project = jenkins.createProject(WorkflowMultiBranchProject.class, "shop");
        GitSCMSource source = new GitSCMSource(repository.url());
        source.setTraits(List.of(new BranchDiscoveryTrait()));
        project.getSourcesList().add(new BranchSource(source));
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
    }

    @AfterEach
    void reset() throws Exception {
        SharedControllers.reset(jenkins);
    }

    private HtmlPage submit(String map, String branch, String path, String paths) throws Exception {
        HtmlForm form = jenkins.createWebClient()
                .getPage(project, "check-component-map")
                .getFormByName("check");
        form.getTextAreaByName("map").setText(map);
        form.getSelectByName("branch").setSelectedAttribute(branch, true);
        form.getInputByName("path").setValue(path);
        form.getTextAreaByName("paths").setText(paths);
        return jenkins.submit(form);
    }

    @Test
    void shouldCheckAMapThatIsPasted() throws Exception {
        HtmlPage page = submit("version: 1\ncomponents: {air: {jbos: {}}}", "", "components.yaml", "");

        assertThat(page.asNormalizedText())
                .contains("components.yaml:2")
                .contains("jbos")
                .contains("jobs");
        assertThat(page.getFormByName("check").getTextAreaByName("map").getText())
                .contains("jbos");
        assertThat(project.getItem("main").getBuilds()).hasSize(1);
    }

    @Test
    void shouldCheckTheMapOfABranch() throws Exception {
        HtmlPage page = submit("", "main", "components.yaml", "air/Makefile");

        assertThat(page.asNormalizedText())
                .contains("Valid: components: 1, jobs: 1")
                .contains("1 of 1 component affected, at a change of these paths");
        assertThat(page.<Object>getByXPath("//img[starts-with(@src, 'data:image/svg+xml')]"))
                .hasSize(1);
        assertThat(submit("", "main", "other.yaml", "").asNormalizedText())
                .contains("There is no file other.yaml in main");
        assertThat(submit("", "", "components.yaml", "").asNormalizedText())
                .contains("Paste a component map, or choose a branch that has one");
    }

    @Test
    void shouldBeForThoseWhoMayBuild() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("builder"));

        JenkinsRule.WebClient reader = jenkins.createWebClient().login("reader");
        assertThatThrownBy(() -> reader.getPage(project, "check-component-map"))
                .isInstanceOf(FailingHttpStatusCodeException.class)
                .hasMessageContaining("403");
        assertThat(reader.getPage(project).asNormalizedText()).doesNotContain("Check a component map");
        HtmlPage page = jenkins.createWebClient().login("builder").getPage(project);
        assertThat(page.getAnchorByText("Check a component map")
                        .click()
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(200);
    }
}
