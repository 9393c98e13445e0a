package io.jenkins.plugins.mergeability.engine.lockfiles;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads JSON and YAML within the {@link LockFileLimits} to maps, lists and texts; of a number or another literal it keeps the
 * text. Duplicate keys, and anchors and tags in YAML, are refused: no package manager writes them.
 */
final class LockData {

    /** It shares the names of keys among the states of a file. Interning them in the JVM costs more than it saves. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private int values;

    private LockData() {}

    /** The top of a document in JSON. */
    static Map<String, Object> json(byte[] content) throws UnreadableLockFileException {
        try (JsonParser parser = JSON.createParser(content)) {
            parser.nextToken();
            Object top = new LockData().value(parser, 0);
            if (parser.nextToken() != null) {
                throw new UnreadableLockFileException("there is something behind its end");
            }
            return map(top);
        } catch (JacksonException e) {
            throw new UnreadableLockFileException("it is not valid JSON");
        } catch (IOException e) {
            throw new UnreadableLockFileException("it cannot be read");
        }
    }

    /** The tops of the documents in YAML, at least one. */
    static List<Map<String, Object>> yaml(byte[] content) throws UnreadableLockFileException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        try {
            ParserImpl parser = new ParserImpl(new StreamReader(text(content)), options);
            LockData data = new LockData();
            List<Map<String, Object>> documents = new ArrayList<>();
            parser.getEvent();
            while (!parser.getEvent().is(Event.ID.StreamEnd)) {
                documents.add(map(data.value(parser, parser.getEvent(), 0)));
                parser.getEvent();
            }
            if (documents.isEmpty()) {
                throw new UnreadableLockFileException("it is empty");
            }
            return documents;
        } catch (YAMLException | IllegalArgumentException e) {
            throw new UnreadableLockFileException("it is not valid YAML");
        }
    }

    /** The text of a file. */
    static String text(byte[] content) throws UnreadableLockFileException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableLockFileException("it is not UTF-8");
        }
    }

    /** A value as a map; anything else is none that a package manager writes there. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) throws UnreadableLockFileException {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new UnreadableLockFileException("it does not have the form of such a file");
    }

    /** The map of a key; empty where there is none. */
    static Map<String, Object> map(Map<String, Object> map, String key) throws UnreadableLockFileException {
        Object value = map.get(key);
        return value == null ? Map.of() : map(value);
    }

    /** The text of a key; empty where there is none. */
    static String text(Map<String, Object> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }

    private Object value(JsonParser parser, int depth) throws IOException, UnreadableLockFileException {
        count(depth);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> map = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                put(map, key, value(parser, depth + 1));
            }
            return map;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser, depth + 1));
            }
            return list;
        }
        if (token == null || !token.isScalarValue()) {
            throw new UnreadableLockFileException("it is empty");
        }
        return parser.getText();
    }

    private Object value(ParserImpl parser, Event event, int depth) throws UnreadableLockFileException {
        count(depth);
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            throw new UnreadableLockFileException("it has anchors");
        }
        if (event instanceof ScalarEvent scalar) {
            if (scalar.getTag() != null) {
                throw new UnreadableLockFileException("it has tags");
            }
            return scalar.getValue();
        }
        if (event instanceof MappingStartEvent) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (Event key = parser.getEvent(); !key.is(Event.ID.MappingEnd); key = parser.getEvent()) {
                if (!(value(parser, key, depth + 1) instanceof String text)) {
                    throw new UnreadableLockFileException("a key is not a text");
                }
                put(map, text, value(parser, parser.getEvent(), depth + 1));
            }
            return map;
        }
        if (event instanceof SequenceStartEvent) {
            List<Object> list = new ArrayList<>();
            for (Event item = parser.getEvent(); !item.is(Event.ID.SequenceEnd); item = parser.getEvent()) {
                list.add(value(parser, item, depth + 1));
            }
            return list;
        }
        throw new UnreadableLockFileException("it is empty");
    }

    private void count(int depth) throws UnreadableLockFileException {
        if (++values > LockFileLimits.VALUES || depth > LockFileLimits.DEPTH) {
            throw new UnreadableLockFileException("it is too large or too deeply nested");
        }
    }

    private static void put(Map<String, Object> map, String key, Object value) throws UnreadableLockFileException {
        if (map.put(key, value) != null) {
            throw new UnreadableLockFileException("a key is there twice");
        }
    }
}
