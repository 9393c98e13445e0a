package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.change.Claims;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockedInputs;

/** The digests of the files in a snapshot, each computed when it is first asked for. For one thread at a time. */
public class SnapshotDigests implements FileDigests {

    private final Snapshot snapshot;
    private final MapFiles files;
    private final String mapPath;
    private final Claims claimed;
    private final LockedInputs locked;
    private Claims selected;

    /**
     * @param mapPath the path of the map, which counts as a file of nobody; empty if it is not in the repository
     * @param locked what the lock files in the snapshot say
     */
    public SnapshotDigests(Snapshot snapshot, MapFiles files, String mapPath, LockedInputs locked) {
        this.snapshot = snapshot;
        this.files = files;
        this.mapPath = mapPath;
        this.claimed = Claims.of(snapshot, files.claims(), files.components(), files.lockfiles());
        this.locked = locked;
    }

    @Override
    public byte[] claimedBy(int component) {
        return claimed.digest(component);
    }

    @Override
    public byte[] unclaimed() {
        return claimed.unclaimedDigest(mapPath);
    }

    @Override
    public byte[] selectedBy(int selector) {
        if (selected == null) {
            selected = Claims.of(snapshot, files.selections().orElseThrow(), files.selectors());
        }
        return selected.digest(selector);
    }

    @Override
    public byte[] locked(int component) {
        return locked.digest(component);
    }

    @Override
    public byte[] lockedExports(int component) {
        return locked.exportedDigest(component);
    }
}
