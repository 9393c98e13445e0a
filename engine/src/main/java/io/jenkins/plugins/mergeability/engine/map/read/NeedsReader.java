package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.node.ListNode;
import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/** Reads what a job needs: names of jobs, or maps that also name a platform. */
final class NeedsReader {

    private static final String EXAMPLE = "write it like `{job: compile, platform: linux}`";

    private final Problems problems;
    private final ValueReader values;

    NeedsReader(Problems problems, ValueReader values) {
        this.problems = problems;
        this.values = values;
    }

    /**
     * A need as written in the map.
     *
     * @param job the job
     * @param platform the platform; null for none
     */
    record Written(ScalarNode job, ScalarNode platform) {}

    List<Written> read(Node node) {
        List<Written> needs = new ArrayList<>();
        if (node instanceof MapNode map) {
            add(map, needs, new UniqueTexts());
            return needs;
        }
        Node names = node;
        if (node instanceof ListNode list && list.items.stream().anyMatch(MapNode.class::isInstance)) {
            UniqueTexts unique = new UniqueTexts();
            ListNode others = new ListNode(list.line, list.column, list.path);
            for (Node item : list.items) {
                if (item instanceof MapNode map) {
                    add(map, needs, unique);
                } else {
                    others.add(item);
                }
            }
            names = others;
        }
        values.texts(names, "needs").forEach(name -> needs.add(new Written(name, null)));
        return needs;
    }

    private void add(MapNode map, List<Written> needs, UniqueTexts unique) {
        ScalarNode job = null;
        ScalarNode platform = null;
        boolean complete = true;
        for (int i = 0; i < map.size(); i++) {
            Node value = map.value(i);
            switch (map.key(i).text) {
                case "job" -> {
                    job = values.text(value, "job") == null ? null : (ScalarNode) value;
                    complete &= job != null;
                }
                case "platform" -> {
                    platform = values.name(value, "platform") == null ? null : (ScalarNode) value;
                    complete &= platform != null;
                }
                default -> KnownKeys.NEED.refuse(map.key(i), problems);
            }
        }
        if (job != null && platform != null) {
            if (unique.add(job.text + " " + platform.text)) {
                needs.add(new Written(job, platform));
            } else {
                String shown = SafeText.text(job.text) + " on " + SafeText.text(platform.text);
                problems.add(ProblemKind.DUPLICATE_ITEM, map, "remove one", shown);
            }
        } else if (complete) {
            problems.add(ProblemKind.MISSING_KEY, map, EXAMPLE, "a need", job == null ? "`job`" : "`platform`");
        }
    }
}
