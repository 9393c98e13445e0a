package io.jenkins.plugins.mergeability.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.net.URL;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class OutputsLinkITest {

    private static final String PAGE = "manage/mergeability-outputs/";

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ)
                .everywhere()
                .to("auditor"));
    }

    private void keep(OutputScope scope, String digit, int bytes) throws Exception {
        new ScopedOutputStore(jenkins.jenkins.getRootDir().toPath().resolve("mergeability/outputs"), scope)
                .put(new OutputDigest(digit.repeat(64)), out -> out.write(new byte[bytes]));
    }

    @Test
    void shouldListAndClearRepositories() throws Exception {
        assertThat(jenkins.createWebClient().login("admin").goTo(PAGE).asNormalizedText())
                .contains("Mergeability outputs", "No outputs are kept");
        keep(OutputScope.primary("github.com/acme/shop"), "a", 100);
        keep(OutputScope.other("github.com/acme/shop", "PR-1"), "b", 2048);
        keep(OutputScope.primary("/srv/<b>odd</b>"), "a", 1);

        HtmlPage page = jenkins.createWebClient().login("auditor").goTo(PAGE);
        HtmlTable table = page.getHtmlElementById("mergeability-outputs");
        assertThat(table.getRowCount()).isEqualTo(3);
        assertThat(table.getCellAt(1, 0).asNormalizedText()).isEqualTo("/srv/<b>odd</b>");
        assertThat(table.getCellAt(2, 0).asNormalizedText()).isEqualTo("github.com/acme/shop");
        assertThat(table.getCellAt(2, 1).asNormalizedText()).isEqualTo("2");
        assertThat(table.getCellAt(2, 2).asNormalizedText()).isEqualTo("100 B");
        assertThat(table.getCellAt(2, 3).asNormalizedText()).isEqualTo("2.00 KiB");
        assertThat(table.getCellAt(2, 4).asNormalizedText()).endsWith(" ago");
        assertThat(page.<HtmlElement>getByXPath("//*[contains(@class, 'confirmation-link')]"))
                .isEmpty();

        HtmlPage admin = jenkins.createWebClient().login("admin").goTo(PAGE);
        HtmlElement clear = admin.getFirstByXPath("//tr[td[contains(., 'acme/shop')]]//a");
        assertThat(clear.getAttribute("data-post")).isEqualTo("true");
        String url = clear.getAttribute("data-url");
        String id = url.substring(url.indexOf("id=") + 3);
        assertThat(status("auditor", id)).isEqualTo(403);
        assertThat(ControllerOutputs.get().repositories()).hasSize(2);
        assertThat(status("admin", id)).isEqualTo(200);
        assertThat(ControllerOutputs.get().repositories())
                .extracting(StoredOutputs::name)
                .containsExactly("/srv/<b>odd</b>");
    }

    private int status(String user, String id) throws Exception {
        WebRequest request = jenkins.createWebClient()
                .addCrumb(new WebRequest(new URL(jenkins.getURL(), PAGE + "clear?id=" + id), HttpMethod.POST));
        return jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withBasicApiToken(user)
                .getPage(request)
                .getWebResponse()
                .getStatusCode();
    }
}
