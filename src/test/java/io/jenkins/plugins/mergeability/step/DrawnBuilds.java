package io.jenkins.plugins.mergeability.step;

import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Builds with everything the step draws, for tests of how views draw it. */
final class DrawnBuilds {

    private final JenkinsRule jenkins;
    private final TestRepository repository;
    private final WorkflowJob job;

    private DrawnBuilds(JenkinsRule jenkins, TestRepository repository) throws Exception {
        this.jenkins = jenkins;
        this.repository = repository;
        this.job = Pipelines.plain(jenkins, repository);
    }

    /** Provides the agents of the builds. */
    static void prepare(JenkinsRule jenkins) throws Exception {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        jenkins.jenkins.setNumExecutors(6);
        jenkins.jenkins.setLabelString("linux next");
    }

    /** Platforms, nested parallels, attempts, a failure and a job that needs it, and a job of another occasion. */
    static DrawnBuilds of(JenkinsRule jenkins, Path directory) throws Exception {
        return of(jenkins, directory, """
                version: 1
                components:
                  air:
                    jobs:
                      compile: {platforms: [linux, next], run: cat a}
                      test: [cat a, {parallel: {dev: cat a, prod: [cat a, {parallel: [cat a, test -f a]}]}}]
                      release: {when: merge, run: cat a}
                  water: {jobs: {test: {retry: 1, parallel: {x: 'false', y: cat w}}, site: {needs: [test], run: cat w}}}
                  fire: {jobs: {test: cat f}}
                """);
    }

    /** The same files with another map. */
    static DrawnBuilds of(JenkinsRule jenkins, Path directory, String map) throws Exception {
        TestRepository repository = TestRepository.init(directory.resolve("repository"));
        repository.write("Jenkinsfile", "buildComponents()").write("components.yaml", map);
        repository
                .write("air/a", "1")
                .write("water/w", "1")
                .write("fire/f", "1")
                .commit("first");
        return new DrawnBuilds(jenkins, repository);
    }

    /** Builds everything. */
    WorkflowRun everything(Result result) throws Exception {
        return jenkins.buildAndAssertStatus(result, job);
    }

    /** Starts to build everything. */
    WorkflowRun start() throws Exception {
        return job.scheduleBuild2(0).waitForStart();
    }

    /** Builds what a change of {@code air} left unproven. */
    WorkflowRun afterAChange(Result result) throws Exception {
        repository.write("air/a", "2").commit("second");
        return everything(result);
    }

    /** Builds everything in a Declarative pipeline. */
    WorkflowRun declarative() throws Exception {
        repository.write("Jenkinsfile", """
                pipeline {
                    agent none
                    stages {
                        stage('Before') { steps { echo 'first' } }
                        stage('Components') { steps { buildComponents() } }
                        stage('After') { steps { echo 'last' } }
                    }
                }
                """).commit("declarative");
        return everything(Result.FAILURE);
    }

    /** Calls the step twice in one build. */
    WorkflowRun calledTwice() throws Exception {
        repository.write("Jenkinsfile", """
                buildComponents(jobs: ['fire/test'], proofs: false)
                buildComponents(jobs: ['fire/test'], proofs: false)
                """).commit("twice");
        return everything(Result.SUCCESS);
    }

    /** Builds everything on the agent on which the step is called. */
    WorkflowRun onOneAgent() throws Exception {
        repository
                .write("Jenkinsfile", "node { checkout scm; buildComponents(maxParallel: 1) }")
                .commit("on one agent");
        return everything(Result.FAILURE);
    }
}
