package io.jenkins.plugins.mergeability.environment;

import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Slave;
import hudson.model.TopLevelItem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;

/** One controller for all tests of a class. Each test begins with a repository of its own, and finds nothing of the others. */
abstract class SharedController {

    static JenkinsRule jenkins;

    @TempDir
    Path directory;

    Deployments deployments;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setNumExecutors(4);
    }

    @BeforeEach
    void create() throws Exception {
        deployments = new Deployments(directory);
    }

    @AfterEach
    void remove() throws Exception {
        jenkins.jenkins.disableSecurity();
        // What a failed test has left must not hold up the others.
        jenkins.jenkins.getQueue().clear();
        for (Computer computer : jenkins.jenkins.getComputers()) {
            computer.getAllExecutors().stream().filter(Executor::isBusy).forEach(Executor::interrupt);
        }
        jenkins.waitUntilNoActivity();
        for (TopLevelItem item : List.copyOf(jenkins.jenkins.getItems())) {
            item.delete();
        }
        for (Slave agent : List.copyOf(jenkins.jenkins.getNodes().stream()
                .filter(Slave.class::isInstance)
                .map(Slave.class::cast)
                .toList())) {
            jenkins.jenkins.removeNode(agent);
        }
    }
}
