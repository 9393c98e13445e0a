package io.jenkins.plugins.mergeability.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.util.FormValidation;
import io.jenkins.plugins.mergeability.SharedControllers;
import java.util.List;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class MergeabilityFolderPropertyITest {

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterEach
    void reset() throws Exception {
        SharedControllers.reset(jenkins);
    }

    private static MergeabilityFolderProperty property(String agent) {
        MergeabilityFolderProperty property = new MergeabilityFolderProperty();
        property.setAgent(agent);
        return property;
    }

    @Test
    void shouldApplyToItemsInTheFolder() throws Exception {
        MergeabilityConfiguration.get().setAgent("everywhere");
        Folder team = jenkins.jenkins.createProject(Folder.class, "team");
        team.addProperty(property("team"));
        team.getProperties().get(MergeabilityFolderProperty.class).setMaxParallel(3);
        Folder product = team.createProject(Folder.class, "product");
        product.addProperty(property("product"));
        WorkflowMultiBranchProject shop = product.createProject(WorkflowMultiBranchProject.class, "shop");
        WorkflowJob inTeam = team.createProject(WorkflowJob.class, "job");
        WorkflowJob outside = jenkins.createProject(WorkflowJob.class);

        assertThat(Settings.of(outside).agent()).isEqualTo("everywhere");
        assertThat(Settings.of(inTeam).agent()).isEqualTo("team");
        assertThat(Settings.of(shop).agent()).isEqualTo("product");
        assertThat(Settings.of(shop).maxParallel()).hasValue(3);

        shop.addProperty(property("shop"));

        assertThat(Settings.of(shop).agent()).isEqualTo("shop");
        assertThat(Settings.of(outside).maxParallel()).isEmpty();
    }

    @Test
    void shouldShowWhatAnEmptyFieldInheritsAndFromWhere() throws Exception {
        MergeabilityConfiguration.get().setBranchesUpTo(7);
        Folder team = jenkins.jenkins.createProject(Folder.class, "team");
        team.addProperty(property("linux"));
        team.getProperties().get(MergeabilityFolderProperty.class).setProofs(false);
        Folder product = team.createProject(Folder.class, "product");
        product.addProperty(property("own"));
        MergeabilityFolderProperty.DescriptorImpl form =
                jenkins.jenkins.getDescriptorByType(MergeabilityFolderProperty.DescriptorImpl.class);

        assertThat(form.doCheckAgent(product, "").getMessage()).isEqualTo("Inherited from team: linux");
        assertThat(form.doCheckAgent(team, "").getMessage()).isEqualTo("Inherited from the controller: any agent");
        assertThat(form.doCheckBranchesUpTo(product, "").getMessage()).isEqualTo("Inherited from the controller: 7");
        assertThat(form.doCheckBranchesUpTo(product, "8").getMessage()).isNull();
        assertThat(form.doCheckMaxParallel(team, "").getMessage())
                .isEqualTo("Inherited from the controller: the number of agents");
        assertThat(form.doCheckPrimaryBranches(team, "").getMessage()).isEqualTo("Inherited from the controller: none");
        assertThat(form.doFillProofsItems(product).get(0).name).isEqualTo("Inherited from team: No");
        assertThat(form.doFillProofsItems(team).get(0).name).isEqualTo("Inherited from the controller: Yes");
        // The controller has no such setting.
        assertThat(form.doFillPlainJobsItems(team).get(0).name).isEqualTo("Default: No");
    }

    @Test
    void shouldRoundTripThroughItsForm() throws Exception {
        Folder team = jenkins.jenkins.createProject(Folder.class, "team");
        MergeabilityFolderProperty property = property("a || b");
        PlatformConfiguration linux = new PlatformConfiguration("linux");
        linux.setShell("pwsh");
        property.setPlatforms(List.of(linux));
        property.setLimits(List.of(new LimitConfiguration("bench", 2)));
        property.setBranchesUpTo(0);
        property.setMaxParallel(0);
        property.setProofs(false);
        property.setAbortSuperseded(true);
        property.setPrimaryBranches("release/* 1.x");
        property.setBranchProofs(false);
        property.setPlainJobs(true);
        team.addProperty(property);

        team = jenkins.configRoundtrip(team);

        MergeabilityFolderProperty after = team.getProperties().get(MergeabilityFolderProperty.class);
        assertThat(after).isNotSameAs(property);
        assertThat(after.override()).isEqualTo(property.override());
    }

    @Test
    void shouldRemoveThePropertyIfAllFieldsAreEmpty() throws Exception {
        Folder team = jenkins.jenkins.createProject(Folder.class, "team");
        team.addProperty(property("a"));
        HtmlForm form = jenkins.createWebClient().getPage(team, "configure").getFormByName("config");
        ((HtmlInput) form.getFirstByXPath(".//input[@name='_.agent']")).setValue("");

        jenkins.submit(form);

        assertThat(team.getProperties().get(MergeabilityFolderProperty.class)).isNull();
    }

    @Test
    void shouldKeepFieldsIndependently() throws Exception {
        Folder team = jenkins.jenkins.createProject(Folder.class, "team");
        MergeabilityFolderProperty property = new MergeabilityFolderProperty();
        property.setProofs(false);
        team.addProperty(property);

        team = jenkins.configRoundtrip(team);

        MergeabilityFolderProperty after = team.getProperties().get(MergeabilityFolderProperty.class);
        assertThat(after.getProofs()).isFalse();
        assertThat(after.getAbortSuperseded()).isNull();
        assertThat(after.getMaxParallel()).isNull();
    }

    @Test
    void shouldSurviveARestart() throws Exception {
        Folder team = jenkins.jenkins.createProject(Folder.class, "team");
        MergeabilityFolderProperty property = property("a");
        property.setPlatforms(List.of(new PlatformConfiguration("linux")));
        team.addProperty(property);
        team.save();

        team.doReload();

        MergeabilityFolderProperty after =
                ((Folder) jenkins.jenkins.getItem("team")).getProperties().get(MergeabilityFolderProperty.class);
        assertThat(after.override()).isEqualTo(property.override());
    }

    @Test
    void shouldAllowEmptyButNotInvalidNumbers() throws Exception {
        Folder team = jenkins.jenkins.createProject(Folder.class, "team");
        MergeabilityFolderProperty.DescriptorImpl descriptor =
                jenkins.jenkins.getDescriptorByType(MergeabilityFolderProperty.DescriptorImpl.class);

        assertThat(descriptor.doCheckMaxParallel(team, "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckMaxParallel(team, "-1").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckBranchesUpTo(team, "x").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckAgent(team, "a &&").kind).isEqualTo(FormValidation.Kind.ERROR);
    }

    @Test
    void shouldHaveHelpForEveryField() throws Exception {
        Folder team = jenkins.jenkins.createProject(Folder.class, "team");
        JenkinsRule.WebClient browser = jenkins.createWebClient();
        String base = "descriptor/" + MergeabilityConfiguration.class.getName() + "/help/";

        HtmlPage form = browser.getPage(team, "configure");

        for (String field : MergeabilityConfiguration.SHARED_FIELDS) {
            assertThat(form.<HtmlElement>getByXPath("//a[contains(@helpurl, '/" + base + field + "')]"))
                    .as(field)
                    .isNotEmpty();
            browser.goTo(base + field);
        }
    }
}
