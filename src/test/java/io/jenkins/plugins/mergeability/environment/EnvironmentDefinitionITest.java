package io.jenkins.plugins.mergeability.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.model.Mapping;
import java.util.List;
import org.jenkinsci.plugins.credentialsbinding.impl.StringBinding;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The form of an environment. */
@WithJenkins
class EnvironmentDefinitionITest {

    private static final List<String> FIELDS =
            List.of("project", "environment", "map", "branch", "agent", "reserved", "approvers", "freeze");

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.createProject(WorkflowMultiBranchProject.class, "shop");
    }

    @AfterEach
    void remove() throws Exception {
        jenkins.jenkins.getItem("environments").delete();
    }

    @Test
    void shouldKeepWhatTheFormHas() throws Exception {
        EnvironmentDefinition definition = new EnvironmentDefinition("shop", "staging");
        definition.setMap("ci/components.yaml");
        definition.setBranch("release");
        definition.setAgent("deploy && linux");
        definition.setReserved(true);
        definition.setApprovers("alice\ngroup:ops");
        definition.setFreeze("fri 16:00 - mon 06:00 Europe/Stockholm");
        definition.setBindings(List.of(new StringBinding("TOKEN", "token")));
        WorkflowJob job = Deployments.job(jenkins, definition);

        jenkins.configRoundtrip(job);

        EnvironmentDefinition kept = (EnvironmentDefinition) job.getDefinition();
        jenkins.assertEqualBeans(definition, kept, String.join(",", FIELDS));
        assertThat(kept.getBindings())
                .singleElement()
                .isInstanceOfSatisfying(
                        StringBinding.class,
                        binding -> assertThat(binding.getVariable()).isEqualTo("TOKEN"));
    }

    @Test
    void shouldCheckWhatTheFormHas() throws Exception {
        WorkflowJob staging = Deployments.job(jenkins, "staging");
        EnvironmentDefinition.DescriptorImpl form =
                jenkins.jenkins.getDescriptorByType(EnvironmentDefinition.DescriptorImpl.class);

        assertOk(form.doCheckProject(staging, "shop"));
        assertProblem(form.doCheckProject(staging, " "), "Name the multibranch project");
        assertProblem(form.doCheckProject(staging, "shops"), "There is no multibranch project shops");
        assertProblem(form.doCheckProject(staging, "environments/staging"), "There is no multibranch project");
        assertOk(form.doCheckEnvironment(staging, "staging", "shop"));
        assertProblem(form.doCheckEnvironment(staging, "", "shop"), "Name an environment");
        WorkflowJob second =
                ((Folder) jenkins.jenkins.getItem("environments")).createProject(WorkflowJob.class, "second");
        assertProblem(form.doCheckEnvironment(second, "staging", "shop"), "environments » staging deploys to this");
        assertOk(form.doCheckEnvironment(second, "staging", "other"));
        assertOk(form.doCheckMap("ci/components.yaml"));
        assertProblem(form.doCheckMap("../components.yaml"), "must be in the repository");
        assertProblem(form.doCheckMap("/components.yaml"), "must be in the repository");
        assertOk(form.doCheckAgent(staging, "", false));
        assertProblem(form.doCheckAgent(staging, "", true), "Name the label");
        assertProblem(form.doCheckAgent(staging, "a &&", false), "Invalid");
        assertOk(form.doCheckFreeze("fri 16:00 - mon 06:00 Europe/Stockholm\n\n"));
        assertProblem(form.doCheckFreeze("mon 00:00 - tue 00:00 UTC\nfriday"), "`friday`: ");
    }

    private static void assertOk(FormValidation validation) {
        assertThat(validation.kind).as(validation.getMessage()).isEqualTo(FormValidation.Kind.OK);
    }

    private static void assertProblem(FormValidation validation, String message) {
        assertThat(validation.kind).isNotEqualTo(FormValidation.Kind.OK);
        assertThat(validation.getMessage()).contains(message);
    }

    /** Job DSL and the Snippet Generator describe it by its symbol and data. */
    @Test
    void shouldBeDescribedByItsSymbol() throws Exception {
        EnvironmentDefinition definition = new EnvironmentDefinition("shop", "staging");
        definition.setAgent("deploy");
        definition.setReserved(true);
        definition.setBindings(List.of(new StringBinding("TOKEN", "token")));
        Deployments.job(jenkins, definition);

        UninstantiatedDescribable described = UninstantiatedDescribable.from(definition);
        FlowDefinition again = described.instantiate(FlowDefinition.class);

        assertThat(described.getSymbol()).isEqualTo("mergeabilityEnvironment");
        assertThat(described.getArguments())
                .containsOnlyKeys("project", "environment", "agent", "reserved", "bindings");
        jenkins.assertEqualBeans(definition, again, String.join(",", FIELDS));
        assertThat(((EnvironmentDefinition) again).getBindings()).hasSize(1);
    }

    @Test
    void shouldBeConfiguredByCode() throws Exception {
        Deployments.job(jenkins, "staging");
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        Mapping data = new Mapping();
        data.put("project", "shop");
        data.put("environment", "production");
        data.put("approvers", "group:ops");
        data.put("freeze", "fri 16:00 - mon 06:00 UTC");
        Mapping configured = new Mapping();
        configured.put("mergeabilityEnvironment", data);

        FlowDefinition definition =
                (FlowDefinition) context.lookupOrFail(FlowDefinition.class).configure(configured, context);

        EnvironmentDefinition expected = new EnvironmentDefinition("shop", "production");
        expected.setApprovers("group:ops");
        expected.setFreeze("fri 16:00 - mon 06:00 UTC");
        jenkins.assertEqualBeans(expected, definition, String.join(",", FIELDS));
    }
}
