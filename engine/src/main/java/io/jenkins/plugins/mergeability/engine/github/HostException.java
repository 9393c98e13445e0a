package io.jenkins.plugins.mergeability.engine.github;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/** A request to a code host failed. */
public final class HostException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    /** Who can fix the error. */
    public enum Kind {
        /** The host rejects the credentials: an administrator has to replace them. */
        UNAUTHORIZED,
        /** The credentials lack a permission: an administrator has to grant it. */
        FORBIDDEN,
        /** The object does not exist, or the credentials may not read it: an administrator has to correct either. */
        NOT_FOUND,
        /** A rate limit is exceeded: the caller can retry after {@link HostException#retryAfter()}. */
        RATE_LIMITED,
        /** The request conflicts with a newer state: the caller has to read and decide again. */
        CONFLICT,
        /** The host understood the request and refused it: the caller has to send another one. */
        REFUSED,
        /** An external failure of the network or the host, which passes: the caller can retry. */
        TRANSIENT
    }

    private final Kind kind;
    private final Duration retryAfter;

    /**
     * Creates an exception of a host, or of a failed connection to one.
     *
     * @param retryAfter the wait that the host asks for; required for {@link Kind#RATE_LIMITED}, null for all others
     */
    public HostException(Kind kind, String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        if (retryAfter == null == (kind == Kind.RATE_LIMITED)) {
            throw new IllegalArgumentException(kind + " with retryAfter " + retryAfter);
        }
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /** Who can fix it. */
    public Kind kind() {
        return kind;
    }

    /** The wait that the host asks for; present if and only if the kind is {@link Kind#RATE_LIMITED}. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the same request can succeed later without a fix. */
    public boolean isRetryable() {
        return kind == Kind.RATE_LIMITED || kind == Kind.TRANSIENT;
    }
}
