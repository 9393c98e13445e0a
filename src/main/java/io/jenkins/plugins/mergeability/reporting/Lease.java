package io.jenkins.plugins.mergeability.reporting;

import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.CommitStatus;
import io.jenkins.plugins.mergeability.engine.github.GithubHost;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.HostedPullRequest;
import io.jenkins.plugins.mergeability.engine.verdict.Rules;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.github_branch_source.RateLimitExceededException;
import org.kohsuke.github.GitHub;

/** A host that somebody uses for a while, over a connection of the branch source's. */
final class Lease implements CodeHost {

    private interface Request<T> {
        T send() throws HostException;
    }

    private static final Duration LONGEST = Duration.ofHours(1);

    private final String place;
    private final GitHub github;
    private final GithubHost host;
    private boolean failed;

    Lease(String place, GitHub github, GithubHost host) {
        this.place = place;
        this.github = github;
        this.host = host;
    }

    String place() {
        return place;
    }

    GitHub github() {
        return github;
    }

    GithubHost host() {
        return host;
    }

    /** Whether something went wrong, so that what was found out may not be true any more. */
    boolean failed() {
        return failed;
    }

    @Override
    public HostedPullRequest pullRequest(int number, Rules rules) throws HostException {
        return send(() -> host.pullRequest(number, rules));
    }

    @Override
    public void report(String commit, CommitStatus status) throws HostException {
        send(() -> {
            host.report(commit, status);
            return null;
        });
    }

    @Override
    public boolean isReported(String commit, CommitStatus status) throws HostException {
        return send(() -> host.isReported(commit, status));
    }

    @Override
    public void comment(int number, String context, String text) throws HostException {
        send(() -> {
            host.comment(number, context, text);
            return null;
        });
    }

    private <T> T send(Request<T> request) throws HostException {
        try {
            return request.send();
        } catch (HostException e) {
            failed = true;
            throw limited(e, Instant.now());
        }
    }

    /** The branch source has an exception of its own for a limit, which says until when that holds. */
    private static HostException limited(HostException error, Instant now) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RateLimitExceededException limit) {
                Duration wait = Duration.between(now, Instant.ofEpochSecond(limit.getReset()));
                wait = wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
                return new HostException(
                        HostException.Kind.RATE_LIMITED,
                        error.getMessage(),
                        wait.compareTo(LONGEST) > 0 ? LONGEST : wait,
                        error);
            }
        }
        return error;
    }
}
