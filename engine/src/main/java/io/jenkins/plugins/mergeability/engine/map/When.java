package io.jenkins.plugins.mergeability.engine.map;

/** The occasion on which a job runs. The names are those of the map, in lower case. */
public enum When {
    /** On every change that affects its component: pull requests, branches and the merge alike. */
    CHANGE,
    /** After a change has been merged into the target branch. */
    MERGE,
    /** On the nightly build. */
    NIGHTLY;

    /** The name as it is written in a map. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether a job of this kind is part of a build on {@code occasion}: its own, and {@link #CHANGE} on any. */
    public boolean runsOn(When occasion) {
        return this == CHANGE || this == occasion;
    }
}
