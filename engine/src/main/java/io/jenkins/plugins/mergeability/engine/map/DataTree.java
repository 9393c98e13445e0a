package io.jenkins.plugins.mergeability.engine.map;

import java.util.Map;

/** From Java collections, as a Jenkinsfile makes them, to nodes; where YAML has a line and a column, these have a path. */
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
        if (++nodes > Limits.NODES) {
            throw fatal(ProblemKind.TOO_MANY_VALUES, path, "split the map", Limits.NODES);
        }
        if (depth > Limits.DEPTH) {
            throw fatal(ProblemKind.TOO_DEEP, path, "", Limits.DEPTH);
        }
        if (value instanceof Map<?, ?> map) {
            MapNode node = new MapNode(0, 0, path);
            MapKeys keys = new MapKeys(node, problems);
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
            // Strings, and what Groovy makes of a string with a variable in it.
            node = scalar(value.toString(), ScalarNode.Type.STRING, path);
            if (!(value instanceof CharSequence) && !(value instanceof Character)) {
                String type = Shown.text(value.getClass().getSimpleName());
                problems.add(ProblemKind.NOT_DATA, node, "use maps, lists, strings, numbers, true and false", type);
            } else if (node.text.length() > Limits.VALUE) {
                problems.add(ProblemKind.LONG_VALUE, node, "put it into a script", Limits.VALUE);
            } else {
                Characters.check(node, problems);
            }
        }
        return node;
    }

    private static ScalarNode scalar(String text, ScalarNode.Type type, String path) {
        return new ScalarNode(text, type, false, 0, 0, 1, path);
    }

    private static String inner(String path, String key) {
        boolean simple = Names.isName(key);
        String shown = Shown.text(key);
        return simple ? path.isEmpty() ? shown : path + "." + shown : path + "['" + shown + "']";
    }

    private MapException fatal(ProblemKind kind, String path, String hint, Object... arguments) {
        problems.add(kind, 0, 0, 1, path, hint, arguments);
        return problems.failure();
    }
}
