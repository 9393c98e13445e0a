package io.jenkins.plugins.mergeability.engine.lockfiles;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a change of lock files means for a component.
 *
 * @param named the first of the entries that differ, in words, such as {@code package-lock.json: left-pad 1.3.0 → 1.3.1}
 * @param more how many more there are
 * @param exported whether those of its dependents differ, too
 */
public record LockChange(List<String> named, int more, boolean exported) implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** How many entries are named. */
    private static final int MAX_NAMED = 3;

    public LockChange {
        named = List.copyOf(named);
    }

    static LockChange of(List<String> words, boolean exported) {
        int named = Math.min(MAX_NAMED, words.size());
        return new LockChange(words.subList(0, named), words.size() - named, exported);
    }

    /** Both this and another change. */
    public LockChange and(LockChange other) {
        List<String> words = new ArrayList<>(named);
        other.named.stream().filter(word -> !words.contains(word)).forEach(words::add);
        int kept = Math.min(MAX_NAMED, words.size());
        return new LockChange(
                words.subList(0, kept), words.size() - kept + Math.max(more, other.more), exported || other.exported);
    }
}
