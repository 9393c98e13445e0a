package io.jenkins.plugins.mergeability.engine.github;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;

/** Connects to GitHub by an address and a token, for who has no connection yet. */
public final class GithubConnection {

    /** The API of github.com. */
    public static final String GITHUB = "https://api.github.com";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private GithubConnection() {}

    /**
     * A repository.
     *
     * @param api the address of the API, as {@link #api} tells it
     */
    public static CodeHost open(String api, String token, RepositoryName repository) throws IOException {
        return new GithubHost(connect(api, token, PATIENCE), repository);
    }

    /** A connection that waits for nothing but answers. */
    static GitHub connect(String api, String token, Duration patience) throws IOException {
        return new GitHubBuilder()
                .withEndpoint(api)
                .withAuthorizationProvider(() -> "Bearer " + token)
                .withConnector(new HttpTransport(patience))
                .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
                .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL)
                .build();
    }

    /**
     * The address of the API for the address of a GitHub, be it that of its pages or of its API. A token goes nowhere in
     * the clear, except to this machine.
     *
     * @return nothing if it is no such address
     */
    public static Optional<String> api(String address) {
        URI uri;
        try {
            uri = new URI(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        boolean safe = "https".equalsIgnoreCase(uri.getScheme())
                || "http".equalsIgnoreCase(uri.getScheme()) && THIS_MACHINE.contains(host);
        if (!safe
                || host.isEmpty()
                || uri.getUserInfo() != null
                || uri.getQuery() != null
                || uri.getFragment() != null) {
            return Optional.empty();
        }
        if (host.equals("github.com") || host.equals("www.github.com")) {
            return Optional.of(GITHUB);
        }
        boolean whole = !uri.getRawPath().isEmpty() || host.startsWith("api.");
        return Optional.of(whole ? uri.toString() : uri + "/api/v3");
    }
}
