package io.jenkins.plugins.mergeability.engine.cli.init;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads manifests in JSON and TOML. */
final class Manifests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TomlMapper TOML = new TomlMapper();

    private Manifests() {}

    /** The content of a JSON file; missing, with a doubt, if it cannot be read. */
    static JsonNode json(SourceTree tree, String path, List<String> doubts) throws IOException {
        return read(JSON, tree, path, doubts);
    }

    /** The content of a TOML file; missing, with a doubt, if it cannot be read. */
    static JsonNode toml(SourceTree tree, String path, List<String> doubts) throws IOException {
        return read(TOML, tree, path, doubts);
    }

    private static JsonNode read(ObjectMapper mapper, SourceTree tree, String path, List<String> doubts)
            throws IOException {
        Optional<String> text = tree.text(path);
        if (text.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return mapper.readTree(text.get());
        } catch (JacksonException e) {
            doubts.add(path + " could not be read: " + e.getOriginalMessage());
            return MissingNode.getInstance();
        }
    }

    /** The texts of a list; a single text is a list of one. */
    static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        for (JsonNode item : node) {
            if (item.isTextual()) {
                texts.add(item.textValue());
            }
        }
        return texts;
    }

    /** The keys of a map. */
    static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
