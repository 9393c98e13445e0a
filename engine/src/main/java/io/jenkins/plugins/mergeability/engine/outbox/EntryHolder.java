package io.jenkins.plugins.mergeability.engine.outbox;

import java.io.IOException;
import java.util.function.UnaryOperator;

/** Holds the current {@link OutboxEntry} of a key. Changes go to the disk before they are visible here. */
final class EntryHolder {

    private final EntryStore store;
    private volatile OutboxEntry entry;
    private boolean removed;

    EntryHolder(EntryStore store, OutboxEntry entry) {
        this.store = store;
        this.entry = entry;
    }

    OutboxEntry entry() {
        return entry;
    }

    /**
     * Changes the entry, on the disk first.
     *
     * @return false if the entry has been removed
     * @throws IOException if it could not be written and is unchanged
     */
    synchronized boolean update(UnaryOperator<OutboxEntry> change) throws IOException {
        if (removed) {
            return false;
        }
        OutboxEntry changed = change.apply(entry);
        if (changed != entry) {
            store.write(changed);
            entry = changed;
        }
        return true;
    }

    /** Changes the entry for this process only: a change that need not survive a restart, or could not be written. */
    synchronized void updateInMemory(UnaryOperator<OutboxEntry> change) {
        entry = change.apply(entry);
    }

    /** Removes the entry from the disk; later updates have no effect. */
    synchronized void remove() throws IOException {
        store.remove(entry.key());
        removed = true;
    }
}
