package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;

/** The keys of a job or a block that define what runs, collected while all keys are read. */
final class BlockBody {

    /** The owner of the keys, for a message. */
    String owner = "a block";

    /** A command or a list in place of a map. */
    Node bare;

    Node run;
    Node sequence;
    Node parallel;
    Node failFast;
    ScalarNode failFastKey;
    ScalarNode lastKind;

    /** Whether a misspelled key most likely defines what runs. */
    boolean misspelled;

    /** Stores the value and returns true if the key is one of these. */
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

    /** Records the known key that an unknown key most likely stands for. */
    void noteIntended(String key) {
        misspelled |= "run".equals(key) || "sequence".equals(key) || "parallel".equals(key);
    }

    /** How many of {@code run}, {@code sequence} and {@code parallel} there are; exactly one is valid. */
    int kinds() {
        return (bare == null ? 0 : 1) + (run == null ? 0 : 1) + (sequence == null ? 0 : 1) + (parallel == null ? 0 : 1);
    }
}
