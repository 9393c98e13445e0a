package io.jenkins.plugins.mergeability.engine.deploy;

/**
 * A release in an environment.
 *
 * @param release what is deployed
 * @param definition a digest of how it is deployed
 * @param target where it is deployed to
 */
public record Deployment(Release release, String definition, String target) {

    /** Whether nothing would change if one were deployed over the other: only their commits may differ. */
    public boolean sameAs(Deployment other) {
        return release.component().equals(other.release.component())
                && release.outputs().equals(other.release.outputs())
                && definition.equals(other.definition)
                && target.equals(other.target);
    }
}
