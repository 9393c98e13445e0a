package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.disk.FileNameBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The headers of a tar, in GNU's form: names of any length and of any bytes. A reader compares with what stands here
 * instead of parsing what it finds, so a header has one form only.
 */
final class TarFormat {

    static final int BLOCK = 512;

    /** What a tar ends with. */
    static final byte[] END = new byte[2 * BLOCK];

    private static final int NAME = 100;
    private static final byte[] LONG_NAME = "././@LongLink".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONE = new byte[0];

    private TarFormat() {}

    /** The header of the list. */
    static byte[] list(long size) {
        return header(OutputPaths.LIST.getBytes(StandardCharsets.US_ASCII), '0', 0644, size, NONE);
    }

    /** The header of an entry, with the headers of a name and a link's target that are too long for it. */
    static byte[] header(OutputEntry entry) {
        byte[] path = FileNameBytes.of(entry.path());
        byte[] target = entry.isLink() ? FileNameBytes.of(entry.content()) : NONE;
        ByteArrayOutputStream out = new ByteArrayOutputStream(BLOCK);
        if (target.length > NAME) {
            longText(out, 'K', target);
        }
        if (path.length > NAME) {
            longText(out, 'L', path);
        }
        char type = entry.isLink() ? '2' : '0';
        int mode = entry.kind() == OutputEntry.Kind.FILE ? 0644 : entry.isLink() ? 0777 : 0755;
        out.writeBytes(header(path, type, mode, entry.size(), target));
        return out.toByteArray();
    }

    private static void longText(ByteArrayOutputStream out, char type, byte[] text) {
        int length = text.length + 1;
        out.writeBytes(header(LONG_NAME, type, 0, length, NONE));
        out.writeBytes(text);
        out.writeBytes(new byte[1 + padding(length)]);
    }

    private static byte[] header(byte[] name, char type, int mode, long size, byte[] target) {
        byte[] block = new byte[BLOCK];
        System.arraycopy(name, 0, block, 0, Math.min(name.length, NAME));
        octal(block, 100, 7, mode);
        octal(block, 108, 7, 0);
        octal(block, 116, 7, 0);
        octal(block, 124, 11, size);
        octal(block, 136, 11, 0);
        block[156] = (byte) type;
        System.arraycopy(target, 0, block, 157, Math.min(target.length, NAME));
        System.arraycopy("ustar  ".getBytes(StandardCharsets.US_ASCII), 0, block, 257, 7);
        int sum = 8 * ' ';
        for (byte value : block) {
            sum += value & 0xFF;
        }
        octal(block, 148, 6, sum);
        block[155] = ' ';
        return block;
    }

    private static void octal(byte[] block, int at, int digits, long value) {
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            block[i] = (byte) ('0' + (rest & 7));
            rest >>>= 3;
        }
        if (rest != 0) {
            throw new IllegalArgumentException("too large for a tar: " + value);
        }
    }

    /** The size that a header names; -1 if it names none. */
    static long size(byte[] block) {
        long size = 0;
        for (int i = 124; i < 135; i++) {
            int digit = block[i] - '0';
            if (digit < 0 || digit > 7) {
                return -1;
            }
            size = 8 * size + digit;
        }
        return size;
    }

    /** How many bytes fill the last block of a content. */
    static int padding(long size) {
        return (int) (-size & BLOCK - 1);
    }
}
