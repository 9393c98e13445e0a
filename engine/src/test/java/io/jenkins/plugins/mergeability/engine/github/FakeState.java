package io.jenkins.plugins.mergeability.engine.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mergeability.engine.github.FakeGithub.Answer;
import io.jenkins.plugins.mergeability.engine.verdict.Review;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The state of the repository {@code acme/shop} of a {@link FakeGithub}: one pull request with its reviews and
 * comments, users with their permissions, and commit statuses. Responses are the examples of GitHub's description, with
 * this state.
 */
public final class FakeState {

    /** The ID of the App that {@link #app} stands for. */
    static final int OWN_APP = 42;

    private static final String SHOP = "/repos/acme/shop";
    private static final Pattern COMMENT = Pattern.compile(SHOP + "/issues/comments/([0-9]+)");
    private static final Pattern STATUS = Pattern.compile(SHOP + "/statuses/([0-9a-f]{40})");
    private static final Pattern PERMISSION = Pattern.compile(SHOP + "/collaborators/([^/]+)/permission");
    private static final Pattern USER = Pattern.compile("/users/([^/]+)");

    /** A status that was set. */
    public record Status(String commit, String state, String context, String description, String target) {}

    private final OpenApi description;
    private final ObjectNode pull;
    private final List<ObjectNode> reviews = new ArrayList<>();
    private final List<ObjectNode> comments = new ArrayList<>();
    private final List<Status> statuses = new ArrayList<>();
    private final Map<String, String> permissions = new TreeMap<>();
    private final Set<String> gone = new HashSet<>();
    private final Set<String> unknownUsers = new HashSet<>();
    private final FakeOwners owners;
    private final FakeQueue queue;
    private Optional<String> self = Optional.of("robot");
    private int next = 100;

    FakeState(OpenApi description) {
        this.description = description;
        owners = new FakeOwners(description);
        queue = new FakeQueue(description);
        pull = (ObjectNode) description.example("pull-request");
        pull.put("number", 7)
                .put("mergeable", true)
                .put("mergeable_state", "clean")
                .put("draft", false)
                .put("state", "open");
        pull.put("html_url", "https://github.com/acme/shop/pull/7");
        pull.set("user", user("ann"));
        pull.putArray("labels");
        // Here, and where a field is added below, the description's example lacks what its schema requires.
        pull.putArray("requested_teams");
        head("c".repeat(40));
        base("main", "b".repeat(40));
    }

    /** Sets a field of the pull request. */
    public synchronized FakeState pull(String field, Object value) {
        pull.set(
                field,
                value == null
                        ? pull.nullNode()
                        : value instanceof Boolean is ? pull.booleanNode(is) : pull.textNode((String) value));
        return this;
    }

    /** Moves the head of the pull request. */
    public synchronized FakeState head(String commit) {
        ((ObjectNode) pull.get("head")).put("sha", commit);
        return this;
    }

    /** Sets the target branch and its commit. */
    public synchronized FakeState base(String branch, String commit) {
        ((ObjectNode) pull.get("base")).put("ref", branch).put("sha", commit);
        return this;
    }

    /** The changed files and their owners. */
    public FakeOwners owners() {
        return owners;
    }

    /** The branches of a merge queue. */
    public FakeQueue queue() {
        return queue;
    }

    /** Adds a label to the pull request. */
    public synchronized FakeState label(String name) {
        ArrayNode labels = (ArrayNode) pull.get("labels");
        labels.addObject()
                .put("id", labels.size() + 1)
                .put("node_id", "x")
                .put("url", "https://api.github.com/label")
                .put("name", name)
                .put("description", "")
                .put("color", "ffffff")
                .put("default", false);
        return this;
    }

    /** Adds a review; null stands for a deleted account. */
    public synchronized FakeState review(String reviewer, Review.State state, String commit, String at) {
        ObjectNode review =
                (ObjectNode) description.example("pull-request-review-items").get(0);
        review.put("id", next++).put("state", state.name()).put("commit_id", commit);
        if (state == Review.State.PENDING) {
            review.remove("submitted_at");
        } else {
            review.put("submitted_at", at);
        }
        review.set("user", reviewer == null ? review.nullNode() : user(reviewer));
        reviews.add(review);
        return this;
    }

    /** Adds a comment. */
    public synchronized FakeState comment(String author, String body) {
        comments.add(newComment(author, body));
        return this;
    }

    /** The bodies of the comments. */
    public synchronized List<String> comments() {
        return comments.stream().map(comment -> comment.get("body").asText()).toList();
    }

    /** The statuses that were set, the newest last. */
    public synchronized List<Status> statuses() {
        return List.copyOf(statuses);
    }

    /** Removes a commit, as after a forced push. */
    public synchronized FakeState gone(String commit) {
        gone.add(commit);
        return this;
    }

    /** Grants a permission, with GitHub's name for it. */
    public synchronized FakeState permit(String login, String permission) {
        permissions.put(login, permission);
        return this;
    }

    /** Makes a login unknown as a user, like the placeholders of an imported repository. */
    public synchronized FakeState unknown(String login) {
        unknownUsers.add(login);
        return this;
    }

    /** Makes the token one of a GitHub App, which has no user. */
    public synchronized FakeState app() {
        self = Optional.empty();
        return this;
    }

