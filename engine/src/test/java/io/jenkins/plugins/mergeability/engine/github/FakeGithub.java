package io.jenkins.plugins.mergeability.engine.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The part of GitHub's API that a verdict uses, with a stateful repository {@code acme/shop}. Every request, and every
 * response that is not a fault, is validated against GitHub's OpenAPI description; {@link #problems} has the
 * violations.
 */
public final class FakeGithub implements AutoCloseable {

    static final String PREFIX = "/api/v3";

    /** The response to a request. */
    record Answer(int status, Optional<JsonNode> body, Map<String, String> headers) {}

    static {
        // Otherwise each response on a reused connection waits 40 ms for the packet before it.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final OpenApi description = OpenApi.load();
    private final FakeState state = new FakeState(description);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final Map<Integer, Fault> faults = new LinkedHashMap<>();

    private volatile int slow;
    private volatile boolean problemsExpected;
    private volatile int unchanged;

    private FakeGithub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Starts a server. */
    public static FakeGithub start() throws IOException {
        return new FakeGithub();
    }

    /** The URL of its API. */
    public String api() {
        return "http://localhost:" + server.getAddress().getPort() + PREFIX;
    }

    /** The state of the repository. */
    public FakeState state() {
        return state;
    }

    /** The requests so far, each as its method and path. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** The violations of the description; tests assert that there are none. */
    public List<String> problems() {
        return problemsExpected ? List.of() : List.copyOf(problems);
    }

    /** The state has something that the description of today does not know. */
    void expectProblems() {
        problemsExpected = true;
    }

    /** How many requests had the ETag of the response, and were answered without one. */
    int unchanged() {
        return unchanged;
    }

    /** Lets a request fail. */
    void failAt(int request, Fault fault) {
        faults.put(request, fault);
    }

    /** Delays every request by up to so long before it takes effect, and again before its response. */
    public void slow(int millis) {
        slow = millis;
    }

    /** Forgets the requests and faults so far. */
    void forget() {
        requests.clear();
        faults.clear();
        unchanged = 0;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Fault fault;
            Answer answer = null;
            sleep();
            synchronized (this) {
                fault = faults.get(requests.size());
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                if (fault == null || fault.processed()) {
                    answer = answer(exchange, body);
                }
            }
            sleep();
            if (fault == null) {
                send(
                        exchange,
                        answer.status(),
                        answer.headers(),
                        answer.body().map(JsonNode::toString).orElse(null));
            } else if (fault.body() != null) {
                send(exchange, fault);
            }
        } catch (RuntimeException e) {
            problems.add(exchange.getRequestURI() + ": " + e);
            throw e;
        }
    }

    private void sleep() {
        try {
            Thread.sleep(slow == 0 ? 0 : ThreadLocalRandom.current().nextInt(slow));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(HttpExchange exchange, byte[] text) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath().replaceFirst("^" + PREFIX, "");
        Map<String, String> query = query(exchange.getRequestURI().getQuery());
        String request = method + " " + path;
        if (!exchange.getRequestHeaders()
                .getOrDefault("Authorization", List.of())
                .equals(List.of("Bearer secret"))) {
            return new Answer(401, Optional.of(OpenApi.object().put("message", "Bad credentials")), Map.of());
        }
        // The old path of this operation, which the description has only in its prose.
        String described = method.equals("GET")
                ? path.replaceFirst("(/repos/[^/]+/[^/]+)/statuses/([^/]+)$", "$1/commits/$2/statuses")
                : path;
        Optional<OpenApi.Operation> operation = description.operation(method, described);
        if (operation.isEmpty()) {
            problems.add(request + " is not an operation");
            return new Answer(404, Optional.of(FakeState.message("Not Found")), Map.of());
        }
        Optional<JsonNode> body = text.length == 0 ? Optional.empty() : Optional.of(OpenApi.parse(text));
        for (String problem : description.problemsOfRequest(operation.get(), query, body)) {
            problems.add(request + ": " + problem);
        }
        String here = api() + path;
        Answer answer = state.answer(method, path, query, body.map(ObjectNode.class::cast), here);
        boolean gone = method.equals("POST") && answer.status() == 422 && path.contains("/statuses/");
        boolean hidden = answer.status() == 404 && path.startsWith("/orgs/acme/teams/");
        if (gone || hidden) {
            return answer; // as GitHub responds, which the description lacks
        }
        for (String problem : description.problemsOfResponse(operation.get(), answer.status(), answer.body())) {
            problems.add(request + " response: " + problem);
        }
        return answer;
    }

    private static Map<String, String> query(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : query == null ? new String[0] : query.split("&")) {
            parameters.put(parameter.replaceFirst("=.*", ""), parameter.replaceFirst("[^=]*=", ""));
        }
        return parameters;
    }

    private void send(HttpExchange exchange, int status, Map<String, String> headers, String text) throws IOException {
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        if (status == 200 && exchange.getRequestMethod().equals("GET")) {
            String tag = "\"" + Integer.toHexString(text.hashCode()) + "\"";
            exchange.getResponseHeaders().set("ETag", tag);
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                unchanged++;
                exchange.sendResponseHeaders(304, -1);
                return;
            }
        }
        byte[] bytes = text == null ? new byte[0] : text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void send(HttpExchange exchange, Fault fault) throws IOException {
        fault.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] bytes = fault.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(fault.status(), bytes.length + fault.missing());
        OutputStream out = exchange.getResponseBody();
        if (fault.pause() == 0) {
            out.write(bytes);
            return;
        }
        try {
            for (byte one : bytes) {
                out.write(one);
                out.flush();
                Thread.sleep(fault.pause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One page of a list, with the links to the others. */
    static List<JsonNode> page(
            List<? extends JsonNode> all, Map<String, String> query, String here, Map<String, String> headers) {
        int size = Integer.parseInt(query.getOrDefault("per_page", "30"));
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        if (page * size < all.size()) {
            headers.put(
                    "Link",
                    "<" + here + "?per_page=" + size + "&page=" + (page + 1) + ">; rel=\"next\", <" + here
                            + "?per_page=" + size + "&page=" + ((all.size() + size - 1) / size) + ">; rel=\"last\"");
        }
        return new ArrayList<>(all.subList(Math.min((page - 1) * size, all.size()), Math.min(page * size, all.size())));
    }
}
