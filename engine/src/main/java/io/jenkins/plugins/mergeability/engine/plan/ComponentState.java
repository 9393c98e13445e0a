package io.jenkins.plugins.mergeability.engine.plan;

/** What a plan says of a component. */
public enum ComponentState {
    /** It is affected, and there may be something to run. */
    AFFECTED,
    /** It is affected, and every job of it that belongs to the occasion is proven. */
    PROVEN,
    /** The change does not reach it, but jobs of it run as affected jobs need them. */
    NEEDED,
    /** The change does not reach it. */
    UNAFFECTED;

    /** The name as it is written in the plan's JSON. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
