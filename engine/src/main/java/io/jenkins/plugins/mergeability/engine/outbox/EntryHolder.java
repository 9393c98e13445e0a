package io.jenkins.plugins.mergeability.engine.outbox;

import java.io.IOException;
import java.util.function.UnaryOperator;

/** Holds the newest {@link OutboxEntry} of a key: first on the disk, then here. */
final class EntryHolder {

    private final EntryStore shelf;
    private volatile OutboxEntry page;
    private boolean gone;

    EntryHolder(EntryStore shelf, OutboxEntry page) {
        this.shelf = shelf;
        this.page = page;
    }

    OutboxEntry page() {
        return page;
    }

    /**
     * Changes the page, on the disk before anything else.
     *
     * @return whether it was there to be changed
     * @throws IOException if it could not be written, and is as it was
     */
    synchronized boolean update(UnaryOperator<OutboxEntry> change) throws IOException {
        if (gone) {
            return false;
        }
        OutboxEntry changed = change.apply(page);
        if (changed != page) {
            shelf.write(changed);
            page = changed;
        }
        return true;
    }

    /** Changes the page for this process only: what was not important enough to be written, or could not be. */
    synchronized void remember(UnaryOperator<OutboxEntry> change) {
        page = change.apply(page);
    }

    /** It does not change any more, and there is nothing left of it. */
    synchronized void remove() throws IOException {
        shelf.remove(page.key());
        gone = true;
    }
}
