package io.jenkins.plugins.mergeability.engine.deploy.journal;

import java.io.IOException;
import java.util.List;

/** The events of an environment in their order, kept for ever. */
public interface Journal {

    /**
     * All events.
     *
     * @throws IOException if they cannot be read, or one is damaged
     */
    List<JournalEvent> read() throws IOException;

    /**
     * Appends an event: all of it, or nothing if the process is killed. When it returns, the event outlasts a crash.
     *
     * @throws IOException if it cannot be written; nothing may be done that depends on it then
     */
    void append(JournalEvent event) throws IOException;
}
