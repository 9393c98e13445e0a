package io.jenkins.plugins.mergeability.engine.run.report;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal for views: it shows lines, and interprets the few sequences that a view may use. */
final class Screen {

    private static final Pattern TOKEN = Pattern.compile(
            "\u001b\\[(\\d+)A|(\u001b\\[J)|\u001b\\[[0-9;]*m|\u001b\\[\\?7[lh]|(\n)|(\r)|([^\u001b\n\r])");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    int redraws;

    PrintStream stream() {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** A stream that calls back when it has been flushed so many times. */
    PrintStream stream(int flushes, Runnable callback) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8) {
            private int count;

            @Override
            public void flush() {
                super.flush();
                if (++count == flushes) {
                    callback.run();
                }
            }
        };
    }

    /** The lines on the screen and in the scrollback. */
    synchronized List<String> lines() {
        Matcher matcher = TOKEN.matcher(bytes.toString(StandardCharsets.UTF_8));
        bytes.reset();
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() != end) {
                throw new AssertionError("a sequence no view should use");
            }
            end = matcher.end();
            if (matcher.group(1) != null) {
                row -= Integer.parseInt(matcher.group(1));
                redraws++;
            } else if (matcher.group(2) != null) {
                lines.subList(row + 1, lines.size()).clear();
                lines.get(row).setLength(0);
            } else if (matcher.group(3) != null) {
                row++;
                if (row == lines.size()) {
                    lines.add(new StringBuilder());
                }
            } else if (matcher.group(5) != null) {
                lines.get(row).append(matcher.group(5));
            }
        }
        List<String> text =
                new ArrayList<>(lines.stream().map(StringBuilder::toString).toList());
        if (text.get(text.size() - 1).isEmpty()) {
            text.remove(text.size() - 1);
        }
        return text;
    }
}
