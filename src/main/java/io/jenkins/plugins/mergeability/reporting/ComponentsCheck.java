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

/** Shows what became of the components as a check, where the Checks API plugin is there: once at the beginning, once at the end. */
@OptionalExtension(requirePlugins = "checks-api")
public final class ComponentsCheck extends RichReport {

    private static final String NAME = "Components";

    /** So many bytes of UTF-8 GitHub takes. */
    private static final int LONGEST = 65_535;

    /** How often the same is tried to be shown, each time that the pull request is looked at. */
    private static final int ATTEMPTS = 5;

    /** What the publisher of the GitHub Checks plugin writes to the log of a build, and tells in no other way. */
    private static final String FAILED = "Failed Publishing";

    /**
     * What was shown of a build.
     *
     * @param over whether it was its end
     * @param attempts how often it may still be tried; 0 once it is shown
     */
    private record Shown(int build, boolean over, int attempts) {}

    private final Map<Job<?, ?>, Shown> shown = Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    protected void show(Run<?, ?> run, PullRequestState.Outcome outcome, MergeComment comment) {
        if (!BuildRecords.of(run).exist()) {
            return;
        }
        Shown before = shown.get(run.getParent());
        boolean same = before != null && before.build() == run.getNumber() && before.over() == outcome.over();
        int attempts = same ? before.attempts() : ATTEMPTS;
        if (attempts > 0) {
            shown.put(run.getParent(), new Shown(run.getNumber(), outcome.over(), attempts - 1));
            if (publish(run, details(outcome, comment))) {
                shown.put(run.getParent(), new Shown(run.getNumber(), outcome.over(), 0));
            }
        }
    }

    /** Publishes a check; false if the publisher says that it could not. */
    private static boolean publish(Run<?, ?> run, ChecksDetails details) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ChecksPublisherFactory.fromRun(run, new StreamTaskListener(said, StandardCharsets.UTF_8))
                .publish(details);
        return !said.toString(StandardCharsets.UTF_8).contains(FAILED);
    }

    static ChecksDetails details(PullRequestState.Outcome outcome, MergeComment comment) {
        ChecksOutput output = new ChecksOutput.ChecksOutputBuilder()
                .withTitle(title(outcome))
                .withSummary(summary(comment))
                .build();
        ChecksDetails.ChecksDetailsBuilder details = new ChecksDetails.ChecksDetailsBuilder()
                .withName(NAME)
                .withStatus(outcome.over() ? ChecksStatus.COMPLETED : ChecksStatus.IN_PROGRESS)
                .withConclusion(outcome.over() ? conclusion(outcome) : ChecksConclusion.NONE)
                .withOutput(output);
        comment.page().ifPresent(details::withDetailsURL);
        return details.build();
    }

    /** A publisher would cut what has too many bytes at its end, where the errors are. */
    private static String summary(MergeComment comment) {
        int limit = CodeHost.MAX_COMMENT_LENGTH;
        String text = MergeCommentText.of(comment, limit);
        for (int bytes = bytes(text); bytes > LONGEST; bytes = bytes(text)) {
            limit = (int) ((long) Math.min(limit, text.length()) * LONGEST / bytes) - 1;
            text = MergeCommentText.of(comment, limit);
        }
        return text;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static ChecksConclusion conclusion(PullRequestState.Outcome outcome) {
        if (outcome.jobs().containsValue(JobProgress.FAILED)) {
            return ChecksConclusion.FAILURE;
        }
        return outcome.jobs().containsValue(JobProgress.UNFINISHED)
                ? ChecksConclusion.CANCELED
                : ChecksConclusion.SUCCESS;
    }

    private static String title(PullRequestState.Outcome outcome) {
        long failed = count(outcome, JobProgress.FAILED);
        long awaited = count(outcome, JobProgress.UNFINISHED);
        return Messages.ComponentsCheck_title(count(outcome, JobProgress.PASSED), failed, awaited);
    }

    private static long count(PullRequestState.Outcome outcome, JobProgress result) {
        return outcome.jobs().values().stream().filter(result::equals).count();
    }
}
