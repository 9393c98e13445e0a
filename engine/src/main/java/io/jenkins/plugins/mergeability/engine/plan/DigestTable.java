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

    private DigestTable(byte[][] claimed, byte[][] selected, byte[] unclaimed) {
        this.claimed = claimed;
        this.selected = selected;
        this.unclaimed = unclaimed;
    }

    /** A copy of all digests of a map's files. */
    public static DigestTable of(FileDigests digests, MapFiles files) {
        byte[][] claimed = new byte[files.components()][];
        for (int i = 0; i < claimed.length; i++) {
            claimed[i] = digests.claimedBy(i);
        }
        byte[][] selected = new byte[files.selectors()][];
        for (int i = 0; i < selected.length; i++) {
            selected[i] = digests.selectedBy(i);
        }
        return new DigestTable(claimed, selected, digests.unclaimed());
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
}
