package io.jenkins.plugins.mergeability.engine.deploy.journal;

import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to a candidate of an environment.
 *
 * @param kind what happened
 * @param candidate the number of the candidate
 * @param other the number of the candidate that superseded it, or whose release is put back; 0 if there is none
 * @param at when, to the millisecond
 * @param by who did it; empty if nobody did
 * @param text the reason, or the error; empty if there is none
 * @param offer what was offered; only of {@link EventKind#OFFERED}
 */
public record JournalEvent(
        EventKind kind, int candidate, int other, Instant at, String by, String text, Optional<Offer> offer) {

    public JournalEvent {
        at = Instant.ofEpochMilli(at.toEpochMilli());
        if (offer.isPresent() != (kind == EventKind.OFFERED)) {
            throw new IllegalArgumentException(
                    "an event " + kind + (offer.isPresent() ? " with" : " without") + " offer");
        }
    }

    /** An event that nobody did. */
    public static JournalEvent of(EventKind kind, int candidate, Instant at, String text) {
        return new JournalEvent(kind, candidate, 0, at, "", text, Optional.empty());
    }

    /** An event that somebody did. */
    public static JournalEvent by(String who, EventKind kind, int candidate, Instant at, String text) {
        return new JournalEvent(kind, candidate, 0, at, who, text, Optional.empty());
    }

    /** An event with another candidate. */
    public JournalEvent with(int another) {
        return new JournalEvent(kind, candidate, another, at, by, text, offer);
    }
}
