package io.jenkins.plugins.mergeability.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * As much of GitHub's API as Jenkins asks for, with one repository {@code acme/shop}, whose commits and files are those
 * of a local git repository. What is merged, opened or pushed is at once what the API tells.
 */
public final class FakeGithub implements AutoCloseable {

    static final String PREFIX = "/api/v3";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestRepository repository;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final GithubAnswers answers;
    private final Map<Integer, FakePull> pulls = new TreeMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final FakeConversation conversation = new FakeConversation();
    private final FakeChecks checks = new FakeChecks();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final Map<String, String> overrides = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private volatile FakeApp app;

    private FakeGithub(TestRepository repository) throws IOException {
        this.repository = repository;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.answers = new GithubAnswers(this);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** A GitHub that has the repository. */
    public static FakeGithub with(TestRepository repository) throws IOException {
        return new FakeGithub(repository);
    }

    /** What to tell a source as its API address. */
    public String apiUri() {
        return "http://localhost:" + server.getAddress().getPort() + PREFIX;
    }

    /** The repository behind it. */
    public TestRepository repository() {
        return repository;
    }

    /** The requests so far: the method, and the path with its query below the repository's address or, where it is not, the API's. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Forgets the requests so far. */
    public void forgetRequests() {
        requests.clear();
    }

    /** Answers requests whose path (as {@link #requests} tells it) starts so with this JSON. */
    public void answer(String start, String json) {
        overrides.put(start, json);
    }

    /** Answers requests that start so (the method, and the path as {@link #requests} tells it) with this code; 0 mends it. */
    public void fail(String start, int code) {
        if (code == 0) {
            failures.remove(start);
        } else {
            failures.put(start, code);
        }
    }

    /** Does what requests that start so say, and answers them only after {@link #speak}. */
    public void keepSilent(String start) {
        silent.add(start);
    }

    /** Answers requests again that start so. */
    public void speak(String start) {
        silent.remove(start);
    }

    /** Lets an App in from now on, and nobody else. */
    public FakeApp app() throws GeneralSecurityException {
        app = new FakeApp();
        conversation.speakAs("shop-ci[bot]");
        return app;
    }

    /** What is said of commits and pull requests. */
    public FakeConversation conversation() {
        return conversation;
    }

    /** The check runs of commits. */
    public FakeChecks checks() {
        return checks;
    }

    /** Opens a pull request for a branch of the repository, which is that of {@code author}'s fork unless it is acme. */
    public synchronized FakePull open(int number, String author, String branch, String target)
            throws IOException, InterruptedException {
        FakePull pull = new FakePull(number, author, branch, target);
        pulls.put(number, pull);
        push(pull);
        return pull;
    }

    /** Opens a pull request whose references are there already. */
    public synchronized FakePull opened(int number, String author, String branch, String target) {
        FakePull pull = new FakePull(number, author, branch, target);
        pulls.put(number, pull);
        return pull;
    }

    /** Tells GitHub that the branch of a pull request, or its target, has moved. */
    public void push(FakePull pull) throws IOException, InterruptedException {
        String head = commit("refs/heads/" + pull.branch()).orElseThrow();
        String base = commit("refs/heads/" + pull.target()).orElseThrow();
        repository.git("update-ref", pull.headRef(), head);
        try {
            String tree =
                    repository.git("merge-tree", "--write-tree", base, head).strip();
            String merge = repository
                    .git("commit-tree", tree, "-p", base, "-p", head, "-m", "Merge " + head)
                    .strip();
            repository.git("update-ref", pull.mergeRef(), merge);
        } catch (IOException conflict) {
            repository.git("update-ref", "-d", pull.mergeRef());
        }
    }

    /** What GitHub posts to webhooks about a pull request. */
    public ObjectNode event(String action, int number) throws IOException, InterruptedException {
        ObjectNode event = JSON.createObjectNode().put("action", action).put("number", number);
        event.set(
                "pull_request",
                answers.to(GithubAnswers.REPOSITORY + "/pulls/" + number, "").orElseThrow());
        event.set("repository", answers.to(GithubAnswers.REPOSITORY, "").orElseThrow());
        event.set("sender", answers.to("/users/somebody", "").orElseThrow());
        return event;
    }

    /** What GitHub posts to webhooks after a push to a branch. */
    public ObjectNode pushed(String branch) throws IOException, InterruptedException {
        ObjectNode event = JSON.createObjectNode().put("ref", "refs/heads/" + branch);
        event.set("repository", answers.to(GithubAnswers.REPOSITORY, "").orElseThrow());
        event.set("pusher", JSON.createObjectNode().put("name", "somebody"));
        return event;
    }

    synchronized List<FakePull> pulls() {
        return List.copyOf(pulls.values());
    }

    synchronized Optional<FakePull> pull(int number) {
        return Optional.ofNullable(pulls.get(number));
    }

    /** The commit that a reference or id means. */
    Optional<String> commit(String name) throws InterruptedException {
        for (String candidate : List.of(name, "refs/" + name, "refs/heads/" + name)) {
            try {
                return Optional.of(repository
                        .git("rev-parse", "--verify", "-q", candidate + "^{commit}")
                        .strip());
            } catch (IOException notThere) {
                continue;
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            path = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path;
            String query = exchange.getRequestURI().getQuery();
            String told = path.startsWith(GithubAnswers.REPOSITORY + "/")
                    ? path.substring(GithubAnswers.REPOSITORY.length())
                    : path;
            told = query == null ? told : told + "?" + query;
            String request = exchange.getRequestMethod() + " " + told;
            requests.add(request);
            byte[] body = exchange.getRequestBody().readAllBytes();
            for (Map.Entry<String, Integer> failure : failures.entrySet()) {
                if (request.startsWith(failure.getKey())) {
                    send(exchange, failure.getValue(), "{\"message\": \"No\"}".getBytes(UTF_8));
                    return;
                }
            }
            JsonNode said = body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
            Optional<FakeApp.Answer> refusal = app == null
                    ? Optional.empty()
                    : app.answer(request, path, exchange.getRequestHeaders().getFirst("Authorization"));
            if (refusal.isPresent()) {
                send(
                        exchange,
                        refusal.get().code(),
                        refusal.get().body().toString().getBytes(UTF_8));
                return;
            }
            String method = exchange.getRequestMethod();
            String address = path;
            Optional<JsonNode> answer =
                    conversation.answer(method, path, said).or(() -> checks.answer(method, address, said));
            if (answer.isPresent()) {
                while (silent.stream().anyMatch(request::startsWith)) {
                    Thread.sleep(50);
                }
                send(
                        exchange,
                        method.equals("POST") ? 201 : 200,
                        answer.get().toString().getBytes(UTF_8));
                return;
            }
            Optional<byte[]> known = answer(exchange, path, told, query == null ? "" : query);
            send(
                    exchange,
                    known.isPresent() ? 200 : 404,
                    known.orElseGet(() -> "{\"message\": \"Not Found\"}".getBytes(UTF_8)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            throw new IOException(exchange.getRequestURI().toString(), e);
        }
    }

    private Optional<byte[]> answer(HttpExchange exchange, String path, String told, String query)
            throws IOException, InterruptedException {
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            if (told.startsWith(override.getKey())) {
                return Optional.of(override.getValue().getBytes(UTF_8));
            }
        }
        String accept = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept"))
                .orElse("");
        if (accept.contains("raw") && path.startsWith(GithubAnswers.REPOSITORY + "/git/blobs/")) {
            return Optional.of(answers.blob(path));
        }
        return answers.to(path, query).map(JsonNode::toString).map(text -> text.getBytes(UTF_8));
    }

    private static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        String tag = "\"" + Arrays.hashCode(body) + "\"";
        if (code == 200 && exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.getResponseHeaders().set("Cache-Control", "private, max-age=60, s-maxage=60");
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
        }
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
