package io.jenkins.plugins.mergeability.engine.cli.deploy;

import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Wait;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.report.LogTail;
import io.jenkins.plugins.mergeability.engine.report.LogText;
import io.jenkins.plugins.mergeability.engine.run.CommandResult;
import io.jenkins.plugins.mergeability.engine.run.JobResult;
import io.jenkins.plugins.mergeability.engine.run.report.Symbols;
import io.jenkins.plugins.mergeability.engine.text.DurationText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes what happens in an environment, for people. */
public final class DeployText {

    private static final int MAX_COMMAND = 60;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Terminal terminal;
    private final Symbols symbols;

    /** Writes to the standard output of a terminal. */
    public DeployText(Terminal terminal) {
        this.terminal = terminal;
        this.symbols = Symbols.of(terminal.charset());
    }

    /** The first line of a command, or a part of it. */
    static String oneLine(String command) {
        String text = LogText.oneLine(command, "...");
        return text.length() <= MAX_COMMAND ? text : text.substring(0, MAX_COMMAND) + "...";
    }

    void line(String text) {
        terminal.out().println(text);
        terminal.out().flush();
    }

    /** A step has ended. */
    void step(String name, JobResult result, Optional<String> failure) {
        line("  " + (failure.isEmpty() ? symbols.passed() : symbols.failed()) + " "
                + result.key().component() + " " + name + "  "
                + DurationText.of(result.execution().duration())
                + failure.map(why -> "  " + text(why)).orElse(""));
        for (CommandResult failed : result.execution().failures()) {
            failed.log().ifPresent(log -> {
                LogTail tail = LogTail.of(log);
                for (String each : tail.lines()) {
                    line("      " + LogText.of(each, terminal.ansi().on()));
                }
                line("      " + (tail.cut() ? symbols.ellipsis() + " " : "") + "log: " + text(log.toString()));
            });
        }
    }

    static String text(String text) {
        return LogText.of(text, false);
    }

    /** A candidate with its release. */
    static String candidate(Candidate candidate) {
        return candidate.offer().component() + " #" + candidate.number() + ": release "
                + candidate.offer().release().shortId() + " of commit "
                + LocalEnvironments.brief(candidate.offer().commit());
    }

    /** What a candidate waits for. */
    static String waits(List<Wait> waits) {
        return waits.stream()
                .map(wait -> wait.text()
                        + wait.until()
                                .map(until -> " (until " + time(until) + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }

    /** Jobs by their names. */
    static String names(Collection<JobKey> jobs) {
        return jobs.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    /** A time in the time zone of this machine. */
    static String time(Instant at) {
        return TIME.format(at.atZone(ZoneId.systemDefault()));
    }
}
