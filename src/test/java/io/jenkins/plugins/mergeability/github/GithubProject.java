package io.jenkins.plugins.mergeability.github;

import hudson.model.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jenkins.branch.BranchSource;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import jenkins.scm.api.trait.SCMSourceTrait;
import org.jenkinsci.plugins.github_branch_source.BranchDiscoveryTrait;
import org.jenkinsci.plugins.github_branch_source.ForkPullRequestDiscoveryTrait;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.OriginPullRequestDiscoveryTrait;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowBranchProjectFactory;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jvnet.hudson.test.JenkinsRule;

/** A multibranch project at a {@link FakeGithub}; it clones from the local repository. */
public final class GithubProject {

    private final JenkinsRule jenkins;
    private final WorkflowMultiBranchProject project;

    private GithubProject(JenkinsRule jenkins, WorkflowMultiBranchProject project) {
        this.jenkins = jenkins;
        this.project = project;
    }

    /** Creates a project without indexing it. */
    public static GithubProject of(JenkinsRule jenkins, FakeGithub github, ChangeRequestCheckoutStrategy strategy)
            throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class);
        GitHubSCMSource source = new GitHubSCMSource("acme", "shop", null, false);
        source.setApiUri(github.apiUri());
        List<SCMSourceTrait> traits = List.of(
                new BranchDiscoveryTrait(3),
                new OriginPullRequestDiscoveryTrait(strategy == ChangeRequestCheckoutStrategy.MERGE ? 1 : 2),
                new ForkPullRequestDiscoveryTrait(
                        Set.of(strategy), new ForkPullRequestDiscoveryTrait.TrustPermission()),
                new LocalCloneTrait(github.repository().url()));
        source.setTraits(traits);
        project.getSourcesList().add(new BranchSource(source));
        return new GithubProject(jenkins, project);
    }

    /** The project. */
    public WorkflowMultiBranchProject project() {
        return project;
    }

    /** The project after a restart of the controller. */
    public static GithubProject of(JenkinsRule jenkins, String name) {
        return new GithubProject(jenkins, jenkins.jenkins.getItemByFullName(name, WorkflowMultiBranchProject.class));
    }

    /** Adds a trait to the source. */
    public GithubProject with(SCMSourceTrait trait) throws IOException {
        List<SCMSourceTrait> traits = new ArrayList<>(source().getTraits());
        traits.add(trait);
        source().setTraits(traits);
        project.save();
        return this;
    }

    /** Makes the source discover pull requests only, so that no time is spent on branches. */
    public GithubProject withoutBranches() throws IOException {
        return without(BranchDiscoveryTrait.class);
    }

    /** Removes the traits of a type from the source. */
    public GithubProject without(Class<? extends SCMSourceTrait> type) throws IOException {
        List<SCMSourceTrait> traits = new ArrayList<>(source().getTraits());
        traits.removeIf(type::isInstance);
        source().setTraits(traits);
        project.save();
        return this;
    }

    /** Makes the source discover branches, except those of pull requests. */
    public GithubProject withOtherBranches() throws IOException {
        return withoutBranches().with(new BranchDiscoveryTrait(BranchDiscoveryTrait.EXCLUDE_PRS));
    }

    /** Sets the credentials of the source. */
    public GithubProject credentials(String id) throws IOException {
        source().setCredentialsId(id);
        project.save();
        return this;
    }

    private GitHubSCMSource source() {
        return (GitHubSCMSource) project.getSources().get(0).getSource();
    }

    /**
     * Sets a script for all branches instead of the one in the repository: the script of an untrusted pull request
     * would be read from a clone over HTTP, which the fake does not offer.
     */
    public GithubProject script(String script) {
        project.setProjectFactory(new FixedScript(script));
        return this;
    }

    private static final class FixedScript extends WorkflowBranchProjectFactory {

        private final String script;

        FixedScript(String script) {
            this.script = script;
        }

        @Override
        protected FlowDefinition createDefinition() {
            try {
                return new CpsFlowDefinition(script, true);
            } catch (Descriptor.FormException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    /** Indexes the project and waits for the builds. */
    public GithubProject index() throws Exception {
        look();
        jenkins.waitUntilNoActivity();
        return this;
    }

    /** Indexes the project without waiting for builds. */
    public GithubProject look() throws Exception {
        project.scheduleBuild2(0).getFuture().get();
        return this;
    }

    /** The job of a branch or pull request. */
    public WorkflowJob job(String name) throws IOException {
        WorkflowJob job = project.getItem(name);
        if (job == null) {
            throw new AssertionError(name + " was not found:\n"
                    + Files.readString(project.getIndexing().getLogFile().toPath()));
        }
        return job;
    }
}
