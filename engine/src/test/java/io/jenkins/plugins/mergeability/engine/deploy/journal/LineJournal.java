package io.jenkins.plugins.mergeability.engine.deploy.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A journal in memory that keeps the lines a file would have, so that every event is read as it was written. */
public final class LineJournal implements Journal {

    private final List<String> lines = new ArrayList<>();
    private final Consumer<JournalEvent> before;
    private final Consumer<JournalEvent> after;

    /** A journal whose process may be killed by an error before or after each line. */
    public LineJournal(Consumer<JournalEvent> before, Consumer<JournalEvent> after) {
        this.before = before;
        this.after = after;
    }

    @Override
    public List<JournalEvent> read() {
        List<JournalEvent> events = new ArrayList<>();
        for (String line : lines) {
            events.add(EventLine.decode(events.size() + 1, line).orElseThrow());
        }
        return events;
    }

    @Override
    public void append(JournalEvent event) {
        before.accept(event);
        lines.add(EventLine.encode(lines.size() + 1, event));
        after.accept(event);
    }
}
