package io.jenkins.plugins.mergeability.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The check runs at a {@link FakeGithub}. */
public final class FakeChecks {

    /** A request that created or updated a check run, and the check run after it. */
    public record Update(long id, boolean created, JsonNode request, JsonNode run) {

        /** A field of the check run, by its JSON pointer; empty if there is none. */
        public String text(String pointer) {
            return run.at(pointer).asText("");
        }
    }

    private static final Pattern RUNS = Pattern.compile("/repos/acme/shop/check-runs(?:/([0-9]+))?");

    private final GithubExamples examples;
    private final Consumer<String> problems;
    private final List<Update> updates = new ArrayList<>();
    private final Map<Long, ObjectNode> runs = new LinkedHashMap<>();

    /**
     * Creates check runs.
     *
     * @param problems takes what GitHub rejects, although its description allows it
     */
    FakeChecks(GithubExamples examples, Consumer<String> problems) {
        this.examples = examples;
        this.problems = problems;
    }

    /** All updates, the oldest first. */
    public synchronized List<Update> updates() {
        return List.copyOf(updates);
    }

    /** The updates of the check runs with a name on a commit, the oldest first. */
    public synchronized List<Update> updates(String commit, String name) {
        return updates.stream()
                .filter(each -> each.text("/head_sha").equals(commit)
                        && each.text("/name").equals(name))
                .toList();
    }

    /** The response to a request; empty if the request is about something else, or an unknown check run. */
    synchronized Optional<JsonNode> answer(String method, String path, JsonNode body) {
        Matcher matcher = RUNS.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean created = matcher.group(1) == null;
        long id = created ? 1000 + runs.size() : Long.parseLong(matcher.group(1));
        ObjectNode run = created ? example(id) : runs.get(id);
        if (run == null || !method.equals(created ? "POST" : "PATCH")) {
            return Optional.empty();
        }
        if (body.path("status").asText().equals("completed")
                && body.path("conclusion").asText("").isEmpty()) {
            problems.accept("no conclusion in " + body);
        }
        ObjectNode output = (ObjectNode) run.get("output");
        run.setAll((ObjectNode) body);
        if (body.has("output")) {
            output.setAll((ObjectNode) body.get("output"));
        }
        run.set("output", output);
        runs.put(id, run);
        updates.add(new Update(id, created, body, run.deepCopy()));
        return Optional.of(run.deepCopy());
    }

    /** A new check run. */
    private ObjectNode example(long id) {
        ObjectNode run = examples.object("check-run-example-of-in-progress-conclusion")
                .put("id", id)
                .put("status", "queued")
                .putNull("conclusion")
                .putNull("completed_at");
        run.putArray("pull_requests");
        ((ObjectNode) run.get("output")).putNull("title").putNull("summary").putNull("text");
        return run;
    }
}
