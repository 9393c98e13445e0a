package io.jenkins.plugins.mergeability.engine.map;

/** The kind of build a job runs in. The names are those of the map, in lower case. */
public enum When {
    /** In every build of a change that affects its component: of a pull request, a branch or a merge. */
    CHANGE,
    /** After a change has been merged into the target branch. */
    MERGE,
    /** In the nightly build. */
    NIGHTLY;

    /** The name as it is written in a map. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether a job of this kind is part of a build of the kind {@code occasion}: {@link #CHANGE} is part of any. */
    public boolean runsOn(When occasion) {
        return this == CHANGE || this == occasion;
    }
}
