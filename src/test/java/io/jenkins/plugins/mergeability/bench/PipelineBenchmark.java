package io.jenkins.plugins.mergeability.bench;

import com.sun.management.OperatingSystemMXBean;
import hudson.model.Result;
import hudson.plugins.git.BranchSpec;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jenkins.branch.BranchProperty;
import jenkins.branch.BranchSource;
import jenkins.branch.DefaultBranchPropertyStrategy;
import jenkins.branch.NoTriggerBranchProperty;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.flow.GlobalDefaultFlowDurabilityLevel;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowBranchProjectFactory;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Compares {@code buildComponents} with a handwritten pipeline for the same commands, in one session on one controller with 16
 * executors. It is not a test, and no build runs it:
 *
 * <pre>mvn test -Dtest=PipelineBenchmark -Dcomponents=100 -Dcommands=5 -Drounds=3</pre>
 *
 * The builds are of a branch of a multibranch project; with {@code -Dplain=true} of a job with a script from SCM.
 * {@code -Ddurability} is the durability of all builds, a name of {@link FlowDurabilityHint}; by default what Jenkins has.
 * {@code -Dhand=one} runs only one of the handwritten pipelines, with a checkout and a {@code sh} for each command, and
 * {@code -Dhand=none} runs none of them: for comparing two states of the code.
 *
 * It prints a line for each build: its name, wall time, processor time of the controller's process, flow nodes, and used heap
 * at its end. Handwritten means a {@code parallel} with a branch for each component, in it {@code node},
 * {@code checkout} and a {@code sh} for each command; {@code fused} the same with one {@code sh} for all commands of a
 * component; {@code bare} without the checkout. Every job keeps its workspaces from round to round. A build that takes longer than {@code -Dpatience} minutes is the last: its
 * line begins its wall time with {@code >}.
 */
@WithJenkins
class PipelineBenchmark {

    private static final int EXECUTORS = 16;

    @TempDir
    private Path directory;

    @Test
    void run(JenkinsRule jenkins) throws Exception {
        int components = Integer.getInteger("components", 100);
        int commands = Integer.getInteger("commands", 5);
        int rounds = Integer.getInteger("rounds", 3);
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        TestRepository repository = TestRepository.init(directory.resolve("repository"));
        jenkins.jenkins.setNumExecutors(0);
        FlowDurabilityHint durability = FlowDurabilityHint.valueOf(
                System.getProperty("durability", FlowDurabilityHint.MAX_SURVIVABILITY.name()));
        jenkins.jenkins
                .getDescriptorByType(GlobalDefaultFlowDurabilityLevel.DescriptorImpl.class)
                .setDurabilityHint(durability);
        for (int i = 0; i < 2; i++) {
            // All executors from the start: an existing computer does not get more.
            DumbSlave agent = new DumbSlave(
                    "agent" + i, directory.resolve("agent" + i).toString(), jenkins.createComputerLauncher(null));
            agent.setNumExecutors(EXECUTORS / 2);
            agent.setLabelString("work");
            jenkins.jenkins.addNode(agent);
            jenkins.waitOnline(agent);
        }
        commit(repository, components, commands, 0);
        WorkflowJob step = multibranch()
                ? branch(jenkins, repository, "components", "Jenkinsfile")
                : job(jenkins, repository, "components", "Jenkinsfile");
        Map<String, WorkflowJob> byHand = byHand(jenkins, repository);
        System.out.printf("%-12s %10s %10s %8s %8s%n", "build", "wall s", "cpu s", "nodes", "heap MB");
        for (int round = 1; round <= rounds; round++) {
            commit(repository, components, commands, round);
            measure(jenkins, "components", step);
            measure(jenkins, "proven", step);
            for (Map.Entry<String, WorkflowJob> hand : byHand.entrySet()) {
                if (!measure(jenkins, hand.getKey(), hand.getValue())) {
                    return;
                }
            }
        }
    }

    private static Map<String, WorkflowJob> byHand(JenkinsRule jenkins, TestRepository repository) throws Exception {
        Map<String, WorkflowJob> jobs = new LinkedHashMap<>();
        List<String> names = List.of("hand, bare", "hand", "fused, bare", "fused");
        for (String name : names.stream().filter(PipelineBenchmark::wanted).toList()) {
            String job = name.replace(", ", "-");
            jobs.put(
                    name, multibranch() ? branch(jenkins, repository, job, name) : job(jenkins, repository, job, name));
        }
        return jobs;
    }

