package io.jenkins.plugins.mergeability.engine.github;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * Sends requests with Java's HTTP client. The timeout is for the whole response, however slowly it arrives. Connection
 * errors are reported so that github-api does not retry by itself, which could repeat a request that GitHub has
 * processed.
 */
final class HttpTransport implements GitHubConnector {

    private static final byte[] JSON_NULL = {'n', 'u', 'l', 'l'};

    private final HttpClient client;
    private final Duration timeout;

    /**
     * Creates a client.
     *
     * @param timeout for a whole response
     */
    HttpTransport(Duration timeout) {
        this(HttpClient.newBuilder().proxy(ProxySelector.getDefault()), timeout);
    }

    /**
     * Creates a client with the proxy and the trust settings of the caller.
     *
     * @param timeout for a whole response
     */
    HttpTransport(HttpClient.Builder builder, Duration timeout) {
        this.timeout = timeout;
        this.client = builder.connectTimeout(timeout)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Override
    public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> pending =
                client.sendAsync(convert(request), BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response = pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (Arrays.equals(response.body(), JSON_NULL)) {
                throw new IOException("unexpected response: null"); // the library would read the end of a list
            }
            return new Response(
                    request, response.statusCode(), response.headers().map(), response.body());
        } catch (TimeoutException e) {
            throw new IOException(
                    "no response from " + request.url().getHost() + " within " + timeout.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(message(request, e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            pending.cancel(true);
        }
    }

    private static String message(GitHubConnectorRequest request, Throwable cause) {
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return "the connection to " + request.url().getHost() + " failed (" + text + ")";
    }

    private static HttpRequest convert(GitHubConnectorRequest request) throws IOException {
        HttpRequest.Builder builder;
        try {
            builder = HttpRequest.newBuilder(request.url().toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("not a URL: " + request.url(), e);
        }
        for (Map.Entry<String, List<String>> header : request.allHeaders().entrySet()) {
            for (String value : header.getValue()) {
                builder.header(header.getKey(), value);
            }
        }
        if (request.contentType() != null) {
            builder.setHeader("Content-Type", request.contentType());
        }
        try (InputStream body = request.hasBody() ? request.body() : null) {
            return builder.method(
                            request.method(),
                            body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body.readAllBytes()))
                    .build();
        }
    }

    /** A response that has arrived completely. */
    private static final class Response extends GitHubConnectorResponse.ByteArrayResponse {

        private final byte[] body;

        Response(GitHubConnectorRequest request, int status, Map<String, List<String>> headers, byte[] body) {
            super(request, status, headers);
            this.body = body;
        }

        @Override
        protected InputStream rawBodyStream() {
            return new ByteArrayInputStream(body);
        }
    }
}
