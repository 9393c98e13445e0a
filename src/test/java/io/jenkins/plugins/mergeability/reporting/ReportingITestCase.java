package io.jenkins.plugins.mergeability.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.config.MergeabilityFolderProperty;
import io.jenkins.plugins.mergeability.config.ReportingConfiguration;
import io.jenkins.plugins.mergeability.github.FakeConversation;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.GithubHook;
import io.jenkins.plugins.mergeability.github.GithubProject;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.nio.file.Path;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A project with pull requests at a fake GitHub, which sends webhooks. */
@ExtendWith(FastReporting.class)
@WithJenkins
abstract class ReportingITestCase {

    static final String MERGEABLE = "pull request can be merged";

    static JenkinsRule jenkins;
    static GithubHook hook;
    static String credentials;

    @TempDir
    Path directory;

    TestRepository repository;
    FakeGithub github;
    GithubProject project;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setQuietPeriod(0);
        hook = GithubHook.at(jenkins);
        credentials = ReportingFixture.credentials();
    }

    /** Creates the repository and the project. Each branch changes the component with its name. */
    void create(ChangeRequestCheckoutStrategy strategy, String script, String... branches) throws Exception {
        repository = ReportingFixture.repository(directory.resolve("repository"), script, branches);
        github = FakeGithub.with(repository);
        project = GithubProject.of(jenkins, github, strategy).withoutBranches().credentials(credentials);
    }

    /** Configures that pull requests of the project need no approvals. */
    void requireNoApprovals() throws Exception {
        ReportingConfiguration reporting = new ReportingConfiguration();
        reporting.setApprovals(0);
        MergeabilityFolderProperty property = new MergeabilityFolderProperty();
        property.setReporting(reporting);
        project.project().addProperty(property);
    }

    /** Sends an event of a pull request. */
    void event(String kind, String action, int number) throws Exception {
        assertThat(hook.post(kind, github.event(action, number))).isEqualTo(200);
    }

    /** Sends the event of a push to a branch. */
    void push(String branch) throws Exception {
        assertThat(hook.post("push", github.pushed(branch))).isEqualTo(200);
    }

    /** Commits a file to a branch. */
    String commit(String branch, String path, String text) throws Exception {
        repository.checkout(branch).write(path, text);
        String commit = repository.commit(text);
        repository.checkout("main");
        return commit;
    }

    /** The head of a branch. */
    String head(String branch) throws Exception {
        return repository.git("rev-parse", branch).strip();
    }

    FakeConversation.Status awaitStatus(String commit, String state, String description) throws Exception {
        return ReportingFixture.awaitStatus(github, commit, state, description);
    }

    void awaitStatus(String commit, String context, String state, String description) throws Exception {
        ReportingFixture.awaitStatus(github, commit, context, state, description);
    }
}
