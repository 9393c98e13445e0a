package io.jenkins.plugins.mergeability.engine.github;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;

/** Connects to GitHub with the URL of its API and a token. */
public final class GithubConnection {

    /** The API of github.com. */
    public static final String GITHUB = "https://api.github.com";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private GithubConnection() {}

    /**
     * Connects to a repository.
     *
     * @param api the URL of the API, as {@link #api} returns it
     * @param cache for the responses to this token
     */
    public static CodeHost open(String api, String token, RepositoryName repository, ResponseCache cache)
            throws IOException {
        return open(api, token, repository, cache, TIMEOUT, Clock.systemUTC());
    }

    static CodeHost open(
            String api, String token, RepositoryName repository, ResponseCache cache, Duration timeout, Clock clock)
            throws IOException {
        return open(api, token, repository, cache, timeout, clock, OptionalLong.empty());
    }

    /** @param app the ID of the GitHub App that the token is of, if it is known */
    static CodeHost open(
            String api,
            String token,
            RepositoryName repository,
            ResponseCache cache,
            Duration timeout,
            Clock clock,
            OptionalLong app)
            throws IOException {
        HttpTransport transport = new HttpTransport(timeout);
        RestApi rest = new RestApi(transport, api, () -> "Bearer " + token, cache, clock, limit -> {});
        return new GithubHost(connect(api, token, transport), rest, repository, new OwnedPaths(), app, clock);
    }

    /**
     * Reads over a client of the caller.
     *
     * @param api the URL of the API
     * @param client with the proxy and the trust settings of the caller
     * @param cache for the responses to these credentials
     * @param limits takes the rate limit of each response
     */
    public static RestApi rest(
            String api,
            HttpClient.Builder client,
            RestApi.Authorization authorization,
            ResponseCache cache,
            Consumer<RateLimit> limits) {
        return new RestApi(new HttpTransport(client, TIMEOUT), api, authorization, cache, Clock.systemUTC(), limits);
    }

    /** A connection that fails at rate limits instead of waiting. */
    private static GitHub connect(String api, String token, HttpTransport transport) throws IOException {
        return new GitHubBuilder()
                .withEndpoint(api)
                .withAuthorizationProvider(() -> "Bearer " + token)
                .withConnector(transport)
                .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
                .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL)
                .build();
    }

    /**
     * The URL of the API, from the URL of GitHub's pages or of its API. It has to be HTTPS, except on this machine, so
     * that no token is sent unencrypted.
     *
     * @return empty if it is not such a URL
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
