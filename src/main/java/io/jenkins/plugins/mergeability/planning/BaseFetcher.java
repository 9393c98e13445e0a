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

/** Fetches what a clone lacks to be compared with a base, with the address and the credentials it was cloned with. */
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
     * @return why it did not work, in words that go after "could not be fetched: "; nothing if it did
     */
    Optional<String> fetch(FilePath workspace, EnvVars env, Base.Commit base, boolean shallow)
            throws InterruptedException {
        try {
            List<RemoteConfig> remotes = scm.getParamExpandedRepos(run, listener);
            if (remotes.isEmpty() || remotes.get(0).getURIs().isEmpty()) {
                return Optional.of("the repository's address is not known");
            }
            URIish address = remotes.get(0).getURIs().get(0);
            FetchCommand fetch = scm.createClient(listener, env, run, workspace)
                    .fetch_()
                    .from(address, List.of(refSpec(base, remotes.get(0).getName())))
                    .tags(false);
            if (shallow) {
                // What `git fetch --unshallow` says, which is refused where nothing is missing any more.
                fetch.shallow(true);
                fetch.depth(Integer.MAX_VALUE);
            }
            fetch.execute();
            return Optional.empty();
        } catch (GitException | IOException e) {
            return Optional.of(firstLine(e));
        }
    }

    /** A base that people name keeps its name; any other goes where it is in nobody's way. */
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
