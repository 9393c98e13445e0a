package io.jenkins.plugins.mergeability.engine.map;

/** How long a job that has passed counts as proven. The names are those of the map. */
public enum CachePolicy {
    /** For the same inputs, for ever. */
    ALWAYS("true"),
    /** As long as the pass is the newest outcome of the job. */
    LAST("last"),
    /** Never: it runs on every occasion of its own. */
    NEVER("false");

    private final String text;

    CachePolicy(String text) {
        this.text = text;
    }

    /** The value as it is written in a map. */
    public String text() {
        return text;
    }
}
