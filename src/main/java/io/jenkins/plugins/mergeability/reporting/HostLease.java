package io.jenkins.plugins.mergeability.reporting;

import hudson.util.LogTaskListener;
import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.CommitStatus;
import io.jenkins.plugins.mergeability.engine.github.GithubHost;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.HostedPullRequest;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.github_branch_source.ApiRateLimitChecker;
import org.jenkinsci.plugins.github_branch_source.InvalidPrivateKeyException;
import org.jenkinsci.plugins.github_branch_source.RateLimitExceededException;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.HttpException;

/** A host that somebody uses for a while, over a connection of the branch source's. */
final class HostLease implements CodeHost {

    private interface Request<T> {
        T send() throws HostException;
    }

    private static final Logger LOGGER = Logger.getLogger(HostLease.class.getName());

    private static final Duration LONGEST = Duration.ofHours(1);

    private final String place;
    private final GitHub github;
    private final GithubHost host;
    private boolean failed;

    HostLease(String place, GitHub github, GithubHost host) {
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
    public HostedPullRequest pullRequest(int number, MergeRules rules) throws HostException {
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
        // What is configured for how GitHub may be used. It belongs to the thread, and may have it wait.
        ApiRateLimitChecker.configureThreadLocalChecker(new LogTaskListener(LOGGER, Level.FINE), github);
        try {
            return request.send();
        } catch (HostException e) {
            failed = true;
            throw limited(e, Instant.now());
        } catch (IllegalArgumentException | IllegalStateException | InvalidPrivateKeyException e) {
            failed = true;
            throw unconnected(e, "cannot use the credentials of " + place);
        }
    }

    /** What the branch source throws while it asks for a token of an App, whatever it was that went wrong. */
    static HostException unconnected(RuntimeException error, String words) {
        HostException.Kind kind = HostException.Kind.UNAUTHORIZED;
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException answer && answer.getResponseCode() > 0) {
                kind = answer.getResponseCode() < 500 ? HostException.Kind.UNAUTHORIZED : HostException.Kind.TRANSIENT;
                break;
            }
            if (cause instanceof IOException) {
                kind = HostException.Kind.TRANSIENT; // until a cause of it knows better
            }
        }
        return new HostException(kind, words + ": " + error.getMessage(), null, error);
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
