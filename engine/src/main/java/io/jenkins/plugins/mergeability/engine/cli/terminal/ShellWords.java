package io.jenkins.plugins.mergeability.engine.cli.terminal;

/** Writes words so that a shell reads them as they are, for the commands that are suggested to people. */
public final class ShellWords {

    private static final String PLAIN = "_-./:=@%+,";

    private ShellWords() {}

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
