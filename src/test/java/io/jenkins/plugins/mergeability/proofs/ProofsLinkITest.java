package io.jenkins.plugins.mergeability.proofs;

import static io.jenkins.plugins.mergeability.proofs.Proven.NOON;
import static io.jenkins.plugins.mergeability.proofs.Proven.failed;
import static io.jenkins.plugins.mergeability.proofs.Proven.passed;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.SharedControllers;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ProofsLinkITest {

    private static final String PAGE = "manage/mergeability-proofs/";

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void prepare() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ)
                .everywhere()
                .to("auditor")
                .grant(Jenkins.READ)
                .everywhere()
                .to("user"));
    }

    @AfterEach
    void reset() throws Exception {
        SharedControllers.reset(jenkins);
        for (StoredRepository repository : ControllerProofStores.get().repositories()) {
            ControllerProofStores.get().clear(repository.id());
        }
    }

    private static void record(String repository) throws Exception {
        ControllerProofStores.get()
                .store(repository, new Scope(Scope.Kind.PRIMARY, "main"), true)
                .record(List.of(passed(1, NOON), failed(2, NOON), passed(2, NOON.plusSeconds(1))));
    }

    private JenkinsRule.WebClient browser(String user) {
        return jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withBasicApiToken(user);
    }

    @Test
    void shouldShowANoticeWithoutProofs() throws Exception {
        String text = jenkins.createWebClient().login("admin").goTo(PAGE).asNormalizedText();

        assertThat(text).contains("Mergeability proofs", "No proofs yet", "after its first build");
    }

    @Test
    void shouldListRepositories() throws Exception {
        record("https://github.com/acme/shop.git");
        record("/srv/<b>odd</b>");

        HtmlPage page = jenkins.createWebClient().login("auditor").goTo(PAGE);

        HtmlTable table = page.getHtmlElementById("mergeability-proofs");
        assertThat(table.getRowCount()).isEqualTo(3);
        assertThat(table.getCellAt(1, 0).asNormalizedText()).isEqualTo("/srv/<b>odd</b>");
        assertThat(table.getCellAt(2, 0).asNormalizedText()).isEqualTo("github.com/acme/shop");
        assertThat(table.getCellAt(2, 1).asNormalizedText()).isEqualTo("2");
        assertThat(table.getCellAt(2, 2).asNormalizedText()).isEqualTo("1");
        assertThat(table.getCellAt(2, 3).asNormalizedText()).isEqualTo("1");
        assertThat(table.getCellAt(2, 4).asNormalizedText()).isEqualTo("0");
        assertThat(table.getCellAt(2, 7).asNormalizedText()).endsWith(" ago");
        assertThat(page.<HtmlElement>getByXPath("//*[contains(@class, 'confirmation-link')]"))
                .isEmpty();
    }

    @Test
    void shouldClearAfterAConfirmation() throws Exception {
        record("/srv/one");
        record("/srv/two");
        HtmlPage page = jenkins.createWebClient().login("admin").goTo(PAGE);

        HtmlElement clear = page.getFirstByXPath("//tr[td[contains(., '/srv/one')]]//a");
        HtmlPage after = jenkins.createWebClient().login("admin").getPage(post("clear?id=" + id(clear)));

        assertThat(clear.getAttribute("data-post")).isEqualTo("true");
        assertThat(clear.getAttribute("data-message")).contains("all affected jobs");
        assertThat(after.getUrl().toString()).endsWith("/mergeability-proofs/");
        assertThat(ControllerProofStores.get().repositories())
                .extracting(StoredRepository::name)
                .containsExactly("/srv/two");
    }

    @Test
    void shouldNeedPermissionToReadTheSystem() throws Exception {
        assertThat(browser("user").goTo(PAGE).getWebResponse().getStatusCode()).isEqualTo(403);
        assertThat(browser("auditor").goTo(PAGE).getWebResponse().getStatusCode())
                .isEqualTo(200);
        assertThat(jenkins.createWebClient().login("auditor").goTo("manage").asNormalizedText())
                .contains("Mergeability proofs");
    }

    @Test
    void shouldLetOnlyAdministratorsClear() throws Exception {
        record("/srv/one");
        String id = ControllerProofStores.get().repositories().get(0).id();

        assertThat(status("auditor", post("clear?id=" + id))).isEqualTo(403);
        assertThat(status("user", post("clear?id=" + id))).isEqualTo(403);
        assertThat(status("admin", new WebRequest(url("clear?id=" + id))))
                .as("GET")
                .isIn(404, 405);
        assertThat(ControllerProofStores.get().repositories()).hasSize(1);
        assertThat(status("admin", post("clear?id=" + id))).isEqualTo(200);
        assertThat(ControllerProofStores.get().repositories()).isEmpty();
    }

    @Test
    void shouldReportThatProofsWereAlreadyCleared() throws Exception {
        HtmlPage answer = browser("admin").getPage(post("clear?id=gone"));

        assertThat(answer.asNormalizedText()).contains("This repository has no proofs any more");
    }

    private int status(String user, WebRequest request) throws Exception {
        return browser(user).getPage(request).getWebResponse().getStatusCode();
    }

    private WebRequest post(String path) throws Exception {
        return jenkins.createWebClient().addCrumb(new WebRequest(url(path), HttpMethod.POST));
    }

    private URL url(String path) throws Exception {
        return new URL(jenkins.getURL(), PAGE + path);
    }

    private static String id(HtmlElement clear) {
        String url = clear.getAttribute("data-url");
        return url.substring(url.indexOf("id=") + 3);
    }
}
