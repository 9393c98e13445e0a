package io.jenkins.plugins.mergeability.engine.map.read;

import java.util.HashSet;
import java.util.Set;

/** Detects duplicate texts; it allocates nothing for a single text, which most lists have. */
final class UniqueTexts {

    private String first;
    private Set<String> seen;

    /** Adds a text; false if it was added before. */
    boolean add(String text) {
        if (first == null) {
            first = text;
            return true;
        }
        if (seen == null) {
            seen = new HashSet<>();
            seen.add(first);
        }
        return seen.add(text);
    }
}
