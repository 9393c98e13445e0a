package io.jenkins.plugins.mergeability.engine.plan;

/** Digests of the files a component consists of, as they are at the head of a change. */
public interface FileDigests {

    /** The digest of what a component claims, by its number in the order of the map's components. */
    byte[] claimedBy(int component);

    /** The digest of all that no component claims and that is not ignored, but for the map itself. */
    byte[] unclaimed();
}
