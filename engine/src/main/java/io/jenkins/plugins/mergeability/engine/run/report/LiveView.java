package io.jenkins.plugins.mergeability.engine.run.report;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.run.CommandResult;
import io.jenkins.plugins.mergeability.engine.run.JobOutcome;
import io.jenkins.plugins.mergeability.engine.run.JobResult;
import io.jenkins.plugins.mergeability.engine.run.WaitReason;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * Shows a run in a terminal: results of jobs scroll by and stay, and below them is the current status, redrawn after
 * each event and every second, but at most ten times a second.
 */
final class LiveView implements RunView {

    private static final long MIN_INTERVAL_MILLIS = 100;
    private static final long MAX_INTERVAL_MILLIS = 1000;

    private static final String UP = "\u001b[%dA";
    private static final String ERASE = "\r\u001b[J";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final RunProgress progress;
    private final PrintStream out;
    private final Supplier<TerminalSize.Size> terminal;
    private final Thread thread = new Thread(this::drawUntilClosed, "mergeability-view");
    private List<String> drawn = List.of();
    private TerminalSize.Size size;
    private long sizeAskedAt;
    private volatile boolean closed;

    private LiveView(RunProgress progress, PrintStream out, Supplier<TerminalSize.Size> terminal) {
        this.progress = progress;
        this.out = out;
        this.terminal = terminal;
    }

    /** Starts to show a run. */
    static LiveView start(RunProgress progress, PrintStream out, Supplier<TerminalSize.Size> terminal) {
        LiveView view = new LiveView(progress, out, terminal);
        view.thread.setDaemon(true);
        view.thread.start();
        return view;
    }

    @Override
    public void jobWaits(JobKey job, WaitReason wait) {
        progress.jobWaits(job, wait);
    }

    @Override
    public void jobStarted(JobKey job) {
        progress.jobStarted(job);
    }

    @Override
    public void commandStarted(JobKey job, String name, String command) {
        progress.commandStarted(job, name, command);
    }

    @Override
    public void commandEnded(JobKey job, CommandResult result) {
        progress.commandEnded(job, result);
    }

    @Override
    public void jobEnded(JobResult result) {
        progress.jobEnded(result);
    }

    private void drawUntilClosed() {
        try {
            while (!closed) {
                draw(true);
                Thread.sleep(MIN_INTERVAL_MILLIS);
                if (!closed) {
                    progress.awaitChange(MAX_INTERVAL_MILLIS - MIN_INTERVAL_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            // The view is being closed, and is drawn for the last time there.
            return;
        }
    }

    /** Removes the status and prints the remaining results. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        draw(false);
    }

    /** Draws; the size is read once a second, since a terminal reports a change only by a signal. */
    synchronized void draw(boolean status) {
        long now = System.nanoTime();
        if (size == null || now - sizeAskedAt > MAX_INTERVAL_MILLIS * 1_000_000) {
            size = terminal.get();
            sizeAskedAt = now;
        }
        StringBuilder text = new StringBuilder();
        int rows = rows(drawn, size);
        if (rows > 0) {
            text.append(String.format(UP, rows));
        }
        if (!drawn.isEmpty()) {
            text.append(ERASE);
        }
        for (JobResult result : progress.takeEnded()) {
            text.append(colored(result)).append('\n');
        }
        // The cursor is on the line after the last one.
        drawn = status ? progress.render(size.width(), size.height() - 1) : List.of();
        for (int i = 0; i < drawn.size(); i++) {
            text.append(i == 0 ? NO_WRAP + BOLD : "")
                    .append(drawn.get(i))
                    .append(i == 0 ? PLAIN : "")
                    .append('\n');
        }
        text.append(drawn.isEmpty() ? "" : WRAP);
        out.print(text);
        out.flush();
    }

    /** How many rows the last status takes up now: a terminal that is narrower than before has wrapped its lines. */
    static int rows(List<String> lines, TerminalSize.Size size) {
        int rows = 0;
        for (String line : lines) {
            rows += Math.max(1, (Columns.width(line) + size.width() - 1) / size.width());
        }
        return Math.min(rows, size.height() - 1);
    }

    private String colored(JobResult result) {
        String line = JobLine.of(result, progress.symbols());
        String sign = progress.symbols().of(result.outcome());
        String color = result.failed() ? RED : result.outcome() == JobOutcome.PASSED ? GREEN : "";
        return color + sign + (color.isEmpty() ? "" : PLAIN) + line.substring(sign.length());
    }
}
