package io.jenkins.plugins.mergeability.engine.run.report;

import io.jenkins.plugins.mergeability.engine.run.JobOutcome;
import java.nio.charset.Charset;

/**
 * The symbols in lines about jobs.
 *
 * @param passed before what passed
 * @param failed before what failed
 * @param notRun before what did not run
 * @param running before what runs
 * @param waiting before what waits
 * @param ellipsis for omitted text
 * @param rule for horizontal lines
 */
public record Symbols(
        String passed, String failed, String notRun, String running, String waiting, String ellipsis, String rule) {

    private static final Symbols UNICODE = new Symbols("✔", "✘", "○", "▶", "◷", "…", "─");
    private static final Symbols ASCII = new Symbols("+", "x", "o", ">", ".", "...", "-");

    /** The symbols that a character set can encode. */
    public static Symbols of(Charset charset) {
        String all = UNICODE.passed
                + UNICODE.failed
                + UNICODE.notRun
                + UNICODE.running
                + UNICODE.waiting
                + UNICODE.ellipsis
                + UNICODE.rule;
        return charset.canEncode() && charset.newEncoder().canEncode(all) ? UNICODE : ASCII;
    }

    String of(JobOutcome outcome) {
        return switch (outcome) {
            case PASSED, PROVEN -> passed;
            case FAILED, INTERRUPTED -> failed;
            case UNAFFECTED, SKIPPED, NOT_RUN, NOT_RUNNABLE -> notRun;
        };
    }
}
