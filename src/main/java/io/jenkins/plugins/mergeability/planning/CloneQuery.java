package io.jenkins.plugins.mergeability.planning;

import hudson.EnvVars;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.extensions.GitSCMExtension;
import hudson.plugins.git.extensions.impl.AuthorInChangelog;
import hudson.plugins.git.extensions.impl.BuildChooserSetting;
import hudson.plugins.git.extensions.impl.ChangelogToBranch;
import hudson.plugins.git.extensions.impl.CheckoutOption;
import hudson.plugins.git.extensions.impl.CleanBeforeCheckout;
import hudson.plugins.git.extensions.impl.CleanCheckout;
import hudson.plugins.git.extensions.impl.CloneOption;
import hudson.plugins.git.extensions.impl.FirstBuildChangelog;
import hudson.plugins.git.extensions.impl.GitLFSPull;
import hudson.plugins.git.extensions.impl.LocalBranch;
import hudson.plugins.git.extensions.impl.PruneStaleBranch;
import hudson.plugins.git.extensions.impl.PruneStaleTag;
import hudson.plugins.git.extensions.impl.SparseCheckoutPaths;
import hudson.plugins.git.extensions.impl.SubmoduleOption;
import hudson.plugins.git.extensions.impl.UserIdentity;
import hudson.plugins.git.extensions.impl.WipeWorkspace;
import io.jenkins.plugins.mergeability.proofs.CommitId;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import jenkins.model.Jenkins;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.plugins.git.GitSCMFileSystem;
import jenkins.plugins.git.GitSCMSourceDefaults;
import jenkins.scm.api.SCMFileSystem;

/**
 * Queries the clone that the git plugin keeps on the controller for each repository of a branch source, and from which the
 * Jenkinsfile is read. Only branches and tags of which each agent checks out the commit itself are planned this way.
 */
final class CloneQuery {

    /** The extensions that leave the commit as it is. Others, as a merge before the build, may check out another tree. */
    private static final Set<Class<? extends GitSCMExtension>> SAME_COMMIT = Set.of(
            AuthorInChangelog.class,
            ChangelogToBranch.class,
            CheckoutOption.class,
            CleanBeforeCheckout.class,
            CleanCheckout.class,
            CloneOption.class,
            FirstBuildChangelog.class,
            GitLFSPull.class,
            GitSCMSourceDefaults.class,
            LocalBranch.class,
            PruneStaleBranch.class,
            PruneStaleTag.class,
            SparseCheckoutPaths.class,
            SubmoduleOption.class,
            UserIdentity.class,
            WipeWorkspace.class);

    private final BuildSource.Origin origin;
    private final GitSCM scm;
    private final String commit;
    private final Base base;

    private CloneQuery(BuildSource.Origin origin, GitSCM scm, String commit, Base base) {
        this.origin = origin;
        this.scm = scm;
        this.commit = commit;
        this.base = base;
    }

    /** The query for a build; empty if its commit is unknown, or may be another one on an agent. */
    static Optional<CloneQuery> of(BuildSource source, Base base) {
        Optional<String> commit =
                source.origin().flatMap(BuildSource.Origin::commit).filter(CommitId::is);
        boolean known = !(base instanceof Base.Commit named) || CommitId.is(named.revision());
        return known
                        && commit.isPresent()
                        && source.scm().orElse(null) instanceof GitSCM scm
                        && scm.getExtensions().stream().allMatch(CloneQuery::keepsCommit)
                ? Optional.of(new CloneQuery(source.origin().get(), scm, commit.get(), base))
                : Optional.empty();
    }

    private static boolean keepsCommit(GitSCMExtension extension) {
        return SAME_COMMIT.contains(extension.getClass())
                || extension instanceof BuildChooserSetting setting
                        && setting.getBuildChooser() instanceof AbstractGitSCMSource.SpecificRevisionBuildChooser;
    }

    /**
     * Runs the query, after git has fetched the branch.
     *
     * @param given the map; empty for the one of the commit
     * @return empty if the source keeps no such clone, or if the clone lacks something; an agent may have it, or say why
     */
    Optional<RepositoryFacts> run(String mapPath, Optional<MapSource> given, TaskListener listener)
            throws IOException, InterruptedException {
        String git = BuildPlanner.git(scm, Jenkins.get(), new EnvVars(EnvVars.masterEnvVars), listener);
        try (SCMFileSystem files = SCMFileSystem.of(origin.source(), origin.head(), origin.revision())) {
            if (!(files instanceof GitSCMFileSystem clone)) {
                return Optional.empty();
            }
            AgentReply reply =
                    clone.invoke(repository -> new AgentQuery(git, "", commit, mapPath, given.orElse(null), base)
                            .invoke(repository.getDirectory(), null));
            return Optional.ofNullable(reply.facts());
        }
    }
}
