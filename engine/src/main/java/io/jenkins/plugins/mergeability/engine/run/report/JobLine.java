package io.jenkins.plugins.mergeability.engine.run.report;

import io.jenkins.plugins.mergeability.engine.report.LogText;
import io.jenkins.plugins.mergeability.engine.run.JobOutcome;
import io.jenkins.plugins.mergeability.engine.run.JobResult;
import io.jenkins.plugins.mergeability.engine.run.files.CollectedFiles;
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
        String remarks = remarks(job);
        return remarks.isEmpty() ? line : line + "  " + remarks;
    }

    /** The details with the counts of its tests and artifacts. */
    static String remarks(JobResult job) {
        List<String> remarks = new ArrayList<>();
        String details = details(job);
        if (!details.isEmpty()) {
            remarks.add(details);
        }
        CollectedFiles files = job.execution().files();
        files.tests().ifPresent(tests -> remarks.add(tests.text()));
        int artifacts = files.artifacts().size();
        if (artifacts > 0) {
            remarks.add(artifacts + (artifacts == 1 ? " artifact" : " artifacts"));
        }
        return String.join("; ", remarks);
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
