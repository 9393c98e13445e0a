package io.jenkins.plugins.mergeability.engine.cli.terminal;

/** Quotes words for a shell, in commands that are suggested to the user. */
public final class ShellQuoting {

    private static final String PLAIN = "_-./:=@%+,";

    private ShellQuoting() {}

    /** The word, in quotes if it needs any. */
    public static String quote(String word) {
        boolean plain = !word.isEmpty();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            plain &= Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0;
        }
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
