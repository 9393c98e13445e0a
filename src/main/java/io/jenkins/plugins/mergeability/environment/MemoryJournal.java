package io.jenkins.plugins.mergeability.environment;

import io.jenkins.plugins.mergeability.engine.deploy.journal.Journal;
import io.jenkins.plugins.mergeability.engine.deploy.journal.JournalEvent;
import java.util.ArrayList;
import java.util.List;

/** The journal of an environment to which no job deploys. */
final class MemoryJournal implements Journal {

    private final List<JournalEvent> events = new ArrayList<>();

    @Override
    public List<JournalEvent> read() {
        return List.copyOf(events);
    }

    @Override
    public void append(JournalEvent event) {
        events.add(event);
    }
}
