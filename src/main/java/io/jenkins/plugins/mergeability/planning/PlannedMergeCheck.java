package io.jenkins.plugins.mergeability.planning;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.extensions.GitSCMExtension;
import hudson.remoting.VirtualChannel;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jenkinsci.plugins.gitclient.GitClient;
import org.jenkinsci.plugins.gitclient.RepositoryCallback;

/**
 * Fails the checkout of a merge that differs from the planned one. GitHub and each agent merge separately. The results can
 * differ because of the version or the configuration of git, or because of merge drivers. Jobs would then prove other
 * inputs than planned.
 */
public final class PlannedMergeCheck extends GitSCMExtension {

    private final String tree;

    private PlannedMergeCheck(String tree) {
        this.tree = tree;
    }

    /** Adds the check for a tree to an SCM. */
    static GitSCM in(GitSCM scm, String tree) {
        List<GitSCMExtension> extensions = new ArrayList<>(scm.getExtensions());
        extensions.add(new PlannedMergeCheck(tree));
        return new GitSCM(
                scm.getUserRemoteConfigs(), scm.getBranches(), scm.getBrowser(), scm.getGitTool(), extensions);
    }

    @Override
    public void onCheckoutCompleted(GitSCM scm, Run<?, ?> run, GitClient git, TaskListener listener)
            throws IOException, InterruptedException {
        String merged = git.withRepository(new TreeOfHead());
        if (!tree.equals(merged)) {
            throw new AbortException(
                    "the merge on this agent has the tree " + merged + ", but the planned tree is " + tree
                            + ": use the same version of git on all agents, and no merge drivers in .gitattributes;"
                            + " or merge the target branch into the pull request");
        }
    }

    /** Resolves the tree on the agent. */
    private static final class TreeOfHead implements RepositoryCallback<String> {

        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public String invoke(Repository repository, VirtualChannel channel) throws IOException {
            ObjectId tree = repository.resolve("HEAD^{tree}");
            return tree == null ? "(none)" : tree.name();
        }
    }
}
