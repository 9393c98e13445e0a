package io.jenkins.plugins.mergeability.engine.proof;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The hashes that are looked for, as a table that is asked with the bytes of a line: no object is made for the many
 * lines that are passed over.
 */
final class Asked {

    private final byte[][] hashes;
    private final Tally[] tallies;
    private final int mask;

    Asked(Set<InputHash> asked) {
        int size = Integer.highestOneBit(Math.max(asked.size(), 4)) * 4;
        hashes = new byte[size][];
        tallies = new Tally[size];
        mask = size - 1;
        for (InputHash hash : asked) {
            byte[] bytes = hash.hex().getBytes(StandardCharsets.ISO_8859_1);
            int slot = slot(bytes, 0);
            while (hashes[slot] != null) {
                slot = slot + 1 & mask;
            }
            hashes[slot] = bytes;
            tallies[slot] = new Tally();
        }
    }

    /** Where to count a line with this beginning, or null if nobody asked for it. */
    Tally tally(byte[] bytes, int from, int to) {
        if (to - from < InputHash.LENGTH) {
            return null;
        }
        for (int slot = slot(bytes, from); hashes[slot] != null; slot = slot + 1 & mask) {
            if (Arrays.equals(hashes[slot], 0, InputHash.LENGTH, bytes, from, from + InputHash.LENGTH)) {
                return tallies[slot];
            }
        }
        return null;
    }

    Map<InputHash, Evidence> evidence() {
        Map<InputHash, Evidence> found = new HashMap<>();
        for (Tally tally : tallies) {
            if (tally != null && !tally.empty()) {
                Evidence evidence = tally.evidence();
                found.put(evidence.latest().hash(), evidence);
            }
        }
        return found;
    }

    /** Eight digits of a cryptographic hash are as good as random; the multiplication spreads their ASCII codes. */
    private int slot(byte[] bytes, int from) {
        int mixed = 0;
        for (int i = 0; i < 8; i++) {
            mixed = mixed * 31 + bytes[from + i];
        }
        return (mixed * 0x9E3779B9 >>> 8) & mask;
    }
}
