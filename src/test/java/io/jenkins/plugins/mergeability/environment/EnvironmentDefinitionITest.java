package io.jenkins.plugins.mergeability.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jenkinsci.plugins.credentialsbinding.impl.StringBinding;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The form of an environment. */
@WithJenkins
class EnvironmentDefinitionITest {

    private static final List<String> FIELDS =
            List.of("project", "environment", "map", "branch", "agent", "reserved", "approvers", "freeze");

    @Test
    void shouldKeepWhatTheFormHas(JenkinsRule jenkins) throws Exception {
        jenkins.createProject(WorkflowMultiBranchProject.class, "shop");
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
}
