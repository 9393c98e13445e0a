package io.jenkins.plugins.mergeability.reporting;

import hudson.util.LogTaskListener;
import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.CommentPart;
import io.jenkins.plugins.mergeability.engine.github.CommitStatus;
import io.jenkins.plugins.mergeability.engine.github.Freshness;
import io.jenkins.plugins.mergeability.engine.github.GithubHost;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.HostedPullRequest;
import io.jenkins.plugins.mergeability.engine.github.MergeGroup;
import io.jenkins.plugins.mergeability.engine.github.QueueBranch;
import io.jenkins.plugins.mergeability.engine.github.WriterComment;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.github_branch_source.ApiRateLimitChecker;
import org.jenkinsci.plugins.github_branch_source.InvalidPrivateKeyException;
import org.jenkinsci.plugins.github_branch_source.RateLimitExceededException;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.HttpException;

/** A pooled host that is in use, over a connection of the branch source. */
final class HostLease implements CodeHost {

    private interface Request<T> {
        T send() throws HostException;
    }

    private static final Logger LOGGER = Logger.getLogger(HostLease.class.getName());

    private static final Duration MAX_WAIT = Duration.ofHours(1);

    private final String location;
    private final GitHub github;
    private final GithubHost host;
    private boolean failed;

    HostLease(String location, GitHub github, GithubHost host) {
        this.location = location;
        this.github = github;
        this.host = host;
    }

    String location() {
        return location;
    }

    GitHub github() {
        return github;
    }

    GithubHost host() {
        return host;
    }

    /** Whether a request has failed, so cached data may be outdated. */
    boolean failed() {
        return failed;
    }

    @Override
    public HostedPullRequest pullRequest(int number, MergeRules rules, Freshness freshness) throws HostException {
        return send(() -> host.pullRequest(number, rules, freshness));
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
    public MergeGroup mergeGroup(QueueBranch branch, boolean all) throws HostException {
        return send(() -> host.mergeGroup(branch, all));
    }

    @Override
    public void comment(int number, String context, CommentPart part, String text) throws HostException {
        send(() -> {
            host.comment(number, context, part, text);
            return null;
        });
    }

    /** The parents of a commit, in their order; none for a commit that the host does not have. */
    List<String> parents(String commit) throws HostException {
        return send(() -> host.parents(commit));
    }

    /** The merged pull requests by which a commit has come to the repository. */
    Set<Integer> mergedWith(String commit) throws HostException {
        return send(() -> host.mergedWith(commit));
    }

    /** The contexts that a branch requires; empty if they are not known. */
    Optional<SortedSet<String>> requiredChecks(String branch) throws HostException {
        return send(() -> host.requiredChecks(branch));
    }

    /** The newest comment of a writer that consists of a text. */
    Optional<WriterComment> commentOfWriter(int number, String text, Instant since, long after) throws HostException {
        return send(() -> host.commentOfWriter(number, text, since, after));
    }

    private <T> T send(Request<T> request) throws HostException {
        // The checker applies the configured GitHub API usage strategy. It is thread-local, and may block the thread.
        ApiRateLimitChecker.configureThreadLocalChecker(new LogTaskListener(LOGGER, Level.FINE), github);
        try {
            return request.send();
        } catch (HostException e) {
            failed = true;
            throw rateLimited(e, Instant.now());
        } catch (IllegalArgumentException | IllegalStateException | InvalidPrivateKeyException e) {
            failed = true;
            throw connectionError(e, "cannot use the credentials of " + location);
        }
    }

    /** Converts an exception that the branch source throws for any error while it requests the token of an App. */
    static HostException connectionError(RuntimeException error, String message) {
        HostException.Kind kind = HostException.Kind.UNAUTHORIZED;
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException response && response.getResponseCode() > 0) {
                kind = response.getResponseCode() < 500
                        ? HostException.Kind.UNAUTHORIZED
                        : HostException.Kind.TRANSIENT;
                break;
            }
            if (cause instanceof IOException) {
                kind = HostException.Kind.TRANSIENT; // unless its cause is an HTTP response
            }
        }
        return new HostException(kind, message + ": " + error.getMessage(), null, error);
    }

    /** Converts the rate limit exception of the branch source, which contains the end of the limit. */
    private static HostException rateLimited(HostException error, Instant now) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RateLimitExceededException limit) {
                Duration wait = Duration.between(now, Instant.ofEpochSecond(limit.getReset()));
                wait = wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
                return new HostException(
                        HostException.Kind.RATE_LIMITED,
                        error.getMessage(),
                        wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait,
                        error);
            }
        }
        return error;
    }
}
