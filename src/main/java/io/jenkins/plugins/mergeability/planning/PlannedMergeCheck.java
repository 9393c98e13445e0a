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
 * Refuses a merge that is not what was planned for. Each agent merges by itself, and GitHub does it once more, so what
 * comes out may differ: by the version of git, its configuration, or the merge drivers that attributes name. What ran
 * there would prove something else.
 */
public final class PlannedMergeCheck extends GitSCMExtension {

    private final String tree;

    private PlannedMergeCheck(String tree) {
        this.tree = tree;
    }

    /** The same checkout, refused where it does not give a tree. */
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
            throw new AbortException("the merge here has the tree " + merged + ", but the plan was made for " + tree
                    + ": see that all agents have the same version of git, and that no .gitattributes names a merge driver;"
                    + " or merge the target branch into the pull request, so that nothing is left to merge");
        }
    }

    /** Asks where the repository is. */
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
