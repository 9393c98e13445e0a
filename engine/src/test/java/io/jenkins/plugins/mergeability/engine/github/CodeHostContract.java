package io.jenkins.plugins.mergeability.engine.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import io.jenkins.plugins.mergeability.engine.verdict.MergeableState;
import io.jenkins.plugins.mergeability.engine.verdict.PullRequest;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Tests of any code host with pull request 7, whose head is {@link #HEAD}, without commit {@link #GONE}, and with the
 * branches of a merge queue in {@link #QUEUE}.
 */
abstract class CodeHostContract {

    static final String HEAD = "c".repeat(40);
    static final String GONE = "0".repeat(40);
    static final HostedPullRequest PULL = new HostedPullRequest(
            new PullRequest(MergeableState.CLEAN, false, Set.of(), "ann", HEAD, List.of()),
            true,
            "main",
            "b".repeat(40),
            "https://github.com/acme/shop/pull/7");

    /** The entries of a queue, each with its head and the ancestors of that. */
    static final Map<QueueBranch, List<String>> QUEUE = Map.of(
            entry("main", 8, "b"), List.of("1".repeat(40)),
            entry("main", 9, "1"), List.of("2".repeat(40), "1".repeat(40)),
            entry("main", 10, "b"), List.of("3".repeat(40)),
            entry("main", 11, "2"), List.of(HEAD, "2".repeat(40), "1".repeat(40)),
            entry("main/next #1", 12, "1"), List.of("4".repeat(40), "1".repeat(40)));

    private static final CommitStatus PENDING = status(Cause.JOBS_UNFINISHED, "awaiting air/test \ud83c\udf89");
    private static final CommitStatus SUCCESS = status(Cause.MERGEABLE, "pull request can be merged");

    static QueueBranch entry(String target, int number, String parent) {
        return new QueueBranch(target, number, parent.repeat(40));
    }

    abstract CodeHost host() throws Exception;

    /** The comments, without their markers. */
    abstract List<String> comments() throws Exception;

    static CommitStatus status(Cause cause, String description) {
        return new CommitStatus("ci", new Verdict(cause, description), Optional.of("https://ci.example.org/1"));
    }

    @Test
    void shouldReadAPullRequest() throws Exception {
        assertThat(host().pullRequest(7, MergeRules.DEFAULT, Freshness.KEPT)).isEqualTo(PULL);
        assertThat(catchThrowableOfType(
                                HostException.class, () -> host().pullRequest(8, MergeRules.DEFAULT, Freshness.KEPT))
                        .kind())
                .isEqualTo(HostException.Kind.NOT_FOUND);
    }

    @Test
    void shouldReadTheGroupsOfAMergeQueue() throws Exception {
        CodeHost host = host();
        assertThat(host.mergeGroup(entry("main", 9, "1"), true))
                .isEqualTo(new MergeGroup(Optional.of("2".repeat(40)), false, new TreeSet<>(Set.of(8, 9))));
        assertThat(host.mergeGroup(entry("main", 9, "1"), false).pullRequests()).containsExactly(9);
        assertThat(host.mergeGroup(entry("main", 10, "b"), true).pullRequests()).containsExactly(10);
        assertThat(host.mergeGroup(entry("main/next #1", 12, "1"), true))
                .as("another target")
                .isEqualTo(new MergeGroup(Optional.of("4".repeat(40)), false, new TreeSet<>(Set.of(12))));
        assertThat(host.mergeGroup(entry("main", 11, "2"), false))
                .as("the head of pull request 7")
                .isEqualTo(new MergeGroup(Optional.of(HEAD), true, new TreeSet<>(Set.of(11))));
        assertThat(host.mergeGroup(entry("main", 9, "b"), true)).isEqualTo(MergeGroup.GONE);
    }

    @Test
    void shouldKnowTheNewestStatus() throws Exception {
        CodeHost host = host();
        assertThat(host.isReported(HEAD, PENDING)).isFalse();

        host.report(HEAD, PENDING);
        assertThat(host.isReported(HEAD, PENDING)).isTrue();
        assertThat(host.isReported("d".repeat(40), PENDING)).isFalse();

        host.report(HEAD, SUCCESS);
        assertThat(host.isReported(HEAD, SUCCESS)).isTrue();
        assertThat(host.isReported(HEAD, PENDING)).as("an older one").isFalse();

        host.report(HEAD, PENDING);
        assertThat(host().isReported(HEAD, PENDING)).isTrue();
    }

    @Test
    void shouldDistinguishStatuses() throws Exception {
        CodeHost host = host();
        host.report(HEAD, PENDING);
        host.report(HEAD, new CommitStatus("other", SUCCESS.verdict(), SUCCESS.target()));

        assertThat(host.isReported(HEAD, PENDING)).isTrue();
        assertThat(host.isReported(HEAD, new CommitStatus("other", PENDING.verdict(), PENDING.target())))
                .isFalse();
        assertThat(host.isReported(
                        HEAD, status(Cause.CONFLICT, PENDING.verdict().description())))
                .isFalse();
        assertThat(host.isReported(HEAD, status(Cause.DRAFT, PENDING.verdict().description())))
                .as("the same state")
                .isTrue();
        assertThat(host.isReported(HEAD, status(Cause.JOBS_UNFINISHED, "awaiting air/test")))
                .isFalse();
        assertThat(host.isReported(HEAD, new CommitStatus("ci", PENDING.verdict(), Optional.empty())))
                .isFalse();
        assertThat(host.isReported(HEAD, new CommitStatus("ci", PENDING.verdict(), Optional.of("https://x"))))
                .isFalse();
    }

    @Test
    void shouldFindAStatusBelowManyOthers() throws Exception {
        CodeHost host = host();
        host.report(HEAD, new CommitStatus("ci", SUCCESS.verdict(), Optional.empty()));
        for (int i = 0; i < 230; i++) {
            host.report(HEAD, new CommitStatus("other " + i, PENDING.verdict(), Optional.empty()));
        }

        assertThat(host.isReported(HEAD, new CommitStatus("ci", SUCCESS.verdict(), Optional.empty())))
                .isTrue();
    }

    @Test
    void shouldRefuseAStatusOfAnUnknownCommit() throws Exception {
        CodeHost host = host();
        assertThat(catchThrowableOfType(HostException.class, () -> host.report(GONE, PENDING))
                        .kind())
                .isEqualTo(HostException.Kind.REFUSED);
        assertThat(host.isReported(GONE, PENDING)).isFalse();
    }

    @Test
    void shouldKeepOneCommentForEachContext() throws Exception {
        CodeHost host = host();
        host.comment(7, "ci", CommentPart.VERDICT, "one\n\n```\n--> \ud83c\udf89\n```");
        host.comment(7, "other", CommentPart.VERDICT, "two");
        host.comment(7, "ci", CommentPart.VERDICT, "three");
        host().comment(7, "ci", CommentPart.VERDICT, "three");

        assertThat(comments()).containsExactly("three", "two");
        assertThat(catchThrowableOfType(HostException.class, () -> host.comment(8, "ci", CommentPart.VERDICT, "four"))
                        .kind())
                .isEqualTo(HostException.Kind.NOT_FOUND);
    }

    @Test
    void shouldWriteEachPartOfTheCommentAlone() throws Exception {
        CodeHost host = host();
        host.comment(7, "ci", CommentPart.ENVIRONMENTS, "nobody has commented");
        host.comment(7, "ci", CommentPart.VERDICT, "one");
        host.comment(7, "other", CommentPart.VERDICT, "two");
        host.comment(7, "ci", CommentPart.ENVIRONMENTS, "live in staging");
        assertThat(comments()).containsExactly(new CommentBody("live in staging", "one").text(1000), "two");

        host.comment(7, "ci", CommentPart.VERDICT, "three");
        host.comment(7, "ci", CommentPart.ENVIRONMENTS, "live in production");
        host().comment(7, "ci", CommentPart.ENVIRONMENTS, "live in production");
        assertThat(comments()).containsExactly(new CommentBody("live in production", "three").text(1000), "two");
        host.comment(7, "ci", CommentPart.ENVIRONMENTS, "");
        assertThat(comments()).containsExactly("three", "two");
    }
}