    private static boolean multibranch() {
        return !Boolean.getBoolean("plain");
    }

    /** The job of the main branch of a multibranch project. Its builds start with the commit that {@link #index} finds. */
    private static WorkflowJob branch(JenkinsRule jenkins, TestRepository repository, String name, String script)
            throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, name);
        GitSCMSource source = new GitSCMSource(repository.url());
        source.setTraits(List.of(new BranchDiscoveryTrait()));
        BranchSource branches = new BranchSource(source);
        branches.setStrategy(new DefaultBranchPropertyStrategy(new BranchProperty[] {new NoTriggerBranchProperty()}));
        project.getSourcesList().add(branches);
        WorkflowBranchProjectFactory factory = new WorkflowBranchProjectFactory();
        factory.setScriptPath(script);
        project.setProjectFactory(factory);
        index(project);
        return project.getItem("main");
    }

    private static void index(WorkflowMultiBranchProject project) throws Exception {
        project.scheduleBuild2(0).getFuture().get();
    }

    private static boolean wanted(String handwritten) {
        return switch (System.getProperty("hand", "all")) {
            case "all" -> true;
            case "one" -> "hand".equals(handwritten);
            case "none" -> false;
            default -> throw new IllegalArgumentException("-Dhand is all, one or none");
        };
    }

    private static WorkflowJob job(JenkinsRule jenkins, TestRepository repository, String name, String script)
            throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        CpsScmFlowDefinition definition = new CpsScmFlowDefinition(
                new GitSCM(
                        List.of(new UserRemoteConfig(repository.url(), null, null, null)),
                        List.of(new BranchSpec("*/main")),
                        null,
                        null,
                        List.of()),
                script);
        definition.setLightweight(true);
        job.setDefinition(definition);
        return job;
    }

    private static void commit(TestRepository repository, int components, int commands, int round) throws Exception {
        StringBuilder map = new StringBuilder("version: 1\ndefaults: {agent: work}\ncomponents:\n");
        for (int i = 0; i < components; i++) {
            map.append("  c").append(i).append(": {jobs: {test: [");
            for (int command = 0; command < commands; command++) {
                map.append(command == 0 ? "" : ", ").append("'true'");
            }
            map.append("]}}\n");
            repository.write("c" + i + "/file", "round " + round);
        }
        repository.write("components.yaml", map.toString());
        repository.write("Jenkinsfile", "buildComponents()");
        repository.write("hand", hand(components, commands, false, true));
        repository.write("hand, bare", hand(components, commands, false, false));
        repository.write("fused", hand(components, commands, true, true));
        repository.write("fused, bare", hand(components, commands, true, false));
        repository.commit("round " + round);
    }

    private static String hand(int components, int commands, boolean fused, boolean checkout) {
        StringBuilder script = new StringBuilder("def branches = [:]\n");
        script.append("for (int i = 0; i < ").append(components).append("; i++) {\n  String name = 'c' + i\n");
        script.append("  branches[name] = { -> stage(name + ': test') { node('work') {\n");
        if (checkout) {
            script.append("    checkout scm\n");
        }
        if (fused) {
            script.append("    sh '''").append("true\n".repeat(commands)).append("'''\n");
        } else {
            script.append("    sh 'true'\n".repeat(commands));
        }
        return script.append("  } } }\n}\nparallel(branches)\n").toString();
    }

    private static boolean measure(JenkinsRule jenkins, String name, WorkflowJob job) throws Exception {
        if (job.getParent() instanceof WorkflowMultiBranchProject project) {
            index(project);
        }
        long cpu = cpu();
        long start = System.nanoTime();
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        long end = start + TimeUnit.MINUTES.toNanos(Integer.getInteger("patience", 30));
        while (run.isBuilding() && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        double wall = (System.nanoTime() - start) / 1e9;
        boolean ended = !run.isBuilding();
        double spent = (cpu() - cpu) / 1e9;
        int nodes = new DepthFirstScanner().allNodes(run.getExecution()).size();
        Runtime runtime = Runtime.getRuntime();
        long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        System.out.printf(
                Locale.ROOT,
                "%-12s %10s %10.2f %8d %8d%n",
                name,
                (ended ? "" : ">") + String.format(Locale.ROOT, "%.2f", wall),
                spent,
                nodes,
                heap);
        if (ended) {
            jenkins.assertBuildStatus(Result.SUCCESS, run);
        } else {
            run.doKill();
        }
        return ended;
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
