package io.jenkins.plugins.mergeability.engine.map;

/** What a changed path that no component claims, and that is not ignored, leads to. */
public enum Unmapped {
    /** Everything is affected: nobody has said what the path belongs to. */
    EVERYTHING,
    /** Nothing. */
    NOTHING,
    /** The plan is refused until a component claims the path or it is ignored. */
    ERROR;

    /** The name as it is written in a map. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
