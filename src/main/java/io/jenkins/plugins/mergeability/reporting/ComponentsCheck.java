package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Job;
import hudson.model.Run;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksOutput;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import io.jenkins.plugins.checks.api.ChecksStatus;
import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.report.MergeComment;
import io.jenkins.plugins.mergeability.engine.report.MergeCommentText;
import io.jenkins.plugins.mergeability.engine.verdict.JobProgress;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** Publishes the results of the components as a check, after planning and at the end, if the Checks API plugin is installed. */
@OptionalExtension(requirePlugins = "checks-api")
public final class ComponentsCheck extends BuildReportPublisher {

    private static final String NAME = "Components";

    /** The maximum length of a summary at GitHub, in bytes of UTF-8. */
    private static final int MAX_BYTES = 65_535;

    /** The number of attempts to publish the same check, one per evaluation. */
    private static final int MAX_ATTEMPTS = 5;

    /** The GitHub Checks plugin reports a failure only by this text in the log of the build. */
    private static final String FAILURE_MESSAGE = "Failed Publishing";

    /**
     * The last check that was published for a job.
     *
     * @param ended whether the build had ended
     * @param attempts the number of remaining attempts; 0 after a successful one
     */
    private record Published(int build, boolean ended, int attempts) {}

    private final Map<Job<?, ?>, Published> published = Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    protected void publish(Run<?, ?> run, PullRequestState.BuildOutcome outcome, MergeComment comment) {
        if (!BuildRecords.of(run).exist()) {
            return;
        }
        Published before = published.get(run.getParent());
        boolean same = before != null && before.build() == run.getNumber() && before.ended() == outcome.ended();
        int attempts = same ? before.attempts() : MAX_ATTEMPTS;
        if (attempts > 0) {
            published.put(run.getParent(), new Published(run.getNumber(), outcome.ended(), attempts - 1));
            if (publish(run, details(outcome, comment))) {
                published.put(run.getParent(), new Published(run.getNumber(), outcome.ended(), 0));
            }
        }
    }

    /** Publishes a check. Returns false if the publisher reports a failure. */
    private static boolean publish(Run<?, ?> run, ChecksDetails details) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        ChecksPublisherFactory.fromRun(run, new StreamTaskListener(log, StandardCharsets.UTF_8))
                .publish(details);
        return !log.toString(StandardCharsets.UTF_8).contains(FAILURE_MESSAGE);
    }

    static ChecksDetails details(PullRequestState.BuildOutcome outcome, MergeComment comment) {
        ChecksOutput output = new ChecksOutput.ChecksOutputBuilder()
                .withTitle(title(outcome))
                .withSummary(summary(comment))
                .build();
        ChecksDetails.ChecksDetailsBuilder details = new ChecksDetails.ChecksDetailsBuilder()
                .withName(NAME)
                .withStatus(outcome.ended() ? ChecksStatus.COMPLETED : ChecksStatus.IN_PROGRESS)
                .withConclusion(outcome.ended() ? conclusion(outcome) : ChecksConclusion.NONE)
                .withOutput(output);
        comment.page().ifPresent(details::withDetailsURL);
        return details.build();
    }

    /** Shortens the logs at their beginning. A publisher would cut the end of the text, where the errors are. */
    private static String summary(MergeComment comment) {
        int limit = CodeHost.MAX_COMMENT_LENGTH;
        String text = MergeCommentText.of(comment, limit);
        for (int bytes = bytes(text); bytes > MAX_BYTES; bytes = bytes(text)) {
            limit = (int) ((long) Math.min(limit, text.length()) * MAX_BYTES / bytes) - 1;
            text = MergeCommentText.of(comment, limit);
        }
        return text;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static ChecksConclusion conclusion(PullRequestState.BuildOutcome outcome) {
        if (outcome.jobs().containsValue(JobProgress.FAILED)) {
            return ChecksConclusion.FAILURE;
        }
        return outcome.jobs().containsValue(JobProgress.UNFINISHED)
                ? ChecksConclusion.CANCELED
                : ChecksConclusion.SUCCESS;
    }

    private static String title(PullRequestState.BuildOutcome outcome) {
        long failed = count(outcome, JobProgress.FAILED);
        long unfinished = count(outcome, JobProgress.UNFINISHED);
        return Messages.ComponentsCheck_title(count(outcome, JobProgress.PASSED), failed, unfinished);
    }

    private static long count(PullRequestState.BuildOutcome outcome, JobProgress result) {
        return outcome.jobs().values().stream().filter(result::equals).count();
    }
}
