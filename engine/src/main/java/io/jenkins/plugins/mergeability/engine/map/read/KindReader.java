package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.MapLimits;
import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads the kinds of a map: what components of a kind have in common. */
final class KindReader {

    private final Problems problems;
    private final ValueReader values;
    private final Map<String, ScalarNode> names = new LinkedHashMap<>();
    private final Map<String, MapNode> kinds = new LinkedHashMap<>();
    private long used;

    KindReader(Problems problems, ValueReader values) {
        this.problems = problems;
        this.values = values;
    }

    /** Reads the kinds by name. */
    void read(Node node) {
        if (!(node instanceof MapNode map)) {
            values.wrongType(node, "kinds", "a map of kinds");
            return;
        }
        for (int i = 0; i < map.size(); i++) {
            ScalarNode name = map.key(i);
            values.isName(name, name.text, "the name of a kind");
            names.put(name.text, name);
            if (map.value(i) instanceof MapNode kind) {
                kinds.put(name.text, kind);
            } else if (map.value(i).isNull()) {
                kinds.put(name.text, new MapNode(name.line, name.column, name.path));
            } else {
                values.wrongType(map.value(i), SafeText.text(name.text), "a map: " + KnownKeys.KIND.listed());
            }
        }
    }

    /** Calls a function for each valid kind with its name. */
    void forEach(BiConsumer<ScalarNode, MapNode> action) {
        kinds.forEach((name, kind) -> action.accept(names.get(name), kind));
    }

    /** The kind that a component names; empty with a problem if there is none of that name. */
    Optional<MapNode> of(Node node) {
        String name = values.text(node, "kind");
        if (name != null && !names.containsKey(name)) {
            String otherwise =
                    names.isEmpty() ? "the map has no `kinds`" : "its kinds: " + String.join(", ", names.keySet());
            problems.add(
                    ProblemKind.UNKNOWN_KIND,
                    node,
                    problems.didYouMean(name, names.keySet(), SafeText.text(otherwise)),
                    SafeText.text(name));
        }
        MapNode kind = kinds.get(name);
        used += kind == null ? 0 : kind.weight();
        if (used > MapLimits.KIND_NODES) {
            problems.add(
                    ProblemKind.TOO_MANY_VALUES, node, "split the map, or make the kind smaller", MapLimits.KIND_NODES);
            return Optional.empty();
        }
        return Optional.ofNullable(kind);
    }
}
