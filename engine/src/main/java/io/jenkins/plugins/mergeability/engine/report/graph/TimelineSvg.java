package io.jenkins.plugins.mergeability.engine.report.graph;

import io.jenkins.plugins.mergeability.engine.text.DurationText;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a {@link Timeline} as a self-contained SVG: a row for each agent, a bar for each job, a thin line before a bar for
 * the time that the job waited, and a mark on the jobs that decided how long the build took.
 */
public final class TimelineSvg {

    private static final int MARGIN = 24;
    private static final int AXIS = 900;
    private static final int MAX_AGENT = 200;
    private static final int ROW = 30;
    private static final int BAR = 20;
    private static final int MIN_BAR = 3;
    private static final int SMALL = 11;
    private static final int TITLE = 16;
    private static final int MAX_TICKS = 9;

    /** A job that waited for less is drawn without its wait, in milliseconds. */
    private static final long MIN_WAIT = 1_000;

    /** The steps between the marks of the axis, in seconds. */
    private static final int[] STEPS = {
        1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800, 86400
    };

    private final Timeline timeline;
    private final List<Timeline.Row> rows;
    private final Set<Timeline.Execution> critical;
    private final StringBuilder out = new StringBuilder(8192);
    private final long span;
    private final int left;

    private TimelineSvg(Timeline timeline) {
        this.timeline = timeline;
        this.rows = timeline.rows();
        this.critical = new HashSet<>(timeline.criticalPath());
        this.span = Math.max(1_000, timeline.now() - timeline.created());
        int agents = rows.stream()
                .mapToInt(row -> GraphText.width(agent(row.agent()), SMALL))
                .max()
                .orElse(0);
        this.left = MARGIN + Math.min(MAX_AGENT, agents) + 12;
    }

    /** The whole file. */
    public static String draw(Timeline timeline) {
        return new TimelineSvg(timeline).draw();
    }

    /** A summary in one line, such as {@code 4 jobs on 2 agents in 1m 20s}. */
    public static String title(Timeline timeline) {
        long agents = timeline.jobs().stream()
                .map(Timeline.Execution::agent)
                .distinct()
                .count();
        return GraphText.count(timeline.jobs().size(), "job") + " on " + GraphText.count((int) agents, "agent") + " in "
                + duration(timeline.now() - timeline.created());
    }

    private String draw() {
        int top = MARGIN + TITLE + 40;
        int bottom = top + rows.size() * ROW;
        axis(top, bottom);
        for (int i = 0; i < rows.size(); i++) {
            row(rows.get(i), i > 0 && rows.get(i - 1).agent().equals(rows.get(i).agent()), top + i * ROW);
        }
        String path = criticalPath();
        int y = bottom + 24;
        for (String line : GraphText.wrap(path, AXIS, SMALL)) {
            text("note", MARGIN, y, line);
            y += SMALL * 3 / 2;
        }
        return head(y + MARGIN - 10, path) + out + "</svg>\n";
    }

    private String criticalPath() {
        List<String> steps = timeline.criticalPath().stream()
                .map(job -> GraphText.safe(job.job()) + " (" + duration(job.millis()) + ")")
                .toList();
        return steps.isEmpty() ? "No job has started" : "Critical path: " + String.join(" → ", steps);
    }

    private String head(int height, String path) {
        int width = left + AXIS + MARGIN;
        String title = "Timeline: " + title(timeline);
        return SvgParts.start(width, height, title, path, GraphStyle.CSS + GraphStyle.TIMELINE_CSS)
                + SvgParts.ground(width, height)
                + SvgParts.text("title", MARGIN, MARGIN + TITLE * 3 / 4, title)
                + "\n";
    }

    private void axis(int top, int bottom) {
        long seconds = span / 1000;
        int step = STEPS[STEPS.length - 1];
        for (int each : STEPS) {
            if (seconds / each < MAX_TICKS) {
                step = each;
                break;
            }
        }
        long last = Math.min(seconds, (long) step * MAX_TICKS);
        for (long second = 0; second <= last; second += step) {
            int x = x(timeline.created() + second * 1000);
            out.append("<path class=\"tick\" d=\"M")
                    .append(x)
                    .append(' ')
                    .append(top - 6)
                    .append('V')
                    .append(bottom)
                    .append("\"/>");
            text("note", x + 3, top - 10, second == 0 ? "0" : duration(second * 1000));
        }
    }

    private void row(Timeline.Row row, boolean sameAgent, int y) {
        if (!sameAgent) {
            text("line", MARGIN, y + ROW / 2 + 4, agent(row.agent()));
        }
        for (Timeline.Execution job : row.jobs()) {
            bar(job, y + (ROW - BAR) / 2);
        }
    }

    private void bar(Timeline.Execution job, int y) {
        int from = x(job.started());
        int width = Math.max(MIN_BAR, x(job.ended()) - from);
        out.append("<g class=\"bar ")
                .append(job.state().text())
                .append(critical.contains(job) ? " critical" : "")
                .append("\"><title>")
                .append(SvgParts.escape(description(job)))
                .append("</title>");
        if (job.started() - timeline.ready(job) >= MIN_WAIT) {
            int ready = x(timeline.ready(job));
            out.append("<path class=\"wait\" d=\"M")
                    .append(ready)
                    .append(' ')
                    .append(y + BAR - 2)
                    .append('H')
                    .append(from)
                    .append("\"/>");
        }
        out.append("<rect x=\"")
                .append(from)
                .append("\" y=\"")
                .append(y)
                .append("\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(BAR)
                .append("\" rx=\"3\"/>");
        String name = GraphText.clip(GraphText.safe(job.job()));
        if (GraphText.width(name, SMALL) + 10 <= width) {
            text("line", from + 5, y + BAR / 2 + 4, name);
        }
        out.append("</g>\n");
    }

    private String description(Timeline.Execution job) {
        String text = GraphText.safe(job.job()) + ": " + job.state().text() + ", " + duration(job.millis()) + " on "
                + agent(job.agent());
        long wait = job.started() - timeline.ready(job);
        if (wait < MIN_WAIT) {
            return text;
        }
        return text + "; waited " + duration(wait)
                + timeline.lastNeed(job)
                        .map(need -> " for an agent after " + GraphText.safe(need.job()))
                        .orElse(" for an agent");
    }

    private static String agent(String name) {
        return name.isEmpty() ? "built-in node" : GraphText.clip(GraphText.safe(name), 24);
    }

    private int x(long at) {
        long offset = Math.max(0, Math.min(span, at - timeline.created()));
        return left + (int) (offset * AXIS / span);
    }

    private void text(String kind, int x, int y, String text) {
        out.append(SvgParts.text(kind, x, y, text)).append('\n');
    }

    private static String duration(long millis) {
        return DurationText.of(Duration.ofMillis(Math.max(0, millis)));
    }
}
