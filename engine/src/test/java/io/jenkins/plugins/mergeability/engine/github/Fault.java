package io.jenkins.plugins.mergeability.engine.github;

import java.util.Map;

/**
 * An error that replaces the response to a request.
 *
 * @param processed whether the request takes effect first
 * @param status the status of the response
 * @param headers the headers of the response
 * @param body the body of the response; null to close the connection without a response
 * @param missing how many bytes of the announced length are not sent
 * @param pause the milliseconds between two bytes
 */
record Fault(boolean processed, int status, Map<String, String> headers, String body, int missing, int pause) {

    /** An error response of GitHub. */
    static Fault error(int status, Map<String, String> headers) {
        return new Fault(
                false, status, headers, "{\"message\": \"No.\\u001b[31m\", \"documentation_url\": \"x\"}", 0, 0);
    }

    /** A response with another body than the right one. */
    static Fault text(String body) {
        return new Fault(true, 200, Map.of(), body, 0, 0);
    }

    /** A connection that is closed without a response. */
    static Fault reset(boolean processed) {
        return new Fault(processed, 0, Map.of(), null, 0, 0);
    }

    /** A response that ends too early. */
    static Fault truncated() {
        return new Fault(true, 200, Map.of(), "{\"id\": 1, \"nu", 500, 0);
    }

    /** A response that arrives too slowly for any timeout. */
    static Fault slow() {
        return new Fault(true, 200, Map.of(), " ".repeat(10_000), 0, 50);
    }

    boolean isSlow() {
        return pause > 0;
    }
}
