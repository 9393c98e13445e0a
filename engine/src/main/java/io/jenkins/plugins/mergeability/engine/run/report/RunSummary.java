package io.jenkins.plugins.mergeability.engine.run.report;

import io.jenkins.plugins.mergeability.engine.report.LogTail;
import io.jenkins.plugins.mergeability.engine.report.LogText;
import io.jenkins.plugins.mergeability.engine.run.CommandResult;
import io.jenkins.plugins.mergeability.engine.run.JobOutcome;
import io.jenkins.plugins.mergeability.engine.run.JobResult;
import io.jenkins.plugins.mergeability.engine.run.RunOutcome;
import io.jenkins.plugins.mergeability.engine.run.RunResult;
import io.jenkins.plugins.mergeability.engine.run.files.TestFailure;
import io.jenkins.plugins.mergeability.engine.run.files.TestResults;
import io.jenkins.plugins.mergeability.engine.text.DurationText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Prints a run that has ended: a table of its jobs, then every failing command with the end of its log, then the failing
 * tests. The most useful is last, where the cursor is: the shortest log is mostly the clearest.
 */
public final class RunSummary {

    /** Up to this many jobs are all listed; of more, only those with details. */
    private static final int MAX_LISTED_JOBS = 40;

    /** Up to this many failing tests of a job are named. */
    private static final int MAX_NAMED_TESTS = 10;

    private final PrintStream out;
    private final Symbols symbols;
    private final String program;
    private final String selection;
    private final boolean color;

    /**
     * @param program how the user called this program, for the commands that reproduce failures
     * @param selection further options of those commands, such as another repository; each with a space before it
     * @param color whether the output is to a terminal with colors
     */
    public RunSummary(PrintStream out, Symbols symbols, String program, String selection, boolean color) {
        this.out = out;
        this.symbols = symbols;
        this.program = program;
        this.selection = selection;
        this.color = color;
    }

    private record Failure(JobResult job, CommandResult command, long length) {}

    /** Prints the summary. */
    public void print(RunResult result, RunOutcome outcome) {
        table(result, outcome);
        for (Failure failure : failures(result)) {
            print(failure);
        }
        for (JobResult job : result.jobs()) {
            job.execution().files().tests().filter(tests -> tests.failed() > 0).ifPresent(tests -> print(job, tests));
        }
        out.flush();
    }

    private void table(RunResult result, RunOutcome outcome) {
        List<JobResult> ran = new ArrayList<>();
        List<JobResult> noteworthy = new ArrayList<>();
        for (JobResult job : result.jobs()) {
            boolean quiet = job.outcome() == JobOutcome.PROVEN
                    || job.outcome() == JobOutcome.UNAFFECTED
                    || job.outcome() == JobOutcome.SKIPPED;
            if (!quiet) {
                ran.add(job);
                if (!JobLine.details(job).isEmpty()) {
                    noteworthy.add(job);
                }
            }
        }
        List<JobResult> listed = ran.size() <= MAX_LISTED_JOBS ? ran : noteworthy;
        int width = 0;
        for (JobResult job : listed) {
            width = Math.max(width, job.key().toString().length());
        }
        if (!ran.isEmpty()) {
            out.println();
        }
        for (JobResult job : listed) {
            String time = job.execution().started().isPresent()
                    ? DurationText.of(job.execution().duration())
                    : "";
            String line =
                    symbols.of(job.outcome()) + " " + Columns.pad(job.key().toString(), width) + "  "
                            + Columns.pad(time, 7) + "  " + JobLine.remarks(job);
            out.println(line.stripTrailing());
        }
        out.println(totals(result));
        if (outcome == RunOutcome.INCOMPLETE) {
            out.println("incomplete: a job that had to run did not");
        }
        for (String warning : result.warnings()) {
            out.println("warning: " + LogText.of(warning, false));
        }
    }

    private static String totals(RunResult result) {
        List<String> parts = new ArrayList<>();
        for (JobOutcome outcome : JobOutcome.values()) {
            int count = result.count(outcome);
            if (count > 0) {
                parts.add(count + " " + JobLine.text(outcome));
            }
        }
        long allowed = result.jobs().stream()
                .filter(job -> job.outcome() == JobOutcome.FAILED && job.allowed())
                .count();
        if (allowed > 0) {
            parts.add(allowed + " of the failed allowed");
        }
        long flaky =
                result.jobs().stream().filter(job -> job.execution().flaky()).count();
        if (flaky > 0) {
            parts.add(flaky + " flaky");
        }
        String what = parts.isEmpty() ? "nothing to run" : String.join(", ", parts);
        return what + " in " + DurationText.of(result.duration());
    }

    private static List<Failure> failures(RunResult result) {
        List<Failure> failures = new ArrayList<>();
        for (JobResult job : result.jobs()) {
            for (CommandResult command : job.execution().failures()) {
                long length =
                        command.log().isPresent() ? LogTail.length(command.log().get()) : 0;
                failures.add(new Failure(job, command, length));
            }
        }
        // Allowed failures come first, whatever their length: they matter least.
        failures.sort(Comparator.comparing((Failure failure) -> !failure.job().allowed())
                .thenComparing(Comparator.comparingLong(Failure::length).reversed()));
        return failures;
    }

    private void print(Failure failure) {
        CommandResult command = failure.command();
        title(
                failure.job(),
                LogText.oneLine(command.name(), symbols.ellipsis()) + ": " + LogText.of(command.message(), false));
        out.println("$ " + LogText.oneLine(command.command(), symbols.ellipsis()));
        if (command.log().isPresent()) {
            LogTail tail = LogTail.of(command.log().get());
            if (tail.cut()) {
                out.println(symbols.ellipsis() + " (the last " + tail.lines().size() + " lines)");
            }
            for (String line : tail.lines()) {
                out.println(LogText.of(line, color));
            }
            out.print(color ? "\u001b[0m" : "");
        }
        reproduce(failure.job());
        if (command.log().isPresent()) {
            out.println("log: " + LogText.of(command.log().get().toString(), false));
        }
    }

    private void print(JobResult job, TestResults tests) {
        title(job, tests.reason());
        List<TestFailure> named = tests.failing()
                .subList(0, Math.min(MAX_NAMED_TESTS, tests.failing().size()));
        for (TestFailure test : named) {
            out.println(LogText.of(test.name(), false)
                    + (test.message().isEmpty() ? "" : ": " + LogText.of(test.message(), false)));
            out.println("  report: " + LogText.of(test.report(), false));
        }
        if (tests.failed() > named.size()) {
            out.println(symbols.ellipsis() + " (" + (tests.failed() - named.size()) + " more)");
        }
        reproduce(job);
    }

    private void title(JobResult job, String text) {
        String allowed = job.allowed() ? " (allowed)" : "";
        out.println();
        out.println(emphasis(symbols.rule().repeat(2) + " " + job.key() + "  " + text + allowed));
    }

    private void reproduce(JobResult job) {
        out.println("reproduce: " + program + " run " + job.key() + selection);
    }

    private String emphasis(String text) {
        return color ? "\u001b[1;31m" + text + "\u001b[0m" : text;
    }
}
