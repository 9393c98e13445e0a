package io.jenkins.plugins.mergeability.engine.cli.init;

/**
 * A difference between a component map and the manifests of the repository.
 *
 * @param kind what differs
 * @param component the component, or the root of a package that no component has
 * @param dependency the component at the other end of the edge; empty for a package
 * @param file the manifest; empty where none says anything
 * @param line the line of the manifest, from 1; 0 where it is not known
 */
public record ManifestDifference(Kind kind, String component, String dependency, String file, int line) {

    /** The kinds of difference. */
    public enum Kind {
        /** A manifest has an edge that the map lacks. */
        MISSING_EDGE,
        /** The map has an edge between packages that no manifest has. */
        UNUSED_EDGE,
        /** No component claims the manifest of a package. */
        UNCLAIMED_PACKAGE
    }

    /** The difference as a sentence that says how to fix it. */
    public String message() {
        String where = file + (line > 0 ? ":" + line : "");
        return switch (kind) {
            case MISSING_EDGE ->
                component + ": " + where + " uses " + dependency + ", which it does not depend on in the map: add it to"
                        + " `dependsOn`, or to that of the jobs that use it";
            case UNUSED_EDGE ->
                component + ": no manifest leads from it to " + dependency + ": remove it from `dependsOn`, or leave it"
                        + " there if its jobs use it otherwise";
            case UNCLAIMED_PACKAGE -> "no component claims the package of " + where + ": add one for it";
        };
    }
}
