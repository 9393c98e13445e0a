package io.jenkins.plugins.mergeability.engine.map;

/** Refuses the characters that an escape or data can bring into a value though no program could be handed them. */
final class Characters {

    private Characters() {}

    /** NUL, which ends an argument, and halves of a surrogate pair, which no encoding has. */
    static void check(ScalarNode node, Problems problems) {
        String text = node.text;
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit == 0 || Character.isSurrogate(unit)) {
                int point = text.codePointAt(index);
                if (point <= 0xFFFF) {
                    problems.add(ProblemKind.BAD_CHARACTER, node, "remove it", Shown.codePoint(point));
                    return;
                }
                index++;
            }
        }
    }
}
