package io.jenkins.plugins.mergeability.engine.map.write;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * YAML as an editor sees it before it asks a JSON Schema: maps, lists and typed values by the core schema of YAML 1.2,
 * made without anything of the reader under test.
 */
public final class TypedYaml {

    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private TypedYaml() {}

    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(byte[] yaml) {
        return (Map<String, Object>) value(new Yaml(new LoaderOptions())
                .compose(new java.io.StringReader(new String(yaml, StandardCharsets.UTF_8).replace("\uFEFF", ""))));
    }

    private static Object value(Node node) {
        if (node instanceof MappingNode mapping) {
            Map<String, Object> own = new LinkedHashMap<>();
            Map<String, Object> merged = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                ScalarNode key = (ScalarNode) tuple.getKeyNode();
                if (key.getValue().equals("<<") && key.getScalarStyle() == ScalarStyle.PLAIN) {
                    Object source = value(tuple.getValueNode());
                    for (Object each : source instanceof List<?> list ? list : List.of(source)) {
                        ((Map<?, ?>) each).forEach((name, value) -> merged.putIfAbsent((String) name, value));
                    }
                } else {
                    own.put(key.getValue(), value(tuple.getValueNode()));
                }
            }
            merged.keySet().removeAll(own.keySet());
            merged.putAll(own);
            return merged;
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(value(item)));
            return items;
        }
        return scalar((ScalarNode) node);
    }

    private static Object scalar(ScalarNode node) {
        String text = node.getValue();
        if (node.getScalarStyle() != ScalarStyle.PLAIN) {
            return text;
        }
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> {
                if (INTEGER.matcher(text).matches() && !text.startsWith("0") || text.equals("0")) {
                    yield new java.math.BigInteger(text);
                }
                yield NUMBER.matcher(text).matches() ? new java.math.BigDecimal(text) : text;
            }
        };
    }
}
