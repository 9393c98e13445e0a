package io.jenkins.plugins.mergeability.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.oas.OpenApi30;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The check runs at {@link FakeGithub}, and whether they were made and changed as GitHub's description of its API says. */
public final class FakeChecks {

    /** A request that made a check run, or changed it, and that check run after it. */
    public record Told(long id, boolean made, JsonNode said, JsonNode run) {

        /** Something of the check run, by its JSON pointer; empty if there is none. */
        public String text(String pointer) {
            return run.at(pointer).asText("");
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DESCRIPTION =
            Path.of("engine/src/test/resources/io/jenkins/plugins/mergeability/engine/github/openapi.json");
    private static final String ADDRESS = "https://example.org/github.json";
    private static final String ALL = "/repos/{owner}/{repo}/check-runs";
    private static final Pattern RUNS = Pattern.compile("/repos/acme/shop/check-runs(?:/([0-9]+))?");

    private final List<Told> told = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<Long, ObjectNode> runs = new LinkedHashMap<>();
    private JsonNode description;
    private JsonSchemaFactory schemas;

    /** All that was told, in its order. */
    public synchronized List<Told> told() {
        return List.copyOf(told);
    }

    /** What was told of the check runs with a name on a commit, in its order. */
    public synchronized List<Told> told(String commit, String name) {
        return told.stream()
                .filter(each -> each.text("/head_sha").equals(commit)
                        && each.text("/name").equals(name))
                .toList();
    }

    /** What GitHub's description does not allow of what was told. */
    public synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    /** The answer to what is about this; nothing for what is not. */
    synchronized Optional<JsonNode> answer(String method, String path, JsonNode body) {
        Matcher matcher = RUNS.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean making = matcher.group(1) == null;
        validate(making, body);
        long id = making ? 1000 + runs.size() : Long.parseLong(matcher.group(1));
        ObjectNode run = making ? example().put("id", id) : runs.get(id);
        if (run == null || !method.equals(making ? "POST" : "PATCH")) {
            problems.add(method + " " + path);
            return Optional.empty();
        }
        run.setAll((ObjectNode) body);
        runs.put(id, run);
        told.add(new Told(id, making, body, run.deepCopy()));
        return Optional.of(run.deepCopy());
    }

    /** A check run as GitHub describes it, of which nothing is known yet. */
    private ObjectNode example() {
        ObjectNode run = description
                .at("/components/examples/check-run-example-of-in-progress-conclusion/value")
                .deepCopy();
        run.put("status", "queued").putNull("conclusion").putNull("completed_at");
        run.putArray("pull_requests");
        run.remove("output");
        return run;
    }

    private void validate(boolean making, JsonNode body) {
        if (description == null) {
            load();
        }
        String operation = "/paths/" + (making ? ALL : ALL + "/{check_run_id}").replace("/", "~1")
                + (making ? "/post" : "/patch")
                + "/requestBody/content/application~1json/schema";
        JsonSchema schema = schemas.getSchema(
                SchemaLocation.of(ADDRESS + "#" + operation.replace("{", "%7B").replace("}", "%7D")));
        schema.validate(body).forEach(problem -> problems.add(problem + " in " + body));
        JsonNode known = description.at(operation).path("properties");
        body.fieldNames().forEachRemaining(name -> {
            if (!known.has(name)) {
                problems.add("field " + name + " in " + body);
            }
        });
        if (body.path("status").asText().equals("completed")
                && body.path("conclusion").asText("").isEmpty()) {
            problems.add("no conclusion in " + body);
        }
    }

    private void load() {
        try {
            String text = Files.readString(DESCRIPTION);
            description = JSON.readTree(text);
            schemas = JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4))
                    .metaSchema(OpenApi30.getInstance())
                    .defaultMetaSchemaIri(OpenApi30.getInstance().getIri())
                    .schemaLoaders(loaders -> loaders.schemas(Map.of(ADDRESS, text)))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