    synchronized Answer answer(
            String method, String path, Map<String, String> query, Optional<ObjectNode> body, String here) {
        Map<String, String> headers = new LinkedHashMap<>();
        Matcher comment = COMMENT.matcher(path);
        Matcher status = STATUS.matcher(path);
        Matcher permission = PERMISSION.matcher(path);
        Matcher user = USER.matcher(path);
        if (path.equals(SHOP)) {
            return found(repository());
        } else if (path.equals(SHOP + "/pulls/7")) {
            ObjectNode answer = pull.deepCopy();
            return found(answer.put("changed_files", owners.count()));
        } else if (path.equals(SHOP + "/pulls/7/reviews")) {
            return paged(reviews, query, here, headers);
        } else if (path.equals(SHOP + "/issues/7/comments")) {
            if (method.equals("GET")) {
                return paged(comments, query, here, headers);
            }
            ObjectNode added = newComment(
                    self.orElse("robot[bot]"), body.orElseThrow().get("body").asText());
            comments.add(added);
            return new Answer(201, Optional.of(added.deepCopy()), headers);
        } else if (comment.matches()) {
            return comment(Integer.parseInt(comment.group(1)), method, body);
        } else if (status.matches()) {
            return method.equals("GET")
                    ? paged(statuses(status.group(1)), query, here, headers)
                    : status(status.group(1), body.orElseThrow());
        } else if (permission.matches() && unknownUsers.contains(permission.group(1))) {
            return new Answer(404, Optional.of(message(permission.group(1) + " is not a user")), headers);
        } else if (permission.matches()) {
            ObjectNode answer = (ObjectNode)
                    description.example("repository-collaborator-permission-response-if-user-has-admin-permissions");
            answer.put("permission", permissions.getOrDefault(permission.group(1), "read"));
            ((ObjectNode) answer.get("user")).put("login", permission.group(1)).put("role_name", "x");
            return found(answer);
        } else if (user.matches()) {
            return found(
                    ((ObjectNode) description.example("public-user-default-response")).put("login", user.group(1)));
        } else if (path.equals("/user")) {
            return self.isEmpty()
                    ? new Answer(403, Optional.of(message("Resource not accessible by integration")), headers)
                    : found(((ObjectNode) description.example("public-user-default-response"))
                            .put("login", self.get()));
        }
        return owners.answer(path, query, here, pull)
                .or(() -> queue.answer(path, pull))
                .orElseGet(() -> new Answer(404, Optional.of(message("Not Found")), headers));
    }

    static ObjectNode message(String text) {
        return OpenApi.object().put("message", text).put("documentation_url", "https://docs.github.com/rest");
    }

    private Answer comment(int id, String method, Optional<ObjectNode> body) {
        for (Iterator<ObjectNode> all = comments.iterator(); all.hasNext(); ) {
            ObjectNode comment = all.next();
            if (comment.get("id").asInt() == id) {
                if (method.equals("DELETE")) {
                    all.remove();
                    return new Answer(204, Optional.empty(), Map.of());
                }
                comment.put("body", body.orElseThrow().get("body").asText());
                return found(comment.deepCopy());
            }
        }
        return new Answer(404, Optional.of(message("Not Found")), Map.of());
    }

    /** The statuses of a commit, the newest first. */
    private List<ObjectNode> statuses(String commit) {
        List<ObjectNode> found = new ArrayList<>();
        for (Status set : statuses) {
            if (set.commit().equals(commit)) {
                found.add(0, status(set));
            }
        }
        return found;
    }

    private Answer status(String commit, ObjectNode body) {
        if (gone.contains(commit)) {
            return new Answer(422, Optional.of(message("No commit found for SHA: " + commit)), Map.of());
        }
        for (String field : List.of("description", "context")) {
            if (body.get(field).asText().codePoints().anyMatch(c -> c > 0xffff)) {
                ObjectNode refusal = message("Validation Failed");
                refusal.putArray("errors")
                        .addObject()
                        .put("resource", "Status")
                        .put("code", "custom")
                        .put("field", field)
                        .put("message", field + " doesn't accept 4-byte Unicode");
                return new Answer(422, Optional.of(refusal), Map.of());
            }
        }
        Status set = new Status(
                commit,
                body.get("state").asText(),
                body.get("context").asText(),
                body.get("description").asText(),
                body.path("target_url").asText(""));
        statuses.add(set);
        return new Answer(201, Optional.of(status(set)), Map.of());
    }

    private ObjectNode status(Status set) {
        ObjectNode answer = (ObjectNode) description.example("status");
        answer.put("id", next++)
                .put("state", set.state())
                .put("context", set.context())
                .put("description", set.description());
        return set.target().isEmpty() ? answer.putNull("target_url") : answer.put("target_url", set.target());
    }

    private ObjectNode newComment(String author, String body) {
        ObjectNode comment = (ObjectNode) description.example("issue-comment");
        comment.put("id", next++).put("body", body);
        comment.set("user", user(author));
        if (author.endsWith("[bot]")) {
            ObjectNode app = (ObjectNode) description.example("integration");
            comment.set("performed_via_github_app", app.put("id", author.equals("robot[bot]") ? OWN_APP : OWN_APP + 1));
        } else {
            comment.putNull("performed_via_github_app");
        }
        return comment;
    }

    private ObjectNode repository() {
        ObjectNode repository = (ObjectNode) description.example("full-repository-default-response");
        repository.put("name", "shop").put("full_name", "acme/shop").put("language", "Java");
        ((ObjectNode) repository.get("source")).put("language", "Java");
        ((ObjectNode) repository.get("owner")).put("login", "acme");
        return repository;
    }

    private ObjectNode user(String login) {
        ObjectNode user = (ObjectNode) description.example("pull-request").get("user");
        return user.put("login", login).put("id", login.hashCode() & 0xffff);
    }

    static Answer found(JsonNode body) {
        return new Answer(200, Optional.of(body), Map.of());
    }

    static Answer paged(List<ObjectNode> all, Map<String, String> query, String here, Map<String, String> headers) {
        ArrayNode array = OpenApi.object().putArray("x");
        FakeGithub.page(all, query, here, headers).forEach(item -> array.add(item.deepCopy()));
        return new Answer(200, Optional.of(array), headers);
    }
}
