package io.jenkins.plugins.mergeability.engine.run.report;

import io.jenkins.plugins.mergeability.engine.report.LogText;
import io.jenkins.plugins.mergeability.engine.run.JobOutcome;
import io.jenkins.plugins.mergeability.engine.run.JobResult;
import io.jenkins.plugins.mergeability.engine.text.DurationText;
import java.util.ArrayList;
import java.util.List;

/** One line about how a job ended. */
final class JobLine {

    private JobLine() {}

    /** The symbol, name, duration and details of a job. */
    static String of(JobResult job, Symbols symbols) {
        String line = symbols.of(job.outcome()) + " " + job.key();
        if (job.execution().started().isPresent()) {
            line += "  " + DurationText.of(job.execution().duration());
        }
        String details = details(job);
        return details.isEmpty() ? line : line + "  " + details;
    }

    /** The outcome, unless the job simply passed, with the reason and further remarks. */
    static String details(JobResult job) {
        List<String> details = new ArrayList<>();
        if (job.outcome() != JobOutcome.PASSED) {
            String allowed = job.allowed() && job.outcome() == JobOutcome.FAILED ? " (allowed)" : "";
            boolean obvious = job.reason().isEmpty() || job.outcome() == JobOutcome.INTERRUPTED;
            String reason = obvious ? "" : ": " + LogText.of(job.reason(), false);
            details.add(text(job.outcome()) + allowed + reason);
        }
        if (job.execution().flaky()) {
            details.add("flaky: passed only when tried again");
        }
        job.proof().unproven().ifPresent(why -> details.add("passed, but not proven: " + LogText.of(why, false)));
        details.addAll(job.execution().notes());
        return String.join("; ", details);
    }

    /** An outcome as text. */
    static String text(JobOutcome outcome) {
        return switch (outcome) {
            case NOT_RUN -> "not run";
            case NOT_RUNNABLE -> "not runnable here";
            default -> outcome.text();
        };
    }
}
