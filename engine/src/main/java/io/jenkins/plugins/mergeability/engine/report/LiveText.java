package io.jenkins.plugins.mergeability.engine.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes where a merged change is live as Markdown: a line for each environment. */
public final class LiveText {

    private static final int MAX_LINES = 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

    private LiveText() {}

    /**
     * A component that is live in an environment with the change.
     *
     * @param environment the name of the environment
     * @param component the name of the component; empty if it is not shown
     * @param page the page of the environment
     * @param since since when the change is live and verified there
     */
    public record Live(String environment, Optional<String> component, Optional<String> page, Instant since) {}

    /** The text; empty if the change is live nowhere. */
    public static String of(List<Live> all) {
        StringBuilder text = new StringBuilder();
        for (Live live : all.subList(0, Math.min(all.size(), MAX_LINES))) {
            text.append("* Live in ").append(Markdown.span(live.environment()));
            live.component().ifPresent(name -> text.append(" as ").append(Markdown.span(name)));
            text.append(" since ").append(TIME.format(live.since().atZone(ZoneOffset.UTC)));
            live.page()
                    .flatMap(page -> Markdown.link("page", page))
                    .ifPresent(link -> text.append(" (").append(link).append(')'));
            text.append('\n');
        }
        if (all.size() > MAX_LINES) {
            text.append("* and ").append(all.size() - MAX_LINES).append(" more\n");
        }
        return text.toString();
    }
}
