package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * An input of a job that is not what it was when the job last ran.
 *
 * @param input what people call the input
 * @param kind how it differs
 */
public record InputChange(String input, Kind kind) {

    /** How an input differs. */
    public enum Kind {
        /** It has another digest. */
        CHANGED,
        /** It was not an input then. */
        ADDED,
        /** It is not an input now. */
        REMOVED
    }

    /**
     * What is different now.
     *
     * @param now the inputs of the job as planned
     * @param then the outcome to compare with
     * @return the differences, sorted by input
     */
    public static List<InputChange> between(Map<String, String> now, Outcome then) {
        List<InputChange> changes = new ArrayList<>();
        now.forEach((input, digest) -> {
            String before = then.inputs().get(input);
            if (before == null) {
                changes.add(new InputChange(input, Kind.ADDED));
            } else if (!before.equals(digest)) {
                changes.add(new InputChange(input, Kind.CHANGED));
            }
        });
        for (String input : then.inputs().keySet()) {
            if (!now.containsKey(input)) {
                changes.add(new InputChange(input, Kind.REMOVED));
            }
        }
        changes.sort(Comparator.comparing(InputChange::input));
        return changes;
    }
}
