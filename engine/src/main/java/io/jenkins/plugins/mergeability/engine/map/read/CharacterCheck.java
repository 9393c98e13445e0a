package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;

/** Refuses the characters that an escape or data can bring into a value though no program could be handed them. */
final class CharacterCheck {

    private CharacterCheck() {}

    /** NUL, which ends an argument, and halves of a surrogate pair, which no encoding has. */
    static void check(ScalarNode node, Problems problems) {
        String text = node.text;
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit == 0 || Character.isSurrogate(unit)) {
                int point = text.codePointAt(index);
                if (point <= 0xFFFF) {
                    problems.add(ProblemKind.BAD_CHARACTER, node, "remove it", SafeText.codePoint(point));
                    return;
                }
                index++;
            }
        }
    }
}
