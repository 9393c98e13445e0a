package io.jenkins.plugins.mergeability.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Failure;
import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.mergeability.config.GlobalReportingConfiguration;
import io.jenkins.plugins.mergeability.config.MergeabilityConfiguration;
import io.jenkins.plugins.mergeability.config.MergeabilityFolderProperty;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.config.ReportingConfiguration;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules.Counting;
import io.jenkins.plugins.mergeability.reporting.forms.SourceForm;
import io.jenkins.plugins.mergeability.reporting.forms.StepForm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jenkins.branch.BranchSource;
import jenkins.scm.api.trait.SCMSourceTrait;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jenkinsci.plugins.workflow.steps.CoreStep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ReportingFormITest {

    private static final String FIELDS = "context,approvals,reviewers,staleApprovals,blockingLabels,comment";

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void shouldRoundTripTheStep() throws Exception {
        ReportMergeabilityStep step = new ReportMergeabilityStep();
        jenkins.assertEqualDataBoundBeans(step, jenkins.configRoundtrip(step));
        step.setContext("mine");
        step.setApprovals(2);
        step.setReviewers("owners");
        step.setStaleApprovals(false);
        step.setBlockingLabels("wip, hold");
        step.setComment("always");

        ReportMergeabilityStep kept = jenkins.configRoundtrip(step);

        jenkins.assertEqualBeans(step, kept, FIELDS);
        assertThat(Snippetizer.object2Groovy(new CoreStep(step))).contains("reportMergeability", "reviewers: 'owners'");
    }

    @Test
    void shouldAcceptArgumentsOfAPipeline() throws Exception {
        ReportMergeabilityStep step = new DescribableModel<>(ReportMergeabilityStep.class)
                .instantiate(
                        Map.of("approvals", 2, "comment", "failures", "context", "ci/acme", "reviewers", "owners"),
                        null);

        assertThat(step.getApprovals()).isEqualTo(2);
        assertThat(DescribableModel.uninstantiate2_(step).toMap())
                .containsEntry("context", "ci/acme")
                .containsEntry("reviewers", "owners")
                .doesNotContainKey("blockingLabels");
        assertThatThrownBy(() -> step.setComment("sometimes"))
                .isInstanceOf(Failure.class)
                .hasMessage("comment: unknown value 'sometimes': use one of always, outcomes, failures, never");
    }

    @Test
    void shouldRoundTripTheTrait() throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class);
        GitHubSCMSource source = new GitHubSCMSource("acme", "shop", null, false);
        MergeabilityTrait trait = new MergeabilityTrait();
        trait.setApprovals(0);
        trait.setReviewers("owners");
        trait.setStaleApprovals(true);
        trait.setComment("never");
        trait.setApps("renovate[bot]");
        source.setTraits(List.of(trait));
        project.getSourcesList().add(new BranchSource(source));

        JenkinsRule.WebClient browser = jenkins.createWebClient();
        HtmlPage form = browser.getPage(project, "configure");
        jenkins.configRoundtrip(project);

        for (String field : FIELDS.split(",")) {
            String help = "descriptor/" + ReportingConfiguration.class.getName() + "/help/" + field;
            assertThat(form.<HtmlElement>getByXPath("//a[contains(@helpurl, '/" + help + "')]"))
                    .as(field)
                    .isNotEmpty();
            browser.goTo(help);
        }
        GitHubSCMSource kept = (GitHubSCMSource) project.getSources().get(0).getSource();
        jenkins.assertEqualBeans(trait, SCMSourceTrait.find(kept.getTraits(), MergeabilityTrait.class), FIELDS);
    }

    @Test
    void shouldRoundTripTheGlobalConfiguration() throws Exception {
        GlobalReportingConfiguration reporting = new GlobalReportingConfiguration();
        reporting.setApprovals(3);
        reporting.setReviewers("owners");
        reporting.setReport(true);
        reporting.setSweepMinutes(7);
        MergeabilityConfiguration.get().setReporting(reporting);

        jenkins.configRoundtrip();

        jenkins.assertEqualBeans(
                reporting, MergeabilityConfiguration.get().getReporting(), FIELDS + ",report,sweepMinutes");
        assertThat(Reporting.sweepInterval()).isEqualTo(Duration.ofMinutes(7));
        MergeabilityConfiguration.get().setReporting(null);
    }

    @Test
    void shouldRoundTripTheFolderProperty() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        MergeabilityFolderProperty property = new MergeabilityFolderProperty();
        ReportingConfiguration reporting = new ReportingConfiguration();
        reporting.setBlockingLabels("wip");
        reporting.setReviewers("owners");
        property.setReporting(reporting);
        folder.addProperty(property);

        jenkins.configRoundtrip(folder);

        MergeabilityFolderProperty kept = folder.getProperties().get(MergeabilityFolderProperty.class);
        jenkins.assertEqualBeans(reporting, kept.getReporting(), FIELDS + ",report");
        assertThat(Reporting.of(Reporting.configured(folder)).rules().blockingLabels())
                .containsExactly("wip");
    }

    @Test
    void shouldShowWhatAnEmptyFieldInheritsAndFromWhere() throws Exception {
        ReportingConfiguration.DescriptorImpl folders =
                jenkins.jenkins.getDescriptorByType(ReportingConfiguration.DescriptorImpl.class);
        GlobalReportingConfiguration.DescriptorImpl controller =
                jenkins.jenkins.getDescriptorByType(GlobalReportingConfiguration.DescriptorImpl.class);
        Folder team = jenkins.createProject(Folder.class, "team");
        WorkflowMultiBranchProject shop = team.createProject(WorkflowMultiBranchProject.class, "shop");
        GlobalReportingConfiguration global = new GlobalReportingConfiguration();
        global.setApprovals(2);
        MergeabilityConfiguration.get().setReporting(global);
        folderReporting(team).setReviewers("owners");
        folderReporting(shop).setBlockingLabels("wip");
        MergeabilityTrait trait = new MergeabilityTrait();
        trait.setComment("never");
        GitHubSCMSource source = new GitHubSCMSource("acme", "shop", null, false);
        source.setTraits(List.of(trait));
        shop.getSourcesList().add(new BranchSource(source));

        SourceForm.DescriptorImpl traits = jenkins.jenkins.getDescriptorByType(SourceForm.DescriptorImpl.class);
        StepForm.DescriptorImpl steps = jenkins.jenkins.getDescriptorByType(StepForm.DescriptorImpl.class);
        String owners = "People with write access, and an owner of each changed file";
        assertThat(controller.doCheckApprovals(null, "").getMessage()).isEqualTo("Default: 1");
        assertThat(folders.doCheckApprovals(team, "").getMessage()).isEqualTo("Inherited from the controller: 2");
        assertThat(folders.doCheckApprovals(team, "3").getMessage()).isNull();
        assertThat(folders.doCheckApprovals(team, "-1").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(folders.doFillReviewersItems(team).get(0).name)
                .isEqualTo("Default: People with write access to the repository");
        assertThat(folders.doFillReviewersItems(shop).get(0).name).isEqualTo("Inherited from team: " + owners);
        assertThat(folders.doCheckBlockingLabels(shop, "").getMessage()).isEqualTo("Default: none");
        assertThat(traits.doCheckBlockingLabels(shop, "").getMessage()).isEqualTo("Inherited from team » shop: wip");
        assertThat(traits.doFillCommentItems(shop).get(0).name)
                .isEqualTo("Default: After a failure, or when it can be merged");
        assertThat(steps.doFillCommentItems(shop).get(0).name)
                .isEqualTo("Inherited from the branch source of team » shop: Never");
        assertThat(steps.doFillStaleApprovalsItems(shop))
                .extracting(option -> option.name + "=" + option.value)
                .containsExactly("Default: No=", "Yes=true", "No=false");
        MergeabilityConfiguration.get().setReporting(null);
    }

    private static ReportingConfiguration folderReporting(AbstractFolder<?> folder) throws Exception {
        ReportingConfiguration reporting = new ReportingConfiguration();
        reporting.setContext("ci/" + folder.getName());
        MergeabilityFolderProperty property = new MergeabilityFolderProperty();
        property.setReporting(reporting);
        folder.addProperty(property);
        return reporting;
    }

    @Test
    void shouldBeConfiguredByCode(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), """
                unclassified:
                  mergeability:
                    reporting:
                      context: "ci/mergeable"
                      approvals: 2
                      reviewers: "owners"
                      report: true
                      sweepMinutes: 5
                """);

        ConfigurationAsCode.get().configure(file.toString());

        Reporting reporting = Reporting.of(Reporting.configured(null));
        assertThat(reporting.context()).isEqualTo("ci/mergeable");
        assertThat(reporting.rules().approvals()).isEqualTo(2);
        assertThat(reporting.rules().counting()).isEqualTo(Counting.OWNERS);
        assertThat(reporting.automatic()).isTrue();
        assertThat(Reporting.sweepInterval()).isEqualTo(Duration.ofMinutes(5));
        MergeabilityConfiguration.get().setReporting(null);
    }
}
