package io.jenkins.plugins.mergeability.environment;

import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.TaskListener;
import hudson.plugins.git.GitException;
import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.planning.BuildPlanner;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.URIish;
import org.jenkinsci.plugins.gitclient.Git;
import org.jenkinsci.plugins.gitclient.GitClient;

/**
 * The history of the branch of an environment, as a git repository on the controller. It answers the questions about
 * commits and their maps without an agent.
 */
public final class BranchMirror {

    private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();
    private static final int TIMEOUT_MINUTES = 20;

    private final EnvironmentJob environment;
    private final Path directory;

    public BranchMirror(EnvironmentJob environment) {
        this.environment = environment;
        this.directory = environment.directory().resolve("repository");
    }

    /** Whether anything was fetched yet. */
    public boolean exists() {
        return Files.exists(directory.resolve("fetched"));
    }

    /** The full reference of the branch in the mirror. */
    static String reference(EnvironmentJob.Branch branch) {
        return "refs/remotes/origin/" + branch.head().getName();
    }

    /**
     * Gets what is new on the branch.
     *
     * @throws AbortException if it cannot be had
     */
    void fetch(EnvironmentJob.Branch branch, TaskListener listener) throws IOException, InterruptedException {
        synchronized (LOCKS.computeIfAbsent(directory, path -> new Object())) {
            String url = branch.url();
            Files.createDirectories(directory);
            try {
                GitClient client = Git.with(listener, new EnvVars(EnvVars.masterEnvVars))
                        .in(directory.toFile())
                        .using(executable(branch))
                        .getClient();
                Optional<StandardUsernameCredentials> credentials = branch.credentials();
                if (credentials.isPresent()) {
                    client.addDefaultCredentials(credentials.get());
                }
                if (!client.hasGitRepo(false)) {
                    client.init();
                }
                String name = branch.head().getName();
                client.fetch_()
                        .from(new URIish(url), List.of(new RefSpec("+refs/heads/" + name + ":" + reference(branch))))
                        .tags(false)
                        .timeout(TIMEOUT_MINUTES)
                        .execute();
            } catch (GitException | URISyntaxException e) {
                throw (AbortException)
                        new AbortException("the branch " + branch.head().getName() + " of " + url
                                        + " cannot be fetched to the controller: " + e.getMessage())
                                .initCause(e);
            }
            if (!exists()) {
                Files.createFile(directory.resolve("fetched"));
            }
        }
    }

    /** The repository; the caller closes it. */
    GitRepository open(EnvironmentJob.Branch branch) throws IOException {
        if (!exists()) {
            throw new AbortException("nothing was offered to " + environment.name() + " yet");
        }
        Map<String, String> variables = new TreeMap<>(System.getenv());
        variables.put("GIT_CEILING_DIRECTORIES", environment.directory().toString());
        try {
            return GitRepository.at(directory, executable(branch), variables);
        } catch (BadInputException e) {
            throw (AbortException) new AbortException(e.getMessage()).initCause(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String executable(EnvironmentJob.Branch branch) throws IOException, InterruptedException {
        return BuildPlanner.git(branch.scm(), Jenkins.get(), new EnvVars(EnvVars.masterEnvVars), TaskListener.NULL);
    }
}
