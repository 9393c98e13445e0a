package io.jenkins.plugins.mergeability.engine.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi30;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * GitHub's published OpenAPI description, trimmed to the operations in use: validates requests and responses, and has
 * examples.
 */
public final class OpenApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADDRESS = "https://example.org/github.json";
    /** The operation of a requested path. */
    public record Operation(String path, String method, JsonNode definition) {}

    /** The values that are known to be valid: the same responses repeat often. */
    private static final Set<String> VALID = ConcurrentHashMap.newKeySet();

    private final JsonNode document;
    private final JsonSchemaFactory factory;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    private OpenApi(String text) throws IOException {
        document = JSON.readTree(text);
        factory = JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(VersionFlag.V4))
                .metaSchema(OpenApi30.getInstance())
                .defaultMetaSchemaIri(OpenApi30.getInstance().getIri())
                .schemaLoaders(loaders -> loaders.schemas(Map.of(ADDRESS, text)))
                .build();
    }

    /** Loads the description. */
    public static OpenApi load() {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
            return new OpenApi(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A mutable copy of an example of the description. */
    public JsonNode example(String name) {
        return document.at("/components/examples/" + name + "/value").deepCopy();
    }

    /** The operation of a request; empty if the description has none. */
    public Optional<Operation> operation(String method, String path) {
        Operation found = null;
        for (Map.Entry<String, JsonNode> entry : document.get("paths").properties()) {
            String pattern = "\\Q"
                    + entry.getKey()
                            .replace("{path}", "\\E.*\\Q") // empty for the top directory
                            .replaceAll("\\{(branch|ref|basehead)}", "\\\\E.+\\\\Q")
                            .replaceAll("\\{[a-z_]+}", "\\\\E[^/]+\\\\Q")
                    + "\\E";
            JsonNode definition = entry.getValue().get(method.toLowerCase(Locale.ROOT));
            // A name of several segments matches more than its own operation: the longest template is the exact one.
            if (definition != null
                    && Pattern.matches(pattern, path)
                    && (found == null || found.path().length() < entry.getKey().length())) {
                found = new Operation(entry.getKey(), method, definition);
            }
        }
        return Optional.ofNullable(found);
    }

    /** The violations of a request. */
    public List<String> problemsOfRequest(Operation operation, Map<String, String> query, Optional<JsonNode> body) {
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            if (!isDescribed(operation, parameter)) {
                problems.add("query " + parameter);
            }
        }
        String pointer = "/requestBody/content/application~1json/schema";
        JsonNode schema = operation.definition().at(pointer);
        boolean required = operation.definition().at("/requestBody/required").asBoolean();
        if (body.isEmpty() && required || body.isPresent() && schema.isMissingNode()) {
            problems.add("body " + body);
        } else if (body.isPresent()) {
            problems.addAll(validate(operation, pointer, body.get()));
            for (String field : (Iterable<String>) body.get()::fieldNames) {
                if (!schema.path("properties").has(field)) {
                    problems.add("field " + field + " in the body");
                }
            }
        }
        return problems;
    }

    /** Whether it is a parameter of the operation, with a valid value. */
    private boolean isDescribed(Operation operation, Map.Entry<String, String> parameter) {
        for (JsonNode each : operation.definition().path("parameters")) {
            JsonNode described =
                    each.has("$ref") ? document.at(each.get("$ref").asText().substring(1)) : each;
            if (described.path("in").asText().equals("query")
                    && described.path("name").asText().equals(parameter.getKey())) {
                JsonNode schema = described.path("schema");
                JsonNode values = schema.path("enum");
                String value = parameter.getValue();
                return (values.isMissingNode() || values.toString().contains("\"" + value + "\""))
                        && (!schema.path("type").asText().equals("integer") || value.matches("[0-9]{1,9}"));
            }
        }
        return false;
    }

    /** The violations of a response. */
    public List<String> problemsOfResponse(Operation operation, int status, Optional<JsonNode> body) {
        String pointer = "/responses/" + status;
        JsonNode response = operation.definition().at(pointer);
        if (response.isMissingNode()) {
            return List.of("status " + status);
        }
        String reference = response.path("$ref").asText("");
        String base = reference.isEmpty() ? location(operation) + pointer : reference;
        JsonNode found = document.at(base.substring(1));
        if (found.path("content").isMissingNode()) {
            return body.isEmpty() ? List.of() : List.of("a body with " + status);
        }
        return body.isEmpty()
                ? List.of("no body with " + status)
                : validate(base + "/content/application~1json/schema", body.get());
    }

    private List<String> validate(Operation operation, String pointer, JsonNode value) {
        return validate(location(operation) + pointer, value);
    }

    private List<String> validate(String location, JsonNode value) {
        if (!VALID.add(location + "\n" + value)) {
            return List.of();
        }
        List<String> problems = problems(location, value);
        if (!problems.isEmpty()) {
            VALID.remove(location + "\n" + value);
        }
        return problems;
    }

    private List<String> problems(String location, JsonNode value) {
        JsonSchema schema = schemas.computeIfAbsent(
                location,
                at -> factory.getSchema(
                        SchemaLocation.of(ADDRESS + at.replace("{", "%7B").replace("}", "%7D"))));
        return schema.validate(value).stream().map(ValidationMessage::toString).toList();
    }

    private static String location(Operation operation) {
        return "#/paths/" + operation.path().replace("~", "~0").replace("/", "~1") + "/"
                + operation.method().toLowerCase(java.util.Locale.ROOT);
    }

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    public static JsonNode parse(byte[] text) throws IOException {
        return JSON.readTree(text);
    }
}
