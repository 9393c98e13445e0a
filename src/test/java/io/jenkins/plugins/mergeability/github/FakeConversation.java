package io.jenkins.plugins.mergeability.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statuses, comments, reviews and labels at a {@link FakeGithub}, and its users and teams. */
public final class FakeConversation {

    /** A commit status. */
    public record Status(String commit, String context, String state, String description, String target) {}

    /** A comment on a pull request. */
    public record Comment(long id, int number, String body, String author, Instant created) {}

    private record Review(long id, String reviewer, String state, String commit, Instant at) {}

    /** The state of a pull request besides its branches. */
    private static final class Pull {
        private boolean draft;
        private boolean closed;
        private String merged;
        private final Set<String> labels = new TreeSet<>();
        private final List<Review> reviews = new ArrayList<>();
        private int unknown;
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STATUSES = Pattern.compile("/repos/acme/shop/statuses/([0-9a-f]+)");
    private static final Pattern COMMENTS = Pattern.compile("/repos/acme/shop/issues/([0-9]+)/comments");
    private static final Pattern COMMENT = Pattern.compile("/repos/acme/shop/issues/comments/([0-9]+)");
    private static final Pattern REVIEWS = Pattern.compile("/repos/acme/shop/pulls/([0-9]+)/reviews");

    private final GithubExamples examples;
    private final List<Status> statuses = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private final Map<Integer, Pull> pulls = new HashMap<>();
    private final Set<String> writers = new HashSet<>(Set.of("acme", "rita", "mo"));
    private final Map<String, List<String>> teams = new TreeMap<>();
    private long next = 100;
    private String commenter = "robot";

    FakeConversation(GithubExamples examples) {
        this.examples = examples;
    }

    private Pull pull(int number) {
        return pulls.computeIfAbsent(number, key -> new Pull());
    }

    /** All statuses, the oldest first. */
    public synchronized List<Status> statuses() {
        return List.copyOf(statuses);
    }

    /** The current status of a commit. */
    public synchronized Optional<Status> status(String commit, String context) {
        return statuses.stream()
                .filter(status ->
                        status.commit().equals(commit) && status.context().equals(context))
                .reduce((first, second) -> second);
    }

    /** The comments on a pull request. */
    public synchronized List<Comment> comments(int number) {
        return comments.stream().filter(comment -> comment.number() == number).toList();
    }

