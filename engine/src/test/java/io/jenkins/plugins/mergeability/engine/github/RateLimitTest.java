package io.jenkins.plugins.mergeability.engine.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final Map<String, String> HEADERS = Map.of(
            "X-RateLimit-Limit", "5000",
            "X-RateLimit-Remaining", "4987",
            "X-RateLimit-Reset", "1700000000",
            "X-RateLimit-Resource", "core");

    private static Optional<RateLimit> changed(String header, String value) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put(header, value);
        return RateLimit.of(headers::get);
    }

    @Test
    void shouldReadTheHeadersOfAResponse() {
        assertThat(RateLimit.of(HEADERS::get))
                .contains(new RateLimit(5000, 4987, Instant.ofEpochSecond(1_700_000_000)));
        assertThat(changed("X-RateLimit-Resource", null)).isPresent();
    }

    @Test
    void shouldIgnoreResponsesWithoutTheLimitOfRequests() {
        assertThat(RateLimit.of(Map.<String, String>of()::get)).isEmpty();
        assertThat(changed("X-RateLimit-Resource", "search")).isEmpty();
        assertThat(changed("X-RateLimit-Limit", null)).isEmpty();
        assertThat(changed("X-RateLimit-Remaining", "many")).isEmpty();
        assertThat(changed("X-RateLimit-Reset", "9223372036854775807")).isEmpty();
    }
}
