package io.jenkins.plugins.mergeability.engine.map.read;

import java.util.HashSet;
import java.util.Set;

/** Tells which texts have come before; costs nothing for the lists of one that most lists are. */
final class UniqueTexts {

    private String first;
    private Set<String> seen;

    /** Whether the text is new. */
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
