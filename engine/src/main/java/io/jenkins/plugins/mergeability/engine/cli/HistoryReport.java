package io.jenkins.plugins.mergeability.engine.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.cli.workspace.HistoryReplay;
import io.jenkins.plugins.mergeability.engine.report.Ansi;
import io.jenkins.plugins.mergeability.engine.report.JsonLines;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The result of {@code plan --history}, as text and as JSON. The JSON is described in {@code docs/cli.md}. */
record HistoryReport(HistoryReplay replay) {

    private static final int MAX_WIDTH = 40;
    private static final int MAX_CAUSES = 2;
    private static final int MAX_COSTS = 5;

    /** Prints what the commits affected, by component and by cause. */
    void text(PrintStream out, Ansi ansi) {
        int commits = replay.commits().size();
        if (commits == 0) {
            out.println("there is no commit with a parent: nothing to replay");
            return;
        }
        out.println(ansi.bold("the last " + (commits == 1 ? "commit" : commits + " commits")
                + ", compared with the first parent, by the map as it is now"));
        out.println(String.format(
                Locale.ROOT,
                "affected: median %d, mean %.1f of %d components; nothing by %s, everything by %d",
                median(),
                (double) replay.affected() / commits,
                replay.components().size(),
                commits(nothing()),
                replay.everything()));
        refused(out, ansi);
        out.println();
        int width = replay.components().stream().mapToInt(String::length).max().orElse(0);
        for (Map.Entry<String, Integer> component : byFrequency()) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-" + Math.max(1, Math.min(width, MAX_WIDTH)) + "s  %4d  %s",
                    component.getKey(),
                    component.getValue(),
                    ansi.dim(because(replay.causes(component.getKey())))));
        }
        List<HistoryReplay.Cause> costs = replay.causes();
        if (!costs.isEmpty()) {
            out.println();
            out.println(ansi.bold("what costs most"));
            for (HistoryReplay.Cause cause : costs.subList(0, Math.min(MAX_COSTS, costs.size()))) {
                out.println(String.format(
                        Locale.ROOT,
                        "%6d components in %s: %s",
                        cause.components(),
                        commits(cause.commits()),
                        cause.cause()));
            }
        }
    }

    private static String commits(long count) {
        return count + (count == 1 ? " commit" : " commits");
    }

    private void refused(PrintStream out, Ansi ansi) {
        List<HistoryReplay.Replayed> refused = replay.commits().stream()
                .filter(HistoryReplay.Replayed::refused)
                .toList();
        if (!refused.isEmpty()) {
            out.println(ansi.yellow("refused: ") + refused.size()
                    + " of them change paths that no component claims (`unmapped: error`), such as "
                    + GitPath.display(refused.get(0).unclaimed().get(0)));
        }
    }

    private int median() {
        int[] sizes = replay.commits().stream()
                .mapToInt(commit -> commit.affected().size())
                .sorted()
                .toArray();
        return sizes[sizes.length / 2];
    }

    private long nothing() {
        return replay.commits().stream()
                .filter(commit -> commit.affected().isEmpty() && !commit.refused())
                .count();
    }

    private List<Map.Entry<String, Integer>> byFrequency() {
        return replay.byComponent().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    private static String because(List<HistoryReplay.Cause> causes) {
        StringBuilder text = new StringBuilder();
        for (HistoryReplay.Cause cause : causes.subList(0, Math.min(MAX_CAUSES, causes.size()))) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(cause.cause())
                    .append(' ')
                    .append(cause.commits());
        }
        int more = causes.size() - MAX_CAUSES;
        return more > 0 ? text + " and " + more + " more" : text.toString();
    }

    /** Writes everything that is known of the commits. */
    void json(OutputStream out) throws IOException {
        try (JsonGenerator json = JsonLines.generator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("commits");
            for (HistoryReplay.Replayed commit : replay.commits()) {
                json.writeStartObject();
                json.writeStringField("commit", commit.commit());
                json.writeStringField("base", commit.base());
                json.writeBooleanField("refused", commit.refused());
                json.writeArrayFieldStart("affected");
                for (String name : commit.affected().keySet()) {
                    json.writeString(name);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("components");
            for (Map.Entry<String, Integer> component : byFrequency()) {
                json.writeStartObject();
                json.writeStringField("component", component.getKey());
                json.writeNumberField("commits", component.getValue());
                causes(json, replay.causes(component.getKey()));
                json.writeEndObject();
            }
            json.writeEndArray();
            causes(json, replay.causes());
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void causes(JsonGenerator json, List<HistoryReplay.Cause> causes) throws IOException {
        json.writeArrayFieldStart("causes");
        for (HistoryReplay.Cause cause : causes) {
            json.writeStartObject();
            json.writeStringField("cause", cause.cause());
            json.writeNumberField("commits", cause.commits());
            json.writeNumberField("components", cause.components());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
