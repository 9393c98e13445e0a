package io.jenkins.plugins.mergeability.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import io.jenkins.plugins.mergeability.SharedControllers;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class MergeabilityConfigurationITest {

    private static JenkinsRule jenkins;
    private MergeabilityConfiguration configuration;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void prepare() {
        configuration = MergeabilityConfiguration.get();
    }

    @AfterEach
    void reset() throws Exception {
        SharedControllers.reset(jenkins);
    }

    private static PlatformConfiguration freebsd() {
        PlatformConfiguration freebsd = new PlatformConfiguration("freebsd");
        freebsd.setLabel("bsd && amd64");
        freebsd.setShell("bash");
        freebsd.setFingerprint("14.2 <erlang>");
        freebsd.setInformational(true);
        return freebsd;
    }

    @Test
    void shouldHaveTheDocumentedDefaults() {
        Settings settings = Settings.of(null);

        assertThat(settings.platforms()).isEmpty();
        assertThat(settings.agent()).isEmpty();
        assertThat(settings.branchesUpTo()).isEqualTo(20);
        assertThat(settings.maxParallel()).isEmpty();
        assertThat(settings.maxParallelOnController()).isEmpty();
        assertThat(settings.proofs()).isTrue();
        assertThat(settings.proofAge()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.abortSuperseded()).isTrue();
        assertThat(settings.scopes()).isEqualTo(ScopeSettings.DEFAULT);
    }

    @Test
    void shouldRoundTripThroughItsForm() throws Exception {
        configuration.setPlatforms(List.of(new PlatformConfiguration("linux"), freebsd()));
        configuration.setLimits(List.of(new LimitConfiguration("bench", 3)));
        configuration.setAgent("linux || freebsd");
        configuration.setBranchesUpTo(7);
        configuration.setMaxParallel(8);
        configuration.setMaxParallelOnController(64);
        configuration.setProofs(false);
        configuration.setProofDays(5);
        configuration.setAbortSuperseded(false);
        configuration.setPrimaryBranches(" release/* <1.x> ");
        configuration.setBranchProofs(false);
        Settings before = Settings.of(null);

        jenkins.configRoundtrip();

        assertThat(Settings.of(null)).isEqualTo(before);
        assertThat(before.platforms())
                .isEqualTo(Map.of(
                        "linux",
                        Platform.named("linux"),
                        "freebsd",
                        new Platform("freebsd", "bsd && amd64", Optional.of(Shell.BASH), "14.2 <erlang>", true)));
        assertThat(before.limit("bench")).isEqualTo(3);
        assertThat(before.scopes()).isEqualTo(new ScopeSettings(List.of("release/*", "<1.x>"), false, false));
        assertThat(new MergeabilityConfiguration().settings())
                .as("configuration on the disk")
                .isEqualTo(before);
    }

    @Test
    void shouldRemoveEntriesThatWereDeletedInTheForm() throws Exception {
        configuration.setPlatforms(List.of(freebsd()));
        configuration.setLimits(List.of(new LimitConfiguration("bench", 3)));
        HtmlForm form = jenkins.createWebClient().goTo("configure").getFormByName("config");
        for (Object button : form.getByXPath(
                ".//*[@name='platforms' or @name='limits']//button[contains(@class," + " 'repeatable-delete')]")) {
            ((HtmlElement) button).click();
        }

        jenkins.submit(form);

        assertThat(configuration.getPlatforms()).isEmpty();
        assertThat(configuration.getLimits()).isEmpty();
    }

    @Test
    void shouldRejectDuplicateNamesAndKeepTheOldConfiguration() throws Exception {
        configuration.setAgent("before");
        configuration.setPlatforms(List.of(new PlatformConfiguration("linux"), new PlatformConfiguration("freebsd")));
        JenkinsRule.WebClient browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = browser.goTo("configure").getFormByName("config");
        ((HtmlInput) form.getFirstByXPath(".//*[@name='platforms']//input[@name='_.name'" + " and @value='freebsd']"))
                .setValue("linux");
        ((HtmlInput) form.getFirstByXPath(".//input[@name='_.agent']")).setValue("after");

        HtmlPage answer = jenkins.submit(form);

        assertThat(answer.asNormalizedText())
                .contains("platforms: the name 'linux' is used twice: remove or rename one of the two")
                .doesNotContain("\tat ");
        assertThat(configuration.getPlatforms())
                .extracting(PlatformConfiguration::getName)
                .containsExactly("linux", "freebsd");
        assertThat(configuration.getAgent()).isEqualTo("before");
    }

    @Test
    void shouldCheckFields() {
        assertThatThrownBy(() -> configuration.setProofDays(0)).hasMessage("proofDays is 0, but must be 1 or more");
        assertThat(configuration.doCheckProofDays("0").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(configuration.doCheckProofDays("").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThatThrownBy(() -> configuration.setOutputDays(0)).hasMessage("outputDays is 0, but must be 1 or more");
        assertThatThrownBy(() -> configuration.setOutputGigabytes(-1))
                .hasMessage("outputGigabytes is -1, but must be 0 or more");
        assertThat(configuration.doCheckOutputDays("0").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(configuration.doCheckOutputGigabytes("0").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(configuration.doCheckProofDays("1").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(configuration.doCheckBranchesUpTo("many").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(configuration.doCheckMaxParallel("99999999999").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(configuration.doCheckMaxParallelOnController("0").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(configuration.doCheckAgent("a &&").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(configuration.doAutoCompleteAgent("built").getValues()).contains("built-in");
        PlatformConfiguration.DescriptorImpl platform =
                jenkins.jenkins.getDescriptorByType(PlatformConfiguration.DescriptorImpl.class);
        assertThat(platform.doCheckName(null, "a/b").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(platform.doCheckName(null, "ubuntu-24.04+lts").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(platform.doCheckLabel(null, "||").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(platform.doFillShellItems(null).get(0).name).isEqualTo("Default of the agent's operating system");
        assertThat(platform.doFillShellItems(null))
                .extracting(each -> each.value)
                .first()
                .isEqualTo("none");
        LimitConfiguration.DescriptorImpl limit =
                jenkins.jenkins.getDescriptorByType(LimitConfiguration.DescriptorImpl.class);
        assertThat(limit.doCheckSize(null, "0").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(limit.doCheckName(null, "").kind).isEqualTo(FormValidation.Kind.ERROR);
    }

    @Test
    void shouldShowNothingWithoutPermission() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));
        try (ACLContext as = ACL.as2(User.getById("reader", true).impersonate2())) {
            PlatformConfiguration.DescriptorImpl platform =
                    jenkins.jenkins.getDescriptorByType(PlatformConfiguration.DescriptorImpl.class);
            assertThat(configuration.doAutoCompleteAgent("built").getValues()).isEmpty();
            assertThat(configuration.doCheckAgent("a &&").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(configuration.doCheckProofDays("0").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(platform.doFillShellItems(null)).isEmpty();
            assertThat(platform.doAutoCompleteLabel(null, "built").getValues()).isEmpty();
            assertThat(platform.doCheckName(null, "a/b").kind).isEqualTo(FormValidation.Kind.OK);
        }
    }

    @Test
    void shouldHaveHelpForEveryField() throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient();
        String base = "descriptor/" + MergeabilityConfiguration.class.getName() + "/help/";
        for (String field : List.of(
                "platforms",
                "limits",
                "agent",
                "branchesUpTo",
                "maxParallel",
                "maxParallelOnController",
                "proofs",
                "proofDays",
                "outputGigabytes",
                "outputDays",
                "abortSuperseded",
                "reporting")) {
            browser.goTo(base + field);
        }
        for (String field : List.of("name", "label", "shell", "fingerprint", "informational")) {
            browser.goTo("descriptor/" + PlatformConfiguration.class.getName() + "/help/" + field);
        }
        for (String field : List.of("name", "size")) {
            browser.goTo("descriptor/" + LimitConfiguration.class.getName() + "/help/" + field);
        }
    }
}
