package io.jenkins.plugins.mergeability.engine.plan;

import java.util.Locale;

/**
 * Why a component is affected. Reasons are ordered from the most direct on.
 *
 * @param kind what kind of reason it is
 * @param subject the path, the component or the sentence the reason is about; empty where the kind says all
 * @param more for paths and entries of lock files: how many further ones stand behind the one named
 */
public record Reason(Kind kind, String subject, int more) implements Comparable<Reason> {

    /** The kinds of reason, the most direct first. */
    public enum Kind {
        /** A changed path that the component claims. The last one named counts those that are not. */
        CHANGED,
        /** An entry of a lock file that leads from the component, in words. The last one named counts those that are not. */
        LOCKED,
        /** What the map says of the component is not what it said at the base. */
        REDEFINED,
        /** It was requested by name. */
        REQUESTED,
        /** One of its jobs runs on every such occasion, whatever has changed; the subject is the occasion. */
        EVERY_OCCASION,
        /** Everything is affected; the subject is a sentence that says why. */
        EVERYTHING,
        /** A changed path that no component claims, in a map where that means everything. */
        UNCLAIMED,
        /** The component whose own paths have changed and that says it affects this one. */
        AFFECTED_BY,
        /** The affected component it depends on. */
        DEPENDS_ON,
        /** The affected component of which one of its jobs needs a job. */
        NEEDS,
        /** The component one of whose jobs runs and needs one of this component, which is not proven. */
        NEEDED_BY,
        /** A job of it is not proven, and has to be before something is deployed; the subject is the environment. */
        GATE;

        /** The name as it is written in the plan's JSON. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the subject is another affected component, whose own reasons say more. */
        public boolean leadsOn() {
            return this == AFFECTED_BY || this == DEPENDS_ON || this == NEEDS || this == NEEDED_BY;
        }
    }

    static Reason of(Kind kind, String subject) {
        return new Reason(kind, subject, 0);
    }

    @Override
    public int compareTo(Reason other) {
        int order = kind.compareTo(other.kind);
        if (order == 0) {
            order = subject.compareTo(other.subject);
        }
        return order != 0 ? order : Integer.compare(more, other.more);
    }

    // Written out, as in JobRef.
    @Override
    public boolean equals(Object other) {
        return other instanceof Reason reason
                && kind == reason.kind
                && more == reason.more
                && subject.equals(reason.subject);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * kind.hashCode() + subject.hashCode()) + more;
    }
}
