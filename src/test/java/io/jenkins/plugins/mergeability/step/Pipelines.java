package io.jenkins.plugins.mergeability.step;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Queue;
import hudson.plugins.git.BranchSpec;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import io.jenkins.plugins.mergeability.config.MergeabilityFolderProperty;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Jobs whose pipeline is in a repository with a component map, and what their builds recorded. */
public final class Pipelines {

    private Pipelines() {}

    /** A plain pipeline job that takes its script from the repository. */
    public static WorkflowJob plain(JenkinsRule jenkins, TestRepository repository) throws IOException {
        return plain(jenkins, "pipeline" + jenkins.jenkins.getItems().size(), repository);
    }

    /** The same in a folder that trusts its jobs. */
    static WorkflowJob trusted(JenkinsRule jenkins, TestRepository repository) throws IOException {
        Folder folder = jenkins.createProject(Folder.class, "trusted");
        MergeabilityFolderProperty property = new MergeabilityFolderProperty();
        property.setPlainJobs(true);
        folder.addProperty(property);
        return define(folder.createProject(WorkflowJob.class, "job"), repository);
    }

    /** The same with a name of its own. */
    static WorkflowJob plain(JenkinsRule jenkins, String name, TestRepository repository) throws IOException {
        return define(jenkins.createProject(WorkflowJob.class, name), repository);
    }

    private static WorkflowJob define(WorkflowJob job, TestRepository repository) throws IOException {
        GitSCM scm = new GitSCM(
                List.of(new UserRemoteConfig(repository.url(), null, null, null)),
                List.of(new BranchSpec("*/main")),
                null,
                null,
                List.of());
        job.setDefinition(new CpsScmFlowDefinition(scm, "Jenkinsfile"));
        return job;
    }

    /** The record of the only call of the step in a build. */
    static BuildRecord record(WorkflowRun run) throws IOException {
        return BuildRecords.of(run).get(1);
    }

    /** The statuses of the jobs of a build, by {@code component/job@platform}. */
    static Map<String, JobStatus> states(WorkflowRun run) throws IOException {
        Map<String, JobStatus> states = new TreeMap<>();
        record(run).jobs().forEach(job -> states.put(job.key().toString(), job.status()));
        return states;
    }

    /** The record of a job without platforms. */
    static JobRecord job(WorkflowRun run, String component, String job) throws IOException {
        return record(run).job(new JobKey(component, job, Optional.empty()));
    }

    /** The record of a job on a platform. */
    static JobRecord job(WorkflowRun run, String component, String job, String platform) throws IOException {
        return record(run).job(new JobKey(component, job, Optional.of(platform)));
    }

    /** The names of the stages of a build, in the order in which they started. */
    static List<String> stages(WorkflowRun run) {
        return new DepthFirstScanner()
                .allNodes(run.getExecution()).stream()
                        .filter(node -> node.getAction(LabelAction.class) != null && node instanceof BlockStartNode)
                        .sorted(Comparator.comparingInt(node -> Integer.parseInt(node.getId())))
                        .map(FlowNode::getDisplayName)
                        .toList();
    }

    /** Whether something waits for an agent with a label. */
    static boolean waits(String label) {
        return waiting(label).isPresent();
    }

    /** What waits for an agent with a label. */
    static Optional<Queue.Item> waiting(String label) {
        return Arrays.stream(Queue.getInstance().getItems())
                .filter(item -> item.getAssignedLabel() != null
                        && item.getAssignedLabel().getName().equals(label))
                .findFirst();
    }
}
