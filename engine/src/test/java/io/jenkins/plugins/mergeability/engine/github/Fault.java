package io.jenkins.plugins.mergeability.engine.github;

import java.util.Map;

/**
 * What goes wrong instead of an answer.
 *
 * @param heard whether the request has its effect all the same
 * @param status what is answered
 * @param headers with what headers
 * @param body with what body; null for none at all, with the connection broken off
 * @param missing how many bytes of what was announced never come
 * @param pause how many milliseconds pass between two bytes
 */
record Fault(boolean heard, int status, Map<String, String> headers, String body, int missing, int pause) {

    /** An error that GitHub answers with. */
    static Fault error(int status, Map<String, String> headers) {
        return new Fault(
                false, status, headers, "{\"message\": \"No.\\u001b[31m\", \"documentation_url\": \"x\"}", 0, 0);
    }

    /** Some other text in the place of the right answer. */
    static Fault text(String body) {
        return new Fault(true, 200, Map.of(), body, 0, 0);
    }

    /** A connection that breaks off without a word. */
    static Fault reset(boolean heard) {
        return new Fault(heard, 0, Map.of(), null, 0, 0);
    }

    /** An answer that stops in the middle. */
    static Fault truncated() {
        return new Fault(true, 200, Map.of(), "{\"id\": 1, \"nu", 500, 0);
    }

    /** An answer that comes so slowly that nobody waits for it. */
    static Fault slow() {
        return new Fault(true, 200, Map.of(), " ".repeat(10_000), 0, 50);
    }
}
