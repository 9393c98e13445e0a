package io.jenkins.plugins.mergeability.environment;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import hudson.plugins.git.browser.GitRepositoryBrowser;
import hudson.plugins.git.browser.GithubWeb;
import hudson.scm.SCM;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EnvironmentRecord;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EventKind;
import io.jenkins.plugins.mergeability.engine.deploy.journal.FileJournal;
import io.jenkins.plugins.mergeability.engine.deploy.journal.JournalEvent;
import io.jenkins.plugins.mergeability.proofs.RepositoryId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.branch.MultiBranchProject;
import jenkins.model.Jenkins;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.metadata.PrimaryInstanceMetadataAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.springframework.security.access.AccessDeniedException;

/**
 * A job that deploys to an environment.
 *
 * @param job the job
 * @param definition how it deploys
 */
public record EnvironmentJob(WorkflowJob job, EnvironmentDefinition definition) {

    /** The environment of an item; empty for any other item. */
    public static Optional<EnvironmentJob> of(Item item) {
        return item instanceof WorkflowJob job && job.getDefinition() instanceof EnvironmentDefinition definition
                ? Optional.of(new EnvironmentJob(job, definition))
                : Optional.empty();
    }

    /** The environment of a run of its job. */
    public static EnvironmentJob of(Run<?, ?> run) throws AbortException {
        return of(run.getParent())
                .orElseThrow(() ->
                        new AbortException(run.getParent().getFullDisplayName() + " is not an environment any more"));
    }

    /** All environments of the controller, whoever asks. */
    public static List<EnvironmentJob> all() {
        return EnvironmentIndex.environments();
    }

    /** The environments of a project by its full name, whoever asks. */
    public static List<EnvironmentJob> of(String project) {
        return all().stream()
                .filter(each -> each.definition.getProject().equals(project))
                .toList();
    }

    /** The name of the environment. */
    public String name() {
        return definition.getEnvironment();
    }

    /** Where everything about the environment is kept. */
    public Path directory() {
        return job.getRootDir().toPath().resolve("mergeability");
    }

    public FileJournal journal() {
        return new FileJournal(directory().resolve("journal"));
    }

    public EnvironmentRecord record() throws IOException {
        return EnvironmentRecord.read(journal());
    }

    /** The builds that offered the deployments, as Jenkins names them, by the number of the deployment. */
    public Map<Integer, String> offeringBuilds() throws IOException {
        Map<Integer, String> builds = new HashMap<>();
        for (JournalEvent event : journal().read()) {
            if (event.kind() == EventKind.OFFERED) {
                builds.put(event.candidate(), event.by());
            }
        }
        return builds;
    }

    /** A build by the name that Jenkins gives it; null if it is gone, or not for this user. */
    @CheckForNull
    public static Run<?, ?> findBuild(String name) {
        try {
            return name.isEmpty() ? null : Run.fromExternalizableId(name);
        } catch (IllegalArgumentException | AccessDeniedException e) {
            return null;
        }
    }

    /**
     * The branch that releases come from.
     *
     * @param project the project
     * @param source its branch source
     * @param head the branch
     */
    public record Branch(MultiBranchProject<?, ?> project, SCMSource source, SCMHead head) {

        /** The git repository with the branch. */
        public GitSCM scm() throws AbortException {
            return git(source.build(head));
        }

        /** What checks out a commit of the branch. */
        public GitSCM scm(String commit) throws AbortException {
            return git(source.build(head, new AbstractGitSCMSource.SCMRevisionImpl(head, commit)));
        }

        private GitSCM git(SCM scm) throws AbortException {
            if (scm instanceof GitSCM git && !git.getUserRemoteConfigs().isEmpty()) {
                return git;
            }
            throw new AbortException("the branch source of " + project.getFullDisplayName()
                    + " is not git: releases are deployed from git repositories only");
        }

        /** The URL of the repository. */
        public String url() throws AbortException {
            return scm().getUserRemoteConfigs().get(0).getUrl();
        }

        /** The address of the repository on GitHub; empty if it is elsewhere. */
        public Optional<String> githubUrl() throws AbortException {
            return Optional.ofNullable(scm().getBrowser())
                    .filter(GithubWeb.class::isInstance)
                    .map(GitRepositoryBrowser.class::cast)
                    .map(GitRepositoryBrowser::getRepoUrl)
                    .filter(url -> url.startsWith("https://") || url.startsWith("http://"))
                    .map(url -> url.replaceFirst("/+$", ""));
        }

        /** The name of the repository in the stores of proofs and outputs. */
        public String repository() throws AbortException {
            return RepositoryId.of(url());
        }

        /** The credentials of the project for the repository. */
        Optional<StandardUsernameCredentials> credentials() throws AbortException {
            UserRemoteConfig remote = scm().getUserRemoteConfigs().get(0);
            String id = remote.getCredentialsId();
            String url = remote.getUrl();
            return id == null || url == null
                    ? Optional.empty()
                    : Optional.ofNullable(CredentialsProvider.findCredentialByIdInItem(
                            id,
                            StandardUsernameCredentials.class,
                            project,
                            ACL.SYSTEM2,
                            URIRequirementBuilder.fromUri(url).build()));
        }
    }

    /**
     * The branch that releases come from.
     *
     * @throws AbortException if there is none, with what to correct
     */
    public Branch branch() throws AbortException {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            if (!(Jenkins.get().getItemByFullName(definition.getProject())
                    instanceof MultiBranchProject<?, ?> project)) {
                throw new AbortException("there is no multibranch project " + definition.getProject()
                        + ": correct the project of " + job.getFullDisplayName());
            }
            for (Job<?, ?> each : project.getItems()) {
                SCMHead head = SCMHead.HeadByItem.findHead(each);
                SCMSource source = SCMSource.SourceByItem.findSource(each);
                if (head != null && source != null && isBranch(each, head)) {
                    return new Branch(project, source, head);
                }
            }
            throw new AbortException(
                    definition.getBranch().isEmpty()
                            ? project.getFullDisplayName() + " has no primary branch: name the branch of "
                                    + job.getFullDisplayName()
                            : project.getFullDisplayName() + " has no branch " + definition.getBranch()
                                    + ": correct the branch of " + job.getFullDisplayName());
        }
    }

    private boolean isBranch(Job<?, ?> each, SCMHead head) {
        return definition.getBranch().isEmpty()
                ? each.getAction(PrimaryInstanceMetadataAction.class) != null
                : head.getName().equals(definition.getBranch());
    }
}
