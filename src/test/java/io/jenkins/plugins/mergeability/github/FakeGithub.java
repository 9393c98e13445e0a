package io.jenkins.plugins.mergeability.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.mergeability.engine.github.OpenApi;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
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
import java.util.function.Consumer;

/**
 * The part of GitHub's API that Jenkins uses, with one repository {@code acme/shop}, whose commits and files are those
 * of a local git repository. Every request and response is validated against GitHub's OpenAPI description: {@link
 * #close} fails if one violates it. Exempt are responses that a test makes fail or garbles on purpose.
 */
public final class FakeGithub implements AutoCloseable {

    static final String PREFIX = "/api/v3";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestRepository repository;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final GithubExamples examples;
    private final GithubAnswers answers;
    private final Map<Integer, FakePull> pulls = new TreeMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final FakeConversation conversation;
    private final FakeChecks checks;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final Map<String, Consumer<ObjectNode>> changes = new ConcurrentHashMap<>();
    private final Map<String, String> garbled = new ConcurrentHashMap<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private volatile FakeApp app;
    private volatile int remainingRequests = -1;

    private FakeGithub(TestRepository repository) throws IOException {
        this.repository = repository;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.examples = new GithubExamples(apiUri());
        this.answers = new GithubAnswers(this, examples);
        this.conversation = new FakeConversation(examples);
        this.checks = new FakeChecks(examples, problems::add);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Starts a GitHub with a repository. */
    public static FakeGithub with(TestRepository repository) throws IOException {
        return new FakeGithub(repository);
    }

    /** The URL of its API, for a branch source. */
    public String apiUri() {
        return "http://localhost:" + server.getAddress().getPort() + PREFIX;
    }

    /** The git repository. */
    public TestRepository repository() {
        return repository;
    }

    /** The requests so far: the method, and the path and query relative to the repository if it is below it. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Forgets the requests so far. */
    public void forgetRequests() {
        requests.clear();
    }

    /** What violated GitHub's description so far. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Changes the responses to GET requests with this path, as in {@link #requests}; they have to stay valid. */
    public void change(String prefix, Consumer<ObjectNode> change) {
        changes.put(prefix, change);
    }

    /**
     * Replaces the responses to GET requests with this path, as in {@link #requests}, by a text that need not be valid.
     */
    public void garble(String prefix, String text) {
        garbled.put(prefix, text);
    }

    /** Lets requests with this prefix (as in {@link #requests}) fail with this status; 0 ends that. */
    public void fail(String prefix, int status) {
        if (status == 0) {
            failures.remove(prefix);
        } else {
            failures.put(prefix, status);
        }
    }

    /** Processes requests with this prefix, but holds their responses back until {@link #releaseResponses}. */
    public void holdResponses(String prefix) {
        held.add(prefix);
    }

    /** Sends the responses that {@link #holdResponses} holds back. */
    public void releaseResponses(String prefix) {
        held.remove(prefix);
    }

    /** Accepts only requests of a GitHub App from now on. */
    public FakeApp app() throws GeneralSecurityException {
        app = new FakeApp(examples);
        conversation.commentAs("shop-ci[bot]");
        return app;
    }

    /** The statuses, comments, reviews and labels. */
    public FakeConversation conversation() {
        return conversation;
    }

    /** The check runs of commits. */
    public FakeChecks checks() {
        return checks;
    }

    /** Opens a pull request for a branch, which is one of {@code author}'s fork unless the author is acme. */
    public synchronized FakePull open(int number, String author, String branch, String target)
            throws IOException, InterruptedException {
        FakePull pull = new FakePull(number, author, branch, target);
        pulls.put(number, pull);
        push(pull);
        return pull;
    }

    /** Opens a pull request whose references exist already. */
    public synchronized FakePull opened(int number, String author, String branch, String target) {
        FakePull pull = new FakePull(number, author, branch, target);
        pulls.put(number, pull);
        return pull;
    }

    /** Updates the references of a pull request after a push to its branch or its target. */
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

    /** The webhook event of a pull request. */
    public ObjectNode event(String action, int number) throws IOException, InterruptedException {
        ObjectNode event = JSON.createObjectNode().put("action", action).put("number", number);
        event.set(
                "pull_request",
                answers.to(GithubAnswers.REPOSITORY + "/pulls/" + number, "").orElseThrow());
        event.set("repository", answers.to(GithubAnswers.REPOSITORY, "").orElseThrow());
        event.set("sender", answers.to("/users/somebody", "").orElseThrow());
        return event;
    }

    /** The webhook event of a comment. */
    public ObjectNode commented(FakeConversation.Comment comment) throws IOException, InterruptedException {
        ObjectNode event = JSON.createObjectNode().put("action", "created");
        ObjectNode issue = event.putObject("issue").put("number", comment.number());
        issue.putObject("pull_request");
        ObjectNode content = event.putObject("comment").put("id", comment.id()).put("body", comment.body());
        content.putObject("user").put("login", comment.author());
        event.set("repository", answers.to(GithubAnswers.REPOSITORY, "").orElseThrow());
        event.set("sender", answers.to("/users/somebody", "").orElseThrow());
        return event;
    }

    /** The webhook event of a push to a branch. */
    public ObjectNode pushed(String branch) throws IOException, InterruptedException {
        ObjectNode event = JSON.createObjectNode().put("ref", "refs/heads/" + branch);
        event.set("repository", answers.to(GithubAnswers.REPOSITORY, "").orElseThrow());
        event.set("pusher", JSON.createObjectNode().put("name", "somebody"));
        return event;
    }

    /** The webhook event of a branch that was created. */
    public ObjectNode created(String branch) throws IOException, InterruptedException {
        String head = commit("refs/heads/" + branch).orElseThrow();
        return pushed(branch)
                .put("before", "0".repeat(head.length()))
                .put("after", head)
                .put("created", true)
                .put("deleted", false);
    }

    /** The webhook event of a branch that was deleted. */
    public ObjectNode deleted(String branch, String head) throws IOException, InterruptedException {
        return pushed(branch)
                .put("before", head)
                .put("after", "0".repeat(head.length()))
                .put("created", false)
                .put("deleted", true);
    }

    synchronized List<FakePull> pulls() {
        return List.copyOf(pulls.values());
    }

    synchronized Optional<FakePull> pull(int number) {
        return Optional.ofNullable(pulls.get(number));
    }

    /** The commit of a reference or id. */
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

    /** Stops, and fails if a request or response violated GitHub's description. */
    /** Says in each response how many of 5,000 requests are left until an hour from now. */
    public void remainingRequests(int count) {
        remainingRequests = count;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        if (!problems.isEmpty()) {
            throw new AssertionError("GitHub's description does not allow:\n" + String.join("\n", problems));
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            path = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path;
            String query =
                    Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
            String relative = path.startsWith(GithubAnswers.REPOSITORY + "/")
                    ? path.substring(GithubAnswers.REPOSITORY.length())
                    : path;
            relative = query.isEmpty() ? relative : relative + "?" + query;
            String request = exchange.getRequestMethod() + " " + relative;
            requests.add(request);
            if (remainingRequests >= 0) {
                Headers headers = exchange.getResponseHeaders();
                headers.set("X-RateLimit-Limit", "5000");
                headers.set("X-RateLimit-Remaining", String.valueOf(remainingRequests));
                headers.set("X-RateLimit-Resource", "core");
                headers.set(
                        "X-RateLimit-Reset",
                        String.valueOf(Instant.now().plus(Duration.ofHours(1)).getEpochSecond()));
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            Optional<JsonNode> json = body.length == 0 ? Optional.empty() : Optional.of(JSON.readTree(body));
            Optional<OpenApi.Operation> operation = operation(exchange.getRequestMethod(), path);
            if (operation.isEmpty()) {
                problems.add(request + " is not an operation");
            } else {
                GithubExamples.DESCRIPTION
                        .problemsOfRequest(operation.get(), parameters(query), json)
                        .forEach(problem -> problems.add(request + ": " + problem));
            }
            for (Map.Entry<String, Integer> failure : failures.entrySet()) {
                if (request.startsWith(failure.getKey())) {
                    send(exchange, failure.getValue(), "{\"message\": \"No\"}".getBytes(UTF_8));
                    return;
                }
            }
            for (Map.Entry<String, String> text : garbled.entrySet()) {
                if (relative.startsWith(text.getKey())) {
                    send(exchange, 200, text.getValue().getBytes(UTF_8));
                    return;
                }
            }
            if (isRaw(exchange, path)) {
                send(exchange, 200, answers.blob(path));
                return;
            }
            FakeApp.Answer answer = answer(exchange, request, path, query, json.orElse(MissingNode.getInstance()));
            Optional<JsonNode> content = answer.body().isMissingNode() ? Optional.empty() : Optional.of(answer.body());
            if (operation.isPresent() && !answer.fault()) {
                validate(request, operation.get(), answer.code(), content);
            }
            while (held.stream().anyMatch(request::startsWith)) {
                Thread.sleep(50);
            }
            send(
                    exchange,
                    answer.code(),
                    content.map(JsonNode::toString).orElse("").getBytes(UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            problems.add(exchange.getRequestURI() + ": " + e);
            throw new IOException(exchange.getRequestURI().toString(), e);
        }
    }

    /** The described operation, also for paths that GitHub accepts or links to without a description. */
    private static Optional<OpenApi.Operation> operation(String method, String path) {
        String described = path.isEmpty() ? "/" : path;
        if (method.equals("GET")) {
            described = described
                    .replaceFirst("^(/repos/[^/]+/[^/]+)/statuses/([^/]+)$", "$1/commits/$2/statuses")
                    .replaceFirst("^(/repos/[^/]+/[^/]+)/git/refs/", "$1/git/ref/");
        }
        return GithubExamples.DESCRIPTION.operation(method, described);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&")) {
            parameters.put(parameter.replaceFirst("=.*", ""), parameter.replaceFirst("[^=]*=?", ""));
        }
        return parameters;
    }

    /** GitHub rejects credentials at every operation, and hides teams, but describes that only for some. */
    private void validate(String request, OpenApi.Operation operation, int status, Optional<JsonNode> body) {
        boolean hidden = status == 404 && request.startsWith("GET /orgs/acme/teams/");
        if (status != 401 && status != 403 && !hidden) {
            GithubExamples.DESCRIPTION
                    .problemsOfResponse(operation, status, body)
                    .forEach(problem -> problems.add(request + " response: " + problem));
        }
    }

    private static boolean isRaw(HttpExchange exchange, String path) {
        String accept = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept"))
                .orElse("");
        return accept.contains("raw") && path.startsWith(GithubAnswers.REPOSITORY + "/git/blobs/");
    }

    private FakeApp.Answer answer(HttpExchange exchange, String request, String path, String query, JsonNode body)
            throws IOException, InterruptedException {
        if (app != null) {
            Optional<FakeApp.Answer> own =
                    app.answer(request, path, exchange.getRequestHeaders().getFirst("Authorization"));
            if (own.isPresent()) {
                return own.get();
            }
        }
        String method = exchange.getRequestMethod();
        Optional<JsonNode> written =
                conversation.answer(method, path, body).or(() -> checks.answer(method, path, body));
        if (written.isPresent()) {
            int code = method.equals("POST") ? 201 : method.equals("DELETE") ? 204 : 200;
            return new FakeApp.Answer(code, written.get());
        }
        Optional<JsonNode> found = method.equals("GET") ? answers.to(path, query) : Optional.empty();
        if (found.isEmpty()) {
            return new FakeApp.Answer(404, JSON.createObjectNode().put("message", "Not Found"));
        }
        for (Map.Entry<String, Consumer<ObjectNode>> change : changes.entrySet()) {
            if (request.startsWith("GET " + change.getKey())) {
                change.getValue().accept((ObjectNode) found.get());
            }
        }
        return new FakeApp.Answer(200, found.get());
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