    /** Adds a comment by somebody. */
    public synchronized Comment comment(int number, String author, String body) {
        Comment comment =
                new Comment(next++, number, body, author, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        comments.add(comment);
        return comment;
    }

    /** Adds a review and returns its id. */
    public synchronized long review(int number, String reviewer, String state, String commit) {
        long id = next++;
        pull(number).reviews.add(new Review(id, reviewer, state, commit, Instant.ofEpochSecond(1_700_000_000 + id)));
        return id;
    }

    /** Dismisses a review. */
    public synchronized void dismiss(int number, long id) {
        pull(number)
                .reviews
                .replaceAll(review -> review.id() != id
                        ? review
                        : new Review(id, review.reviewer(), "DISMISSED", review.commit(), review.at()));
    }

    /** Marks a pull request as a draft, or as ready. */
    public synchronized void draft(int number, boolean draft) {
        pull(number).draft = draft;
    }

    /** Adds a label. */
    public synchronized void label(int number, String label) {
        pull(number).labels.add(label);
    }

    /** Removes a label. */
    public synchronized void unlabel(int number, String label) {
        pull(number).labels.remove(label);
    }

    /** Closes a pull request. */
    public synchronized void close(int number) {
        pull(number).closed = true;
    }

    /** Marks a pull request as merged by a commit. */
    public synchronized void merge(int number, String commit) {
        close(number);
        pull(number).merged = commit;
    }

    /** Whether a pull request was merged by a commit. */
    synchronized boolean isMerged(int number, String commit) {
        return commit.equals(pull(number).merged);
    }

    /** Sets how many responses say that the merge status is not computed yet. */
    public synchronized void unknown(int number, int times) {
        pull(number).unknown = times;
    }

    /** Grants write access. */
    public synchronized void writer(String login) {
        writers.add(login);
    }

    /** Sets the author of new comments. */
    synchronized void commentAs(String login) {
        commenter = login;
    }

    /** Sets the members of a team of acme. */
    public synchronized void team(String name, String... members) {
        teams.put(name, List.of(members));
    }

    /** The members of a team; empty if there is no such team. */
    synchronized Optional<List<String>> team(String name) {
        return Optional.ofNullable(teams.get(name));
    }

    /** Takes the write access of somebody away. */
    public synchronized void forbidToWrite(String login) {
        writers.remove(login);
    }

    synchronized boolean mayWrite(String login) {
        return writers.contains(login);
    }

    synchronized boolean isOpen(int number) {
        return !pull(number).closed;
    }

    /** Fills in the state of a pull request. */
    synchronized void fill(int number, ObjectNode answer) {
        Pull pull = pull(number);
        answer.put("draft", pull.draft).put("state", pull.closed ? "closed" : "open");
        answer.put("merged_at", pull.merged == null ? null : "2026-11-29T06:00:00Z");
        ArrayNode labels = answer.putArray("labels");
        pull.labels.forEach(label -> labels.add(label(label)));
    }

    private static ObjectNode label(String name) {
        return JSON.createObjectNode()
                .put("id", GithubExamples.id(name))
                .put("node_id", "x")
                .put("url", "http://localhost/labels")
                .put("name", name)
                .put("description", "")
                .put("color", "ffffff")
                .put("default", false);
    }

    /** Makes the merge status of a response unknown, as often as {@link #unknown} says. */
    synchronized void fillMergeable(int number, ObjectNode answer) {
        Pull pull = pull(number);
        if (pull.unknown > 0) {
            pull.unknown--;
            answer.putNull("mergeable").put("mergeable_state", "unknown");
        }
    }

    /** The response to a request; empty if the request is about something else. */
    synchronized Optional<JsonNode> answer(String method, String path, JsonNode body) {
        if (path.equals("/user")) {
            return Optional.of(examples.user("public-user-default-response", "robot"));
        }
        Matcher matcher = STATUSES.matcher(path);
        if (matcher.matches()) {
            return Optional.of(method.equals("POST") ? set(matcher.group(1), body) : statuses(matcher.group(1)));
        }
        matcher = COMMENTS.matcher(path);
        if (matcher.matches()) {
            int number = Integer.parseInt(matcher.group(1));
            return Optional.of(method.equals("POST") ? comment(number, body) : list(number));
        }
        matcher = COMMENT.matcher(path);
        if (matcher.matches()) {
            return Optional.of(change(method, Long.parseLong(matcher.group(1)), body));
        }
        matcher = REVIEWS.matcher(path);
        return matcher.matches() ? Optional.of(reviews(Integer.parseInt(matcher.group(1)))) : Optional.empty();
    }

    private JsonNode set(String commit, JsonNode body) {
        Status status = new Status(
                commit,
                body.path("context").asText(),
                body.path("state").asText(),
                body.path("description").asText(),
                body.path("target_url").asText());
        statuses.add(status);
        return json(status);
    }

    private JsonNode statuses(String commit) {
        ArrayNode answer = JSON.createArrayNode();
        for (Status status : statuses) {
            if (status.commit().equals(commit)) {
                answer.insert(0, json(status));
            }
        }
        return answer;
    }

    private ObjectNode json(Status status) {
        return examples.object("status")
                .put("state", status.state())
                .put("context", status.context())
                .put("description", status.description())
                .put("target_url", status.target());
    }

    private JsonNode comment(int number, JsonNode body) {
        return json(comment(number, commenter, body.path("body").asText()));
    }

    private JsonNode list(int number) {
        ArrayNode answer = JSON.createArrayNode();
        comments(number).forEach(comment -> answer.add(json(comment)));
        return answer;
    }

    private JsonNode change(String method, long id, JsonNode body) {
        if (method.equals("DELETE")) {
            comments.removeIf(comment -> comment.id() == id);
            return MissingNode.getInstance();
        }
        comments.replaceAll(comment -> comment.id() != id
                ? comment
                : new Comment(id, comment.number(), body.path("body").asText(), comment.author(), comment.created()));
        return json(comments.stream()
                .filter(comment -> comment.id() == id)
                .findFirst()
                .orElseThrow());
    }

    private ObjectNode json(Comment comment) {
        ObjectNode answer =
                examples.object("issue-comment").put("id", comment.id()).put("body", comment.body());
        // The library updates and deletes a comment by its URL.
        answer.put("url", answer.get("url").asText().replaceFirst("[0-9]+$", "" + comment.id()));
        answer.set("user", examples.user(comment.author()));
        if (comment.author().endsWith("[bot]")) {
            int app = comment.author().equals(commenter) ? FakeApp.ID : FakeApp.ID + 1;
            answer.set(
                    "performed_via_github_app", examples.object("integration").put("id", app));
        } else {
            answer.putNull("performed_via_github_app");
        }
        return answer.put("created_at", comment.created().toString());
    }

    private JsonNode reviews(int number) {
        ArrayNode answer = JSON.createArrayNode();
        for (Review review : pull(number).reviews) {
            ObjectNode each = examples.item("pull-request-review-items")
                    .put("id", review.id())
                    .put("state", review.state())
                    .put("commit_id", review.commit())
                    .put("submitted_at", review.at().toString());
            each.set("user", examples.user(review.reviewer()));
            answer.add(each);
        }
        return answer;
    }
}
