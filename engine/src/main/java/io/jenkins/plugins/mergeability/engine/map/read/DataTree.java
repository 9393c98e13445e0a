package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.MapLimits;
import io.jenkins.plugins.mergeability.engine.map.NameRules;
import io.jenkins.plugins.mergeability.engine.map.node.ListNode;
import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.Map;

/** Converts Java collections, as in a Jenkinsfile, to nodes, which have a path instead of line and column. */
final class DataTree {

    private final Problems problems;
    private int nodes;

    private DataTree(Problems problems) {
        this.problems = problems;
    }

    /** The tree of a map with maps, lists, strings, numbers and booleans in it. */
    static Node read(Map<?, ?> data, Problems problems) throws MapException {
        return new DataTree(problems).node(data, "", 0);
    }

    private Node node(Object value, String path, int depth) throws MapException {
        if (++nodes > MapLimits.NODES) {
            throw fatal(ProblemKind.TOO_MANY_VALUES, path, "split the map", MapLimits.NODES);
        }
        if (depth > MapLimits.DEPTH) {
            throw fatal(ProblemKind.TOO_DEEP, path, "", MapLimits.DEPTH);
        }
        if (value instanceof Map<?, ?> map) {
            MapNode node = new MapNode(0, 0, path);
            UniqueKeys keys = new UniqueKeys(node, problems);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Node key = node(entry.getKey(), path, depth + 1);
                String inner = key instanceof ScalarNode scalar ? inner(path, scalar.text) : path;
                ScalarNode named = key instanceof ScalarNode scalar ? scalar(scalar.text, scalar.type(), inner) : null;
                keys.add(named == null ? key : named, node(entry.getValue(), inner, depth + 1));
            }
            return node;
        }
        if (value instanceof Iterable<?> items) {
            ListNode node = new ListNode(0, 0, path);
            for (Object item : items) {
                node.add(node(item, path + "[" + node.items.size() + "]", depth + 1));
            }
            return node;
        }
        return scalar(value, path);
    }

    private ScalarNode scalar(Object value, String path) {
        ScalarNode node;
        if (value == null) {
            node = scalar("", ScalarNode.Type.NULL, path);
        } else if (value instanceof Boolean) {
            node = scalar(value.toString(), ScalarNode.Type.BOOLEAN, path);
        } else if (value instanceof Number) {
            ScalarNode.Type type = ScalarNode.typeOfPlain(value.toString());
            node = scalar(value.toString(), type == ScalarNode.Type.INTEGER ? type : ScalarNode.Type.NUMBER, path);
        } else {
            // Strings, and the GString that Groovy makes of a string with a variable.
            node = scalar(value.toString(), ScalarNode.Type.STRING, path);
            if (!(value instanceof CharSequence) && !(value instanceof Character)) {
                String type = SafeText.text(value.getClass().getSimpleName());
                problems.add(ProblemKind.NOT_DATA, node, "use maps, lists, strings, numbers, true and false", type);
            } else if (node.text.length() > MapLimits.VALUE) {
                problems.add(ProblemKind.LONG_VALUE, node, "put it into a script", MapLimits.VALUE);
            } else {
                CharacterCheck.check(node, problems);
            }
        }
        return node;
    }

    private static ScalarNode scalar(String text, ScalarNode.Type type, String path) {
        return new ScalarNode(text, type, false, 0, 0, 1, path);
    }

    private static String inner(String path, String key) {
        boolean simple = NameRules.isName(key);
        String shown = SafeText.text(key);
        return simple ? path.isEmpty() ? shown : path + "." + shown : path + "['" + shown + "']";
    }

    private MapException fatal(ProblemKind kind, String path, String hint, Object... arguments) {
        problems.add(kind, 0, 0, 1, path, hint, arguments);
        return problems.failure();
    }
}
