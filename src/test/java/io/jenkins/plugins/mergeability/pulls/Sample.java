package io.jenkins.plugins.mergeability.pulls;

import hudson.model.Job;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.GithubProject;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.branch.MultiBranchProject;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/** A project with three pull requests, each built once by an empty script. */
final class Sample implements AutoCloseable {

    final FakeGithub github;
    final GithubProject project;

    private Sample(FakeGithub github, GithubProject project) {
        this.github = github;
        this.project = project;
    }

    static Sample in(JenkinsRule jenkins, Path directory) throws Exception {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        TestRepository repository = TestRepository.init(directory);
        repository.write("Jenkinsfile", "").commit("first");
        FakeGithub github = FakeGithub.with(repository);
        for (int number = 7; number < 10; number++) {
            repository.branch("b" + number).write("b" + number, "1\n").commit("more");
            repository.checkout("main");
            github.open(number, "acme", "b" + number, "main");
        }
        GithubProject project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.MERGE)
                .script("echo 'nothing to do'")
                .index();
        return new Sample(github, project);
    }

    WorkflowJob job(int number) throws IOException {
        return project.job("PR-" + number);
    }

    String url() {
        return project.project().getUrl();
    }

    /** Enables reporting with a context. */
    Sample reporting(String context) throws IOException {
        MultiBranchProject<?, ?> it = project.project();
        Files.writeString(it.getRootDir().toPath().resolve("mergeability-reporting.json"), """
                {"options": {"context": "%s"}, "branch": true}
                """.formatted(context));
        return this;
    }

    /** Stores a verdict. */
    static void decided(Job<?, ?> job, String cause, String description, long since) throws IOException {
        write(job, """
                {"open": true, "evaluated": %d,
                 "decision": {"cause": "%s", "description": "%s", "context": "ci", "requiredApprovals": 1,
                   "head": "%s", "since": %d, "reasons": ["build ended"]}}
                """.formatted(System.currentTimeMillis() - 65_000, cause, description, "a".repeat(40), since));
    }

    /** Adds an evaluation error to a stored verdict. */
    static void failed(Job<?, ?> job, String kind) throws IOException {
        Path file = job.getRootDir().toPath().resolve("mergeability.json");
        String state = Files.readString(file).strip();
        write(job, state.substring(0, state.length() - 1) + """
                , "error": {"kind": "%s", "message": "secret", "since": 1}}
                """.formatted(kind));
    }

    /** Stores a state. */
    static void write(Job<?, ?> job, String json) throws IOException {
        Files.writeString(job.getRootDir().toPath().resolve("mergeability.json"), json);
    }

    @Override
    public void close() {
        github.close();
    }
}
