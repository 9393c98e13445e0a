package io.jenkins.plugins.mergeability.engine.github;

import java.time.Instant;

/**
 * A response that is kept.
 *
 * @param status the status of HTTP
 * @param tag the ETag, by which the server is asked whether it has changed; empty if there is none
 * @param body the content
 * @param read when the server last confirmed it
 */
public record CachedResponse(int status, String tag, String body, Instant read) {

    CachedResponse readAt(Instant time) {
        return new CachedResponse(status, tag, body, time);
    }
}
