package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;

/** The keys of a job or a block that say what runs, as they are found among the others. */
final class BlockBody {

    /** Whose keys they are, in the words of a message. */
    String owner = "a block";

    Node run;
    Node sequence;
    Node parallel;
    Node failFast;
    ScalarNode failFastKey;
    ScalarNode lastKind;

    /** Whether a misspelt key most likely says what runs. */
    boolean misspelt;

    /** Takes the value if the key is one of these. */
    boolean take(ScalarNode key, Node value) {
        switch (key.text) {
            case "run" -> run = value;
            case "sequence" -> sequence = value;
            case "parallel" -> parallel = value;
            case "failFast" -> {
                failFast = value;
                failFastKey = key;
                return true;
            }
            default -> {
                return false;
            }
        }
        lastKind = key;
        return true;
    }

    /** Takes note of what a key that is none was meant for. */
    void misspelt(String meant) {
        misspelt |= "run".equals(meant) || "sequence".equals(meant) || "parallel".equals(meant);
    }

    /** How many of {@code run}, {@code sequence} and {@code parallel} there are; one is right. */
    int kinds() {
        return (run == null ? 0 : 1) + (sequence == null ? 0 : 1) + (parallel == null ? 0 : 1);
    }
}
