package io.jenkins.plugins.mergeability.reporting;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.util.LogTaskListener;
import io.jenkins.plugins.mergeability.engine.github.WriterComment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMRevision;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Runs the failed jobs of a pull request again if somebody with write access asks for it by a comment. The event of a
 * comment carries no facts: comments and permissions are requested from GitHub.
 */
@Restricted(NoExternalUse.class)
public final class RerunByComment {

    /** The text of the comment. */
    public static final String COMMAND = "/rerun-failed";

    /** The reason of an evaluation after such a comment. */
    public static final String REASON = "comment";

    private static final Logger LOGGER = Logger.getLogger(RerunByComment.class.getName());

    /** An older comment is not answered any more. */
    private static final Duration MAX_AGE = Duration.ofMinutes(15);

    /** The minimum time between two comments on a pull request that are answered. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private RerunByComment() {}

    /** Runs the failed jobs of a build again. */
    @Restricted(NoExternalUse.class)
    public interface Starter extends ExtensionPoint {
        /** Schedules another build of the same commit. Returns false if the build has no failed jobs to run again. */
        boolean rerun(Run<?, ?> run);
    }

    /** The cause of a build that somebody asked for by a comment. */
    @Restricted(NoExternalUse.class)
    public static final class CommentCause extends Cause {

        private final String author;

        CommentCause(String author) {
            this.author = author;
        }

        @Override
        public String getShortDescription() {
            return Messages.RerunByComment_cause(author);
        }
    }

    /**
     * Answers the newest comment on a pull request that asks to run failed jobs again.
     *
     * @param head the newest commit of the pull request
     * @param newest the newest build of this commit for the current target branch
     */
    static void answer(PullRequestJob pull, String head, Optional<Run<?, ?>> newest, GithubHosts hosts)
            throws IOException {
        PullRequestState.Reruns before = PullRequestStates.of(pull)
                .map(PullRequestState::reruns)
                .filter(reruns -> reruns.head().equals(head))
                .orElse(null);
        if (before == null || pull.isPlain()) {
            return;
        }
        // A comment from before this commit was seen may be about another one.
        Instant now = Instant.now();
        Instant seen = Instant.ofEpochMilli(before.since());
        Instant oldest = now.minus(MAX_AGE);
        Optional<WriterComment> comment =
                hosts.commentOfWriter(pull, COMMAND, seen.isBefore(oldest) ? oldest : seen, before.comment());
        if (comment.isEmpty()) {
            return;
        }
        long last = before.answered();
        boolean early = last <= now.toEpochMilli() && now.toEpochMilli() - last < INTERVAL.toMillis();
        // First, so that one comment never starts two builds.
        PullRequestStates.update(pull, state -> state.answered(comment.get().id(), early ? last : now.toEpochMilli()));
        String started =
                early ? "another comment was answered within a minute" : start(pull, head, newest, comment.get());
        LOGGER.log(Level.INFO, "{0}: {1} asked to run failed jobs again: {2}", new Object[] {
            pull.job().getFullName(), comment.get().author(), started
        });
    }

    private static String start(PullRequestJob pull, String head, Optional<Run<?, ?>> newest, WriterComment comment)
            throws IOException {
        if (newest.filter(Run::isBuilding).isPresent() || pull.job().isInQueue()) {
            return "a build is running";
        }
        if (newest.isPresent()) {
            for (Starter starter : ExtensionList.lookup(Starter.class)) {
                if (starter.rerun(newest.get())) {
                    return "scheduled";
                }
            }
            if (newest.get().getResult() == Result.SUCCESS) {
                return "nothing has failed";
            }
        }
        return build(pull, head, comment.author()) ? "scheduled" : "the commit cannot be built";
    }

    /** Builds the newest commit, and no other one that was pushed in the meantime. */
    private static boolean build(PullRequestJob pull, String head, String author) throws IOException {
        SCMSource source = SCMSource.SourceByItem.findSource(pull.job());
        SCMHead branch = SCMHead.HeadByItem.findHead(pull.job());
        if (source == null || branch == null) {
            return false;
        }
        try {
            SCMRevision revision = source.fetch(branch, new LogTaskListener(LOGGER, Level.FINE));
            if (!(revision instanceof PullRequestSCMRevision found)
                    || !found.getPullHash().equals(head)) {
                return false;
            }
            Queue.Item item = ParameterizedJobMixIn.scheduleBuild2(
                    pull.job(), 0, new CauseAction(new CommentCause(author)), new SCMRevisionAction(source, revision));
            return item != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
