package io.jenkins.plugins.mergeability.engine.github;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.kohsuke.github.GitHub;

/** What GitHub and the way to it can do wrong, for tests elsewhere. */
public final class FakeFaults {

    private static final List<Fault> ALL = List.of(
            Fault.error(401, Map.of()),
            Fault.error(403, Map.of()),
            Fault.error(403, Map.of("X-RateLimit-Remaining", "0")),
            Fault.error(429, Map.of("Retry-After", "17")),
            Fault.error(404, Map.of()),
            Fault.error(409, Map.of()),
            Fault.error(422, Map.of()),
            Fault.error(500, Map.of()),
            Fault.error(503, Map.of()),
            Fault.reset(false),
            Fault.reset(true),
            Fault.text("{\"id\": "),
            Fault.text("<html>"),
            Fault.truncated(),
            Fault.slow());

    private FakeFaults() {}

    /** How many there are. */
    public static int count() {
        return ALL.size();
    }

    /** Lets one of the next requests go wrong. */
    public static void failAt(FakeGithub github, int request, int fault) {
        github.forget();
        github.failAt(request, ALL.get(fault));
    }

    /** The repository, by one connection, for who does not want to wait for long. */
    public static Supplier<CodeHost> hosts(FakeGithub github, Duration patience) throws IOException {
        GitHub connection = GithubConnection.connect(github.api(), "secret", patience);
        return () -> new GithubHost(connection, new RepositoryName("acme", "shop"));
    }
}
