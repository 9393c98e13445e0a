package io.jenkins.plugins.mergeability.reporting;

import com.cloudbees.jenkins.GitHubRepositoryName;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Locale;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.RepositoryUriResolver;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A repository at GitHub and how to reach it.
 *
 * @param apiUri the URL of GitHub's API
 * @param credentials the ID of the credentials; null for none
 * @param owner the owner of the repository
 * @param name the name of the repository
 */
@Restricted(NoExternalUse.class)
public record GithubRepository(String apiUri, @CheckForNull String credentials, String owner, String name) {

    /** The repository of a branch source. */
    public static GithubRepository of(GitHubSCMSource source) {
        return new GithubRepository(
                source.getApiUri(), source.getCredentialsId(), source.getRepoOwner(), source.getRepository());
    }

    /**
     * The account whose rate limits apply: the server, the credentials and the owner. GitHub counts the requests of an App
     * separately for each owner that has installed it.
     */
    String account() {
        return apiUri + " " + (credentials == null ? "anonymous" : credentials) + " " + owner;
    }

    /** Whether this is the repository of an event. */
    public boolean is(GitHubRepositoryName repository) {
        return same(repository.getHost(), RepositoryUriResolver.hostnameFromApiUri(apiUri))
                && same(repository.getUserName(), owner)
                && same(repository.getRepositoryName(), name);
    }

    private static boolean same(String first, String second) {
        return first.toLowerCase(Locale.ROOT).equals(second.toLowerCase(Locale.ROOT));
    }
}
