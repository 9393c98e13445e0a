package io.jenkins.plugins.mergeability.engine.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
     * @param artifacts the addresses of the artifacts of the builds that made and tested the release, by the numbers of the
     *     builds
     * @param since since when the change is live and verified there
     */
    public record Live(
            String environment,
            Optional<String> component,
            Optional<String> page,
            SortedMap<Integer, String> artifacts,
            Instant since) {

        public Live {
            artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
        }

        private List<String> links() {
            List<String> links = new ArrayList<>();
            page.flatMap(address -> Markdown.link("page", address)).ifPresent(links::add);
            artifacts.forEach((build, address) ->
                    Markdown.link("artifacts of build " + build, address).ifPresent(links::add));
            return links;
        }
    }

    /** The text; empty if the change is live nowhere. */
    public static String of(List<Live> all) {
        StringBuilder text = new StringBuilder();
        for (Live live : all.subList(0, Math.min(all.size(), MAX_LINES))) {
            text.append("* Live in ").append(Markdown.span(live.environment()));
            live.component().ifPresent(name -> text.append(" as ").append(Markdown.span(name)));
            text.append(" since ").append(TIME.format(live.since().atZone(ZoneOffset.UTC)));
            List<String> links = live.links();
            text.append(links.isEmpty() ? "\n" : links.stream().collect(Collectors.joining(", ", " (", ")\n")));
        }
        if (all.size() > MAX_LINES) {
            text.append("* and ").append(all.size() - MAX_LINES).append(" more\n");
        }
        return text.toString();
    }
}
