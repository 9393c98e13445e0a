package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Descriptor;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class StepFormITest {

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
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
    void shouldTakeEachKeyOfTheComponentMapAsAParameter() throws Exception {
        Set<String> keys = new TreeSet<>();
        try (InputStream schema = MapReader.class.getResourceAsStream("components.schema.json")) {
            new ObjectMapper().readTree(schema).get("properties").fieldNames().forEachRemaining(keys::add);
        }
        keys.removeAll(Set.of("version", "environments"));

        assertThat(keys).contains("components", "kinds", "lockfiles");
        for (Class<?> step : List.of(BuildComponentsStep.class, PlanComponentsStep.class)) {
            assertThat(DescribableModel.of(step).getParameters())
                    .extracting(DescribableParameter::getName)
                    .containsAll(keys);
        }
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
