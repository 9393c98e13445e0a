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
 * Sends requests with Java's own client. It has a deadline for the whole of an answer, however slowly that drips in, and
 * tells of broken connections in a way that github-api does not take for an invitation to ask again, which would say
 * twice what may have been heard.
 */
final class HttpTransport implements GitHubConnector {

    private static final byte[] NOTHING = {'n', 'u', 'l', 'l'};

    private final HttpClient client;
    private final Duration patience;

    /**
     * A client.
     *
     * @param patience how long an answer may take
     */
    HttpTransport(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(ProxySelector.getDefault())
                .build();
    }

    @Override
    public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(plain(request), BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (Arrays.equals(response.body(), NOTHING)) {
                throw new IOException("unexpected answer: null"); // which the library takes for the end of a list
            }
            return new Response(
                    request, response.statusCode(), response.headers().map(), response.body());
        } catch (TimeoutException e) {
            throw new IOException(
                    "no answer from " + request.url().getHost() + " within " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(words(request, e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static String words(GitHubConnectorRequest request, Throwable cause) {
        String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return "the connection to " + request.url().getHost() + " failed (" + said + ")";
    }

    private static HttpRequest plain(GitHubConnectorRequest request) throws IOException {
        HttpRequest.Builder builder;
        try {
            builder = HttpRequest.newBuilder(request.url().toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("not an address: " + request.url(), e);
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

    /** An answer that is here in full. */
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
