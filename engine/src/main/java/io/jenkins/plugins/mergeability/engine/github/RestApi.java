package io.jenkins.plugins.mergeability.engine.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.kohsuke.github.HttpException;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * Reads GitHub's REST API as JSON. A model would refuse values that GitHub adds one day, and costs a request for each
 * user. Kept responses are requested by their ETag, which GitHub does not count if nothing has changed.
 */
public final class RestApi {

    /** The credentials. */
    @FunctionalInterface
    public interface Authorization {
        /** The value of the header; empty to send none. */
        String header() throws IOException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API_VERSION = "2022-11-28";
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;

    private final GitHubConnector connector;
    private final String api;
    private final Authorization authorization;
    private final ResponseCache cache;
    private final Clock clock;
    private final Consumer<RateLimit> limits;

    /**
     * Creates a reader.
     *
     * @param api the URL of the API
     * @param limits takes the rate limit of each response that has one
     */
    RestApi(
            GitHubConnector connector,
            String api,
            Authorization authorization,
            ResponseCache cache,
            Clock clock,
            Consumer<RateLimit> limits) {
        this.connector = connector;
        this.api = api;
        this.authorization = authorization;
        this.cache = cache;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * Reads an object.
     *
     * @param maxAge how old a kept response may be to be taken without a request
     * @throws HttpException if the server refuses the request
     */
    JsonNode object(String path, Duration maxAge) throws IOException {
        JsonNode read = read(path, maxAge);
        if (!read.isObject()) {
            throw unexpected("no object");
        }
        return read;
    }

    /** Reads a list that has no pages. */
    List<JsonNode> wholeList(String path) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        addItems(all, read(path, Duration.ZERO));
        return all;
    }

    /** Reads all pages of a list. */
    List<JsonNode> list(String path) throws IOException {
        return list(path, Duration.ZERO);
    }

    /**
     * Reads all pages of a list.
     *
     * @param maxAge how old a kept response may be to be taken without a request
     */
    List<JsonNode> list(String path, Duration maxAge) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 1; ; page++) {
            String query = (path.contains("?") ? "&" : "?") + "per_page=" + GithubHost.PAGE_SIZE;
            JsonNode read = read(path + query + (page == 1 ? "" : "&page=" + page), maxAge);
            addItems(all, read);
            if (read.size() < GithubHost.PAGE_SIZE) {
                return all;
            }
        }
    }

    private static void addItems(List<JsonNode> all, JsonNode read) throws IOException {
        if (!read.isArray()) {
            throw unexpected("no list");
        }
        for (JsonNode item : read) {
            if (!item.isObject()) {
                throw unexpected("an item is no object");
            }
            all.add(item);
        }
    }

    private JsonNode read(String path, Duration maxAge) throws IOException {
        Instant now = clock.instant();
        Optional<CachedResponse> kept = cache.find(path);
        if (kept.isPresent() && isYoung(kept.get(), maxAge, now)) {
            return parse(path, kept.get());
        }
        CachedResponse answer = request(path, kept, now);
        JsonNode parsed = parse(path, answer); // a response that cannot be read is not kept
        cache.put(path, answer);
        return parsed;
    }

    /** A time in the future means that the clock was set back. */
    private static boolean isYoung(CachedResponse kept, Duration maxAge, Instant now) {
        return !kept.read().isAfter(now) && kept.read().plus(maxAge).isAfter(now);
    }

    private CachedResponse request(String path, Optional<CachedResponse> kept, Instant now) throws IOException {
        String tag = kept.map(CachedResponse::tag).orElse("");
        Request request = new Request(URI.create(api + path).toURL(), headers(tag));
        try (GitHubConnectorResponse response = connector.send(request)) {
            RateLimit.of(response::header).ifPresent(limits);
            int status = response.statusCode();
            if (status == NOT_MODIFIED && kept.isPresent()) {
                return kept.get().readAt(now);
            }
            if (status != 200 && status != NOT_FOUND) {
                throw new HttpException(response);
            }
            try (InputStream body = response.bodyStream()) {
                return new CachedResponse(
                        status,
                        Optional.ofNullable(response.header("ETag")).orElse(""),
                        new String(body.readAllBytes(), StandardCharsets.UTF_8),
                        now);
            }
        }
    }

    private Map<String, List<String>> headers(String tag) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", List.of("application/vnd.github+json"));
        headers.put("X-GitHub-Api-Version", List.of(API_VERSION));
        String credentials = authorization.header();
        if (!credentials.isEmpty()) {
            headers.put("Authorization", List.of(credentials));
        }
        if (!tag.isEmpty()) {
            headers.put("If-None-Match", List.of(tag));
        }
        return headers;
    }

    private JsonNode parse(String path, CachedResponse response) throws IOException {
        if (response.status() == NOT_FOUND) {
            throw new HttpException(response.body(), NOT_FOUND, "Not Found", api + path);
        }
        try {
            return GithubHost.require(JSON.readTree(response.body()), "the content");
        } catch (JsonProcessingException e) {
            throw unexpected(e.getOriginalMessage());
        }
    }

    /** The name of a branch as part of a path; a slash in it stays one. */
    static String escaped(String branch) {
        return URLEncoder.encode(branch, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    /** A field that has to be a text. */
    static String text(JsonNode object, String field) throws IOException {
        JsonNode value = object.path(field);
        if (!value.isTextual()) {
            throw unexpected(field + " is missing");
        }
        return value.textValue();
    }

    /** A field that has to be an object. */
    static JsonNode object(JsonNode object, String field) throws IOException {
        JsonNode value = object.path(field);
        if (!value.isObject()) {
            throw unexpected(field + " is missing");
        }
        return value;
    }

    static IOException unexpected(String what) {
        return new IOException("unexpected response: " + what);
    }

    /** A request without a body. */
    private record Request(URL url, Map<String, List<String>> allHeaders) implements GitHubConnectorRequest {

        Request {
            allHeaders = new LinkedHashMap<>(allHeaders);
        }

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String header(String name) {
            List<String> values = allHeaders.getOrDefault(name, List.of());
            return values.isEmpty() ? null : values.get(0);
        }

        @Override
        public String contentType() {
            return null;
        }

        @Override
        public InputStream body() {
            return InputStream.nullInputStream();
        }

        @Override
        public boolean hasBody() {
            return false;
        }
    }
}
