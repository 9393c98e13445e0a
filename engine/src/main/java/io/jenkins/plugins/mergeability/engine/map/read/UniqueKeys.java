package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.HashMap;
import java.util.Map;

/** Fills a map with entries and refuses a key that is not a single value or is already in the map. */
final class UniqueKeys {

    /** Up to this size a linear search is cheaper than a hash map. */
    private static final int FEW = 8;

    private final MapNode map;
    private final Problems problems;
    private Map<String, ScalarNode> seen;

    UniqueKeys(MapNode map, Problems problems) {
        this.map = map;
        this.problems = problems;
    }

    void add(Node key, Node value) {
        if (!(key instanceof ScalarNode scalar) || scalar.isNull()) {
            problems.add(ProblemKind.BAD_KEY, key, "", key.described());
            map.markIncomplete();
            return;
        }
        ScalarNode first = first(scalar);
        if (first == null) {
            map.add(scalar, value);
        } else {
            String where = first.line == 0 ? "`" + first.path + "`" : "line " + first.line;
            problems.add(ProblemKind.DUPLICATE_KEY, key, "remove one of the two", SafeText.text(scalar.text), where);
        }
    }

    /** The equal key that came before; null for a new one, which is remembered. */
    private ScalarNode first(ScalarNode key) {
        if (seen != null) {
            return seen.putIfAbsent(key.text, key);
        }
        for (int i = 0; i < map.size(); i++) {
            if (map.key(i).text.equals(key.text)) {
                return map.key(i);
            }
        }
        if (map.size() == FEW) {
            seen = new HashMap<>();
            for (int i = 0; i < map.size(); i++) {
                seen.put(map.key(i).text, map.key(i));
            }
            seen.put(key.text, key);
        }
        return null;
    }
}
