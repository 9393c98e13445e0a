package io.jenkins.plugins.mergeability.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import hudson.plugins.git.GitSCM;
import hudson.util.Secret;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import jenkins.plugins.git.traits.TagDiscoveryTrait;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jvnet.hudson.test.JenkinsRule;

/** A repository whose component `air` is deployed to a directory, with a multibranch project and jobs for its environments. */
final class Deployments {

    private static final long PATIENCE_MILLIS = 90_000;

    private final Path directory;
    private final TestRepository repository;
    private String rules = "";
    private String test = "true";
    private String run = "'true'";
    private String verify = "true";
    private String before = "";
    private String after = "";

    Deployments(Path directory) throws Exception {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        this.directory = directory;
        this.repository = TestRepository.init(directory.resolve("repository"));
        Files.createDirectories(directory.resolve("live"));
        repository.write("Jenkinsfile", """
                buildComponents()
                for (offer in deployComponents()) {
                    echo "OFFER ${offer.component} to ${offer.environment}: ${offer.outcome}"
                }
                """);
    }

    TestRepository repository() {
        return repository;
    }

    /** Settings of the environment {@code staging}, such as {@code freeze: [...]}. */
    Deployments rules(String text) {
        rules = text;
        return this;
    }

    /** What tests the component. */
    Deployments test(String command) {
        test = command;
        return this;
    }

    /** The block that runs before the files are copied in {@code staging}. */
    Deployments run(String block) {
        run = block;
        return this;
    }

    /** What verifies a release in {@code staging}. */
    Deployments verify(String command) {
        verify = command;
        return this;
    }

    /** What runs before the switch in {@code staging}. */
    Deployments before(String text) {
        before = text;
        return this;
    }

    /** Further environments. */
    Deployments after(String text) {
        after = text;
        return this;
    }

    /** A directory for what is deployed to an environment. */
    Path live(String environment) {
        return directory.resolve("live").resolve(environment);
    }

    /** What an environment runs; empty if nothing was deployed there. */
    String running(String environment) throws IOException {
        Path file = live(environment);
        return Files.exists(file)
                ? Files.readString(file, StandardCharsets.UTF_8).strip()
                : "";
    }

    /** The commands that were run, in their order. */
    List<String> trace() throws IOException {
        Path file = directory.resolve("trace");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Waits until a command was run. */
    void awaitTrace(String line) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        List<String> trace = trace();
        while (!trace.contains(line) && System.currentTimeMillis() < end) {
            Thread.sleep(5);
            trace = trace();
        }
        assertThat(trace).contains(line);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** Commits a version of the component. */
    String commit(String version) throws Exception {
        String trace = "echo \"$MERGEABILITY_ENVIRONMENT %s " + version + "\" >>" + directory.resolve("trace");
        repository.write("air/version", version + "\n").write("components.yaml", """
                version: 1
                unmapped: nothing
                components:
                  air:
                    jobs:
                      test: {sequence: ["grep -q . version", "%s"], outputs: []}
                      release: {when: merge, run: "mkdir -p dist && cp version dist/app", outputs: [dist/**], artifacts: [dist/**]}
                environments:
                  staging:
                    %s
                    deploy:
                      air:
                        of: release
                        %s
                        run: ['%s', %s, 'cp dist/app %s']
                        verify: ['%s', '%s']
                %s
                """.formatted(
                        test,
                        rules,
                        before,
                        trace.formatted("run"),
                        run,
                        live("staging"),
                        trace.formatted("verify"),
                        verify,
                        after));
        return repository.commit("version " + version);
    }

    /** An environment that deploys the same component, and follows {@code staging}. */
    String environment(String name, String rules) {
        return "  " + name + ": {" + rules + " deploy: {air: {of: release, run: 'cp dist/app " + live(name)
                + "', verify: 'true'}}}";
    }

    /** A multibranch project that builds all branches and tags. */
    static WorkflowMultiBranchProject project(JenkinsRule jenkins, TestRepository repository) throws Exception {
        return project(jenkins, repository.url());
    }

    /** The same for the URL of a repository. */
    static WorkflowMultiBranchProject project(JenkinsRule jenkins, String url) throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "shop");
        GitSCMSource source = new GitSCMSource(url);
        source.setTraits(List.of(new BranchDiscoveryTrait(), new TagDiscoveryTrait()));
        project.getSourcesList().add(new BranchSource(source));
        return project;
    }

    /** The job of an environment, in a folder of its own. */
    static WorkflowJob job(JenkinsRule jenkins, String environment) throws IOException {
        return job(jenkins, new EnvironmentDefinition("shop", environment));
    }

    static WorkflowJob job(JenkinsRule jenkins, EnvironmentDefinition definition) throws IOException {
        Folder folder = (Folder) jenkins.jenkins.getItem("environments");
        if (folder == null) {
            folder = jenkins.createProject(Folder.class, "environments");
        }
        WorkflowJob job = folder.createProject(WorkflowJob.class, definition.getEnvironment());
        job.setDefinition(definition);
        job.save();
        return job;
    }

    /** Adds a secret text to the folder of the environments. */
    static void addSecret(JenkinsRule jenkins, String id, String text) throws IOException {
        ((Folder) jenkins.jenkins.getItem("environments"))
                .addProperty(new FolderCredentialsProperty(new DomainCredentials[] {
                    new DomainCredentials(
                            Domain.global(),
                            List.of(new StringCredentialsImpl(
                                    CredentialsScope.GLOBAL, id, null, Secret.fromString(text))))
                }));
    }

    /** Scans a project, and waits for its builds and all that follows from them. Returns the newest build of a branch. */
    static WorkflowRun build(JenkinsRule jenkins, WorkflowMultiBranchProject project, String branch) throws Exception {
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        return project.getItem(branch).getLastBuild();
    }

    static EnvironmentJob environment(WorkflowJob job) {
        return EnvironmentJob.of((hudson.model.Item) job).orElseThrow();
    }

    /** The newest deployment of the component that was offered. */
    static Optional<Candidate> newest(WorkflowJob job) throws IOException {
        List<Candidate> all = environment(job).record().candidates();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Waits until the deployment of a number has a state. */
    static Candidate await(WorkflowJob job, int number, DeploymentState state) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        Optional<Candidate> candidate = Optional.empty();
        while (System.currentTimeMillis() < end) {
            candidate = environment(job).record().candidate(number);
            if (candidate.isPresent() && candidate.get().state() == state) {
                return candidate.get();
            }
            Thread.sleep(100);
        }
        String log = job.getLastBuild() == null ? "no run" : JenkinsRule.getLog(job.getLastBuild());
        throw new AssertionError("deployment " + number + " is not " + state + " but " + candidate + "\n" + log);
    }

    /** What a build printed of its offers. */
    static List<String> offers(WorkflowRun run) throws IOException {
        List<String> offers = new ArrayList<>();
        for (String line : JenkinsRule.getLog(run).lines().toList()) {
            if (line.startsWith("OFFER ")) {
                offers.add(line.substring("OFFER ".length()));
            }
        }
        return offers;
    }

    static void assertOffers(WorkflowRun run, String... offers) throws IOException {
        assertThat(offers(run)).as(() -> log(run)).containsExactly(offers);
    }

    private static String log(WorkflowRun run) {
        try {
            return JenkinsRule.getLog(run);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
