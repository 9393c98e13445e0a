package io.jenkins.plugins.mergeability.engine.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A hash table with byte strings as keys. It is queried with a part of a line, so that skipped lines need no objects.
 */
final class BytesTable<V> {

    private final byte[][] keys;
    private final int[] places;
    private final int mask;
    private final List<V> values;

    /** A table for {@code size} keys. */
    BytesTable(int size) {
        int slots = Integer.highestOneBit(Math.max(size, 4)) * 4;
        keys = new byte[slots][];
        places = new int[slots];
        mask = slots - 1;
        values = new ArrayList<>(size);
    }

    /** Adds a key that is not in the table. */
    void add(byte[] key, V value) {
        int slot = slot(key, 0, key.length);
        while (keys[slot] != null) {
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        places[slot] = values.size();
        values.add(value);
    }

    /** The value of this key, or null. */
    V get(byte[] bytes, int from, int to) {
        for (int slot = slot(bytes, from, to); keys[slot] != null; slot = slot + 1 & mask) {
            byte[] key = keys[slot];
            if (Arrays.equals(key, 0, key.length, bytes, from, to)) {
                return values.get(places[slot]);
            }
        }
        return null;
    }

    /** The values in the order they were added. */
    List<V> values() {
        return values;
    }

    private int slot(byte[] bytes, int from, int to) {
        int mixed = 0;
        for (int i = from; i < to; i++) {
            mixed = mixed * 31 + bytes[i];
        }
        return (mixed * 0x9E3779B9 >>> 8) & mask;
    }
}
