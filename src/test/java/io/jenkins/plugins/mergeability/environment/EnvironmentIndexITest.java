package io.jenkins.plugins.mergeability.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.Items;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.transform.stream.StreamSource;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The index of environments has at any time what a walk through all items would find. */
@WithJenkins
class EnvironmentIndexITest {

    @Test
    void shouldFollowTheItemsOfTheController(JenkinsRule jenkins) throws Exception {
        WorkflowJob plain = jenkins.createProject(WorkflowJob.class, "plain");
        assertThat(names()).isEmpty();
        WorkflowJob staging = Deployments.job(jenkins, "staging");
        assertThat(names()).containsExactly("environments/staging");

        staging.renameTo("test");
        assertThat(names()).containsExactly("environments/test");
        Folder other = jenkins.createProject(Folder.class, "other");
        Items.move(staging, other);
        assertThat(names()).containsExactly("other/test");
        other.renameTo("moved");
        assertThat(names()).containsExactly("moved/test");

        jenkins.jenkins.copy(plain, "copy of plain");
        WorkflowJob copy = (WorkflowJob) other.copy((WorkflowJob) other.getItem("test"), "copy");
        assertThat(names()).containsExactly("moved/copy", "moved/test");
        copy.setDefinition(new CpsFlowDefinition("", true));
        plain.setDefinition(new EnvironmentDefinition("elsewhere", "production"));
        assertThat(names()).containsExactly("moved/test", "plain");
        assertThat(EnvironmentJob.of("elsewhere"))
                .extracting(EnvironmentJob::name)
                .containsExactly("production");
        String xml = plain.getConfigFile().asString();
        plain.updateByXml(new StreamSource(
                new ByteArrayInputStream(xml.replace("elsewhere", "shop").getBytes(StandardCharsets.UTF_8))));
        assertThat(EnvironmentJob.of("elsewhere")).isEmpty();
        assertThat(EnvironmentJob.of("shop")).hasSize(2);
        jenkins.jenkins.createProjectFromXML(
                "from XML", new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        assertThat(names()).containsExactly("from XML", "moved/test", "plain");

        jenkins.jenkins.reload();
        assertThat(names()).containsExactly("from XML", "moved/test", "plain");
        assertThat(EnvironmentJob.all())
                .extracting(EnvironmentJob::job)
                .allMatch(job -> Jenkins.get().getItemByFullName(job.getFullName()) == job);
        Path added = jenkins.jenkins.getRootDir().toPath().resolve("jobs/added/config.xml");
        Files.createDirectories(added.getParent());
        Files.writeString(added, xml);
        jenkins.jenkins.reload();
        EnvironmentIndex.build();
        assertThat(names()).containsExactly("added", "from XML", "moved/test", "plain");
        jenkins.jenkins.getItem("added").delete();
        jenkins.jenkins.getItem("moved").delete();
        plain = (WorkflowJob) jenkins.jenkins.getItem("plain");
        plain.delete();
        plain.save();
        assertThat(names()).containsExactly("from XML");
    }

    /** The names in the index, which are those that a walk finds. */
    private static List<String> names() {
        List<String> names = EnvironmentJob.all().stream()
                .map(each -> each.job().getFullName())
                .toList();
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(Jenkins.get().getAllItems(WorkflowJob.class).stream()
                        .filter(job -> EnvironmentJob.of((Item) job).isPresent())
                        .map(WorkflowJob::getFullName)
                        .toList());
        return names;
    }
}
