package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.JobRef;

/** Digests of the files that jobs depend on, in one state of a repository. Two are equal exactly if the files are. */
public interface FileDigests {

    /** The digest of what a component claims, by its number in the order of the map's components. */
    byte[] claimedBy(int component);

    /** The digest of all that no component claims and that is not ignored, but for the map itself. */
    byte[] unclaimed();

    /** The digest of what a job or a component selects, by its number in {@link MapFiles#selections}. */
    byte[] selectedBy(int selector);

    /** The digest of what lock files say of the packages that a component uses; empty where none concerns it. */
    default byte[] locked(int component) {
        return new byte[0];
    }

    /** The same of what concerns those who are built from the component. */
    default byte[] lockedExports(int component) {
        return new byte[0];
    }

    /** The digest of files that git ignores and a job names with {@code inputs.local}; empty where none are read. */
    default byte[] local(JobRef job) {
        return new byte[0];
    }
}
