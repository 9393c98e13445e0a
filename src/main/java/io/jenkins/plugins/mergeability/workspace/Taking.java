package io.jenkins.plugins.mergeability.workspace;

import io.jenkins.plugins.mergeability.script.OutcomeTokens;
import java.util.Arrays;

/**
 * A time for which a branch of the pipeline has a workspace. Its text is saved with the pipeline's program.
 *
 * @param kind what may be done in the workspace
 * @param text the kind and an identifier
 */
public record Taking(Kind kind, String text) {

    /** What may be done in a workspace. */
    public enum Kind {
        /** It was empty before the checkout. */
        FRESH("fresh-"),
        /** It is the one in which the step was called: what is there stays. */
        CALLING("calling-"),
        /** It is the one in which the step was called, and the call lets it be cleaned. */
        CALLING_CLEANED("calling-cleaned-"),
        /** It is on an agent on which the scripts of commands cannot clean it. */
        UNCLEANED("uncleaned-"),
        /** It is the step's own, and may have files of other builds. */
        REUSED("");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** A new taking. */
    public static Taking begin(Kind kind) {
        return new Taking(kind, kind.prefix + OutcomeTokens.newSecret());
    }

    /** The taking with a text. */
    public static Taking parse(String text) {
        Kind kind = Arrays.stream(Kind.values())
                .filter(known -> text.startsWith(known.prefix))
                .reduce((one, other) -> one.prefix.length() >= other.prefix.length() ? one : other)
                .orElseThrow();
        return new Taking(kind, text);
    }

    /** The same on an agent on which the scripts of commands cannot clean the workspace. */
    public Taking uncleaned() {
        return new Taking(Kind.UNCLEANED, Kind.UNCLEANED.prefix + text);
    }

    /** Whether the scripts of commands clean the workspace, or list what is there. */
    public boolean isCleaned() {
        return kind != Kind.UNCLEANED;
    }

    /** Whether the workspace is the one in which the step was called. */
    public boolean isCalling() {
        return kind == Kind.CALLING || kind == Kind.CALLING_CLEANED;
    }
}
