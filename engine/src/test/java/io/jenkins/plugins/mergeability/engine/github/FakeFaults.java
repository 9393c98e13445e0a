package io.jenkins.plugins.mergeability.engine.github;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Errors of GitHub and of the network, for the tests of other packages. */
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

    /** The number of faults. */
    public static int count() {
        return ALL.size();
    }

    /** Lets one of the next requests fail. */
    public static void failAt(FakeGithub github, int request, int fault) {
        github.forget();
        github.failAt(request, ALL.get(fault));
    }

    /** The repository, by the fault that it has to endure: only for slow responses the timeout is short. */
    public static IntFunction<CodeHost> hosts(FakeGithub github) throws IOException {
        CodeHost patient = host(github, Duration.ofSeconds(60));
        CodeHost impatient = host(github, Duration.ofSeconds(1));
        return fault -> ALL.get(fault).isSlow() ? impatient : patient;
    }

    private static CodeHost host(FakeGithub github, Duration timeout) throws IOException {
        return GithubConnection.open(
                github.api(),
                "secret",
                new RepositoryName("acme", "shop"),
                new MemoryResponseCache(),
                timeout,
                Clock.systemUTC());
    }
}
