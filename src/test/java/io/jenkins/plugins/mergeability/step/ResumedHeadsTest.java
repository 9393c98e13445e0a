package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;
import org.jvnet.hudson.test.recipes.WithTimeout;

/** The controller is killed between the two files that Jenkins writes when a step has started. */
class ResumedHeadsTest {

    private static final int SESSION_SECONDS = 1200;

    private static final String JOB = "killed";
    private static final Pattern HEAD = Pattern.compile("<head>(\\d+):(\\d+)</head>");

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    private TestRepository repository;

    private Gate gate;

    /** The parent of each node of the graph. */
    private final Map<String, String> parents = new HashMap<>();

    @BeforeEach
    void create() throws Exception {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("Jenkinsfile", "buildComponents()");
        gate = new Gate(directory.resolve("gate"));
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldGoOnIfTheHeadIsOlderThanTheStep() throws Throwable {
        commit("air");
        killAt("air");
        moveHeadsBack(1);
        endsWell("air/test");
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldGoOnIfTheHeadIsOlderThanTheBlocksAroundTheStep() throws Throwable {
        commit("air");
        killAt("air");
        moveHeadsBack(3);
        endsWell("air/test");
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldGoOnInEachBranch() throws Throwable {
        commit("air", "earth");
        killAt("air", "earth");
        moveHeadsBack(1);
        endsWell("air/test", "earth/test");
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldGoOnIfTheHeadIsNewerThanTheStep() throws Throwable {
        commit("air");
        killAt("air");
        addNode();
        endsWell("air/test");
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldNotReplaceNodesIfTheirCounterIsOlder() throws Throwable {
        commit("air");
        killAt("air");
        setCounter(Files.readString(build().resolve("build.xml")), "5");
        endsWell("air/test");
    }

    /** Components whose jobs wait at a gate. */
    private void commit(String... components) throws Exception {
        StringBuilder map = new StringBuilder("version: 1\ncomponents:\n");
        for (String name : components) {
            map.append(
                    "  %s: {root: ., jobs: {test: ['%s', '%s']}}\n".formatted(name, gate.wait(name), gate.count(name)));
        }
        repository.write("components.yaml", map.toString()).commit("first");
    }

    private void killAt(String... gates) throws Throwable {
        sessions.then(jenkins -> {
            jenkins.jenkins.setNumExecutors(4);
            WorkflowRun run =
                    Pipelines.plain(jenkins, JOB, repository).scheduleBuild2(0).waitForStart();
            gate.reached(gates);
            for (FlowNode node : new DepthFirstScanner().allNodes(run.getExecution())) {
                node.getParentIds().stream().findFirst().ifPresent(parent -> parents.put(node.getId(), parent));
            }
        });
    }

    /** What Jenkins has saved if the last nodes were added after that. */
    private void moveHeadsBack(int nodes) throws IOException {
        Path file = build().resolve("build.xml");
        int[] newest = new int[1];
        String moved = HEAD.matcher(Files.readString(file)).replaceAll(head -> {
            String node = head.group(2);
            for (int i = 0; i < nodes; i++) {
                node = parents.get(node);
            }
            newest[0] = Math.max(newest[0], Integer.parseInt(node));
            return "<head>" + head.group(1) + ":" + node + "</head>";
        });
        assertThat(newest[0]).isPositive();
        setCounter(moved, String.valueOf(newest[0]));
    }

    private void setCounter(String xml, String last) throws IOException {
        Files.writeString(
                build().resolve("build.xml"), xml.replaceFirst("<iota>\\d+</iota>", "<iota>" + last + "</iota>"));
    }

    /** What Jenkins has saved if the step ended, and a further one began, but the program was not saved after that. */
    private void addNode() throws IOException {
        String xml = Files.readString(build().resolve("build.xml"));
        Matcher head = HEAD.matcher(xml);
        assertThat(head.find()).isTrue();
        String step = head.group(2);
        String next = String.valueOf(Integer.parseInt(step) + 1);
        Files.writeString(
                build().resolve("workflow/" + next + ".xml"),
                Files.readString(build().resolve("workflow/" + step + ".xml"))
                        .replace("<string>" + parents.get(step) + "</string>", "<string>" + step + "</string>")
                        .replace("<id>" + step + "</id>", "<id>" + next + "</id>"));
        setCounter(head.replaceFirst("<head>" + head.group(1) + ":" + next + "</head>"), next);
    }

    private void endsWell(String... jobs) throws Throwable {
        sessions.then(jenkins -> {
            for (String job : jobs) {
                gate.open(job.substring(0, job.indexOf('/')));
            }
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName(JOB, WorkflowJob.class).getBuildByNumber(1);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            assertThat(Pipelines.states(run)).containsOnlyKeys(jobs);
            assertThat(Pipelines.states(run).values()).containsOnly(JobStatus.PASSED);
            assertThat(gate.counted()).hasSize(jobs.length);
            List<FlowNode> all = new DepthFirstScanner().allNodes(run.getExecution());
            assertThat(all).doesNotHaveDuplicates();
            assertThat(all).extracting(FlowNode::getId).containsAll(parents.keySet());
        });
    }

    private Path build() {
        return sessions.getHome().toPath().resolve("jobs/" + JOB + "/builds/1");
    }
}
