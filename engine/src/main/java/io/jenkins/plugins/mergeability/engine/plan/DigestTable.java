package io.jenkins.plugins.mergeability.engine.plan;

import java.io.Serial;
import java.io.Serializable;

/** Digests of files that have all been computed, small enough to be sent whatever the size of the repository. */
public final class DigestTable implements FileDigests, Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final byte[][] claimed;
    private final byte[][] selected;
    private final byte[] unclaimed;
    private final byte[][] locked;
    private final byte[][] lockedExports;

    private DigestTable(
            byte[][] claimed, byte[][] selected, byte[] unclaimed, byte[][] locked, byte[][] lockedExports) {
        this.claimed = claimed;
        this.locked = locked;
        this.lockedExports = lockedExports;
        this.selected = selected;
        this.unclaimed = unclaimed;
    }

    /** A copy of all digests of a map's files. */
    public static DigestTable of(FileDigests digests, MapFiles files) {
        byte[][] claimed = new byte[files.components()][];
        byte[][] locked = new byte[claimed.length][];
        byte[][] lockedExports = new byte[claimed.length][];
        for (int i = 0; i < claimed.length; i++) {
            claimed[i] = digests.claimedBy(i);
            locked[i] = digests.locked(i);
            lockedExports[i] = digests.lockedExports(i);
        }
        byte[][] selected = new byte[files.selectors()][];
        for (int i = 0; i < selected.length; i++) {
            selected[i] = digests.selectedBy(i);
        }
        return new DigestTable(claimed, selected, digests.unclaimed(), locked, lockedExports);
    }

    @Override
    public byte[] claimedBy(int component) {
        return claimed[component].clone();
    }

    @Override
    public byte[] unclaimed() {
        return unclaimed.clone();
    }

    @Override
    public byte[] selectedBy(int selector) {
        return selected[selector].clone();
    }

    @Override
    public byte[] locked(int component) {
        return locked[component].clone();
    }

    @Override
    public byte[] lockedExports(int component) {
        return lockedExports[component].clone();
    }
}
