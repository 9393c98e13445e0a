package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;

/** Refuses characters, from escapes or data, that cannot be passed to a program. */
final class CharacterCheck {

    private CharacterCheck() {}

    /** Reports NUL, which ends an argument, and halves of a surrogate pair, which cannot be encoded. */
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
