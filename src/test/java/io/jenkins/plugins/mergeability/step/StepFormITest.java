package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor;
import java.util.List;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class StepFormITest {

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void shouldRoundTripThroughTheSnippetGenerator() throws Exception {
        BuildComponentsStep step = new BuildComponentsStep();
        assertThat(Snippetizer.object2Groovy(step)).isEqualTo("buildComponents()");

        step.setMap("ci/components.yaml");
        step.setAll(true);
        step.setProofs(false);
        step.setBase("v1");
        step.setWhen("nightly");
        step.setMaxParallel(8);
        step.setBranchesUpTo(5);
        step.setFailFast(true);
        step.setClean(true);
        BuildComponentsStep back = new StepConfigTester(jenkins).configRoundTrip(step);

        jenkins.assertEqualDataBoundBeans(step, back);
        assertThat(Snippetizer.object2Groovy(back))
                .isEqualTo(
                        "buildComponents all: true, base: 'v1', branchesUpTo: 5, clean: true, failFast: true, map: 'ci/components.yaml',"
                                + " maxParallel: 8, proofs: false, when: 'nightly'");

        PlanComponentsStep plan = new PlanComponentsStep();
        plan.setMap("ci/components.yaml");
        jenkins.assertEqualDataBoundBeans(plan, new StepConfigTester(jenkins).configRoundTrip(plan));
    }

    @Test
    void shouldHaveHelpForEveryParameter() throws Exception {
        jenkins.executeOnServer(() -> {
            assertThatAllHaveHelp();
            return null;
        });
    }

    private void assertThatAllHaveHelp() {
        for (Descriptor<?> descriptor : List.of(
                jenkins.jenkins.getDescriptorByType(BuildComponentsStep.DescriptorImpl.class),
                jenkins.jenkins.getDescriptorByType(PlanComponentsStep.DescriptorImpl.class))) {
            assertThat(descriptor.getHelpFile()).isNotNull();
            for (DescribableParameter parameter : DescribableModel.of(descriptor.clazz.asSubclass(Object.class))
                    .getParameters()) {
                assertThat(descriptor.getHelpFile(parameter.getName()))
                        .as(parameter.getName())
                        .isNotNull();
            }
        }
    }
}
