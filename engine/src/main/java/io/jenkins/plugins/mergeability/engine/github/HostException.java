package io.jenkins.plugins.mergeability.engine.github;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/** A code host did not do what it was asked. */
public final class HostException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    /** What a caller can do about it. */
    public enum Kind {
        /** The credentials are not accepted. */
        UNAUTHORISED,
        /** The credentials are known, and not allowed to do this. */
        FORBIDDEN,
        /** There is no such thing, or the credentials may not see it. */
        NOT_FOUND,
        /** Too much was asked for: again after {@link HostException#waiting()}. */
        RATE_LIMITED,
        /** It contradicts what is there by now: read again, decide again. */
        CONFLICT,
        /** It was understood and refused; asking again will not help. */
        REFUSED,
        /** The network, the host or its answer broke: again after a while. */
        TRANSIENT
    }

    private final Kind kind;
    private final Duration waiting;

    /**
     * For a host, and for who could not even connect to one.
     *
     * @param waiting how long the host asks to be left alone; for {@link Kind#RATE_LIMITED}, and null for all others
     */
    public HostException(Kind kind, String message, Duration waiting, Throwable cause) {
        super(message, cause);
        if (waiting == null == (kind == Kind.RATE_LIMITED)) {
            throw new IllegalArgumentException(kind + " waiting " + waiting);
        }
        this.kind = kind;
        this.waiting = waiting;
    }

    /** What can be done about it. */
    public Kind kind() {
        return kind;
    }

    /** How long the host asks to be left alone; only of {@link Kind#RATE_LIMITED}, and there always. */
    public Optional<Duration> waiting() {
        return Optional.ofNullable(waiting);
    }

    /** Whether the same can be asked again later. */
    public boolean passing() {
        return kind == Kind.RATE_LIMITED || kind == Kind.TRANSIENT;
    }
}
