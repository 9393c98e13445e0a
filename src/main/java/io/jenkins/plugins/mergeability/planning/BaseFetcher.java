package io.jenkins.plugins.mergeability.planning;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.plugins.git.GitException;
import hudson.plugins.git.GitSCM;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteConfig;
import org.eclipse.jgit.transport.URIish;
import org.jenkinsci.plugins.gitclient.FetchCommand;

/** Fetches a missing base or missing history into a clone, with the URL and the credentials of the clone. */
final class BaseFetcher {

    private final Run<?, ?> run;
    private final TaskListener listener;
    private final GitSCM scm;

    BaseFetcher(Run<?, ?> run, TaskListener listener, GitSCM scm) {
        this.run = run;
        this.listener = listener;
        this.scm = scm;
    }

    /**
     * Fetches the branch of a base and, into a shallow clone, the rest of the history.
     *
     * @return the error, which completes the sentence "could not be fetched: "; empty after success
     */
    Optional<String> fetch(FilePath workspace, EnvVars env, Base.Commit base, boolean shallow)
            throws InterruptedException {
        try {
            List<RemoteConfig> remotes = scm.getParamExpandedRepos(run, listener);
            if (remotes.isEmpty() || remotes.get(0).getURIs().isEmpty()) {
                return Optional.of("the URL of the repository is unknown");
            }
            URIish url = remotes.get(0).getURIs().get(0);
            FetchCommand fetch = scm.createClient(listener, env, run, workspace)
                    .fetch_()
                    .from(url, List.of(refSpec(base, remotes.get(0).getName())))
                    .tags(false);
            if (shallow) {
                // Like `git fetch --unshallow`, which fails for a complete clone.
                fetch.shallow(true);
                fetch.depth(Integer.MAX_VALUE);
            }
            fetch.execute();
            return Optional.empty();
        } catch (GitException | IOException e) {
            return Optional.of(firstLine(e));
        }
    }

    /** A base that the pipeline names keeps its name. Any other base gets a reference of its own. */
    private static RefSpec refSpec(Base.Commit base, String remote) {
        String prefix = remote + "/";
        String target = base.revision().startsWith(prefix)
                ? "refs/remotes/" + prefix + base.branch()
                : "refs/mergeability/base";
        return new RefSpec("+refs/heads/" + base.branch() + ":" + target);
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
