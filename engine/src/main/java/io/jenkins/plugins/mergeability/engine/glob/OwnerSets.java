package io.jenkins.plugins.mergeability.engine.glob;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Converts the codes that a path has collected to the owners that claim it, and interns the results. A code is twice the
 * owner's number, plus one for a negative glob; the ignore list is an owner before all others.
 */
final class OwnerSets {
    static final int[] NOBODY = {};

    /** The number of the ignore list as an owner. */
    static final int IGNORE = -1;

    private static final int SHORT = 24;

    /** The numbers of owners that claim ignored paths as well. */
    private final BitSet exempt;

    private int[] sorted = new int[8];
    private int[] owners = new int[8];
    private int[][] known = new int[16][];
    private int size;
    private boolean ignored;

    OwnerSets(BitSet exempt) {
        this.exempt = exempt;
    }

    static int code(int owner, boolean negative) {
        return 2 * (owner + 1) + (negative ? 1 : 0);
    }

    /** Whether the last path is ignored. */
    boolean ignored() {
        return ignored;
    }

    /** The owners of the first {@code count} codes, ascending. */
    int[] claims(int[] codes, int count) {
        ignored = false;
        if (count == 0) {
            return NOBODY;
        }
        if (sorted.length < count) {
            sorted = new int[2 * count];
            owners = new int[2 * count];
        }
        sort(codes, count);
        int found = 0;
        for (int i = 0; i < count; ) {
            int code = sorted[i];
            int owner = code >> 1;
            int last = code;
            while (i < count && sorted[i] >> 1 == owner) {
                last = sorted[i++];
            }
            boolean excluded = (last & 1) == 1;
            if (!excluded && owner == 0) {
                ignored = true;
            } else if (!excluded && (!ignored || exempt.get(owner - 1))) {
                owners[found++] = owner - 1;
            }
        }
        return found == 0 ? NOBODY : intern(found);
    }

    private void sort(int[] codes, int count) {
        if (count > SHORT) {
            System.arraycopy(codes, 0, sorted, 0, count);
            Arrays.sort(sorted, 0, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            int code = codes[i];
            int at = i;
            for (; at > 0 && sorted[at - 1] > code; at--) {
                sorted[at] = sorted[at - 1];
            }
            sorted[at] = code;
        }
    }

    private int[] intern(int count) {
        int slot = slot(owners, count);
        while (known[slot] != null) {
            if (Arrays.equals(known[slot], 0, known[slot].length, owners, 0, count)) {
                return known[slot];
            }
            slot = slot + 1 & known.length - 1;
        }
        int[] answer = Arrays.copyOf(owners, count);
        known[slot] = answer;
        if (2 * ++size > known.length) {
            grow();
        }
        return answer;
    }

    private void grow() {
        int[][] before = known;
        known = new int[4 * before.length][];
        for (int[] answer : before) {
            if (answer != null) {
                int slot = slot(answer, answer.length);
                while (known[slot] != null) {
                    slot = slot + 1 & known.length - 1;
                }
                known[slot] = answer;
            }
        }
    }

    private int slot(int[] answer, int count) {
        int hash = count;
        for (int i = 0; i < count; i++) {
            hash = (hash ^ answer[i]) * 0x9E3779B1;
        }
        return (hash ^ hash >>> 15) & known.length - 1;
    }
}
