package io.jenkins.plugins.mergeability.engine.change;

import io.jenkins.plugins.mergeability.engine.hash.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Computes the SHA-256 of entries of a snapshot, in its order.
 *
 * <p>It hashes a short, unambiguous form: of each entry its mode, its id in binary, and the part of its path that differs
 * from the path before. In a short-lived process hashing is not compiled yet, so a third of the bytes takes a third of
 * the time.
 */
final class EntryDigest {

    private static final int MODE = 6;

    /** The values of hexadecimal digits; -1 for other characters. */
    private static final byte[] DIGITS = new byte[128];

    static {
        Arrays.fill(DIGITS, (byte) -1);
        for (int value = 0; value < 16; value++) {
            DIGITS[Character.forDigit(value, 16)] = (byte) value;
        }
    }

    private final byte[] records;
    private final Snapshot snapshot;
    private final MessageDigest digest = Sha256.start();
    private byte[] form = new byte[4096];
    private int length;
    private int before;
    private int beforeEnd;

    EntryDigest(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.records = snapshot.records();
    }

    /** Adds an entry, which comes after all entries added before. */
    void add(int entry) {
        int start = snapshot.start(entry);
        int path = snapshot.pathStart(entry);
        int end = snapshot.pathEnd(entry);
        reserve(end - start + 16);
        System.arraycopy(records, start, form, length, MODE);
        length += MODE;
        id(start + MODE + 1, path - 1);
        int shared = Arrays.mismatch(records, before, beforeEnd, records, path, end);
        shared = shared < 0 ? end - path : shared;
        number(shared);
        number(end - path - shared);
        System.arraycopy(records, path + shared, form, length, end - path - shared);
        length += end - path - shared;
        before = path;
        beforeEnd = end;
    }

    /** The digest of the entries added since the last call. */
    byte[] end() {
        digest.update(form, 0, length);
        length = 0;
        beforeEnd = before;
        return digest.digest();
    }

    private void id(int from, int to) {
        number(to - from);
        for (int i = from; i < to; i += 2) {
            int value = DIGITS[records[i]] << 4 | DIGITS[records[i + 1]];
            if (value < 0) {
                throw new IllegalStateException("an object id is not hexadecimal");
            }
            form[length++] = (byte) value;
        }
    }

    private void number(int number) {
        int rest = number;
        while (rest >= 0x80) {
            form[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        form[length++] = (byte) rest;
    }

    private void reserve(int more) {
        if (form.length - length < more) {
            form = Arrays.copyOf(form, 2 * form.length + more);
        }
    }
}
