package io.jenkins.plugins.mergeability.engine.map;

/** The effect of a changed path that no component claims and that is not ignored. */
public enum Unmapped {
    /** Every component is affected. */
    EVERYTHING,
    /** No component is affected. */
    NOTHING,
    /** Planning fails until a component claims the path or it is ignored. */
    ERROR;

    /** The name as it is written in a map. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
