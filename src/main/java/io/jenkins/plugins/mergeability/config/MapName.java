package io.jenkins.plugins.mergeability.config;

/** The names of component maps that are no choice of the repository. */
public final class MapName {

    /** The path of the map by default. */
    public static final String DEFAULT = "components.yaml";

    /** The name of a map that a pipeline defines. */
    public static final String INLINE = "the map in the pipeline";

    private MapName() {}
}
