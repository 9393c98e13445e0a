package io.jenkins.plugins.mergeability.engine.map.write;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * A compact binary form of component maps, positions included: a cache, so that a map that was read once need not be
 * parsed again. What cannot be decoded (another version, a half-written file) is read again from its text; so the
 * version is raised with every change of the form or of the records, and nothing else is done about older forms.
 *
 * <p>Form: four letters, the version, a table of all strings, the map in depth-first order with numbers in place of
 * strings, and a checksum of all before.
 */
public final class MapCodec {

    static final int VERSION = 2;

    private static final byte[] MAGIC = {'M', 'M', 'A', 'P'};
    private static final int CHECKSUM = 4;

    private MapCodec() {}

    /** The binary form of a map. */
    public static byte[] encode(ComponentMap map) {
        MapEncoder encoder = new MapEncoder();
        encoder.map(map);
        byte[] body = encoder.toByteArray();
        byte[] content = new byte[MAGIC.length + 1 + body.length + CHECKSUM];
        System.arraycopy(MAGIC, 0, content, 0, MAGIC.length);
        content[MAGIC.length] = VERSION;
        System.arraycopy(body, 0, content, MAGIC.length + 1, body.length);
        int end = content.length - CHECKSUM;
        long checksum = checksum(content, end);
        for (int i = 0; i < CHECKSUM; i++) {
            content[end + i] = (byte) (checksum >>> 8 * i);
        }
        return content;
    }

    /** The map of a binary form; fails on anything {@link #encode} did not make. */
    public static ComponentMap decode(byte[] content) throws IOException {
        int start = MAGIC.length + 1;
        int end = content.length - CHECKSUM;
        if (end < start) {
            throw new IOException("the cached map is cut off");
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (content[i] != MAGIC[i]) {
                throw new IOException("this is no cached map");
            }
        }
        if (content[MAGIC.length] != VERSION) {
            throw new IOException("the cached map is of version " + content[MAGIC.length] + ", not " + VERSION);
        }
        long checksum = checksum(content, end);
        for (int i = 0; i < CHECKSUM; i++) {
            if (content[end + i] != (byte) (checksum >>> 8 * i)) {
                throw new IOException("the cached map is damaged");
            }
        }
        return new MapDecoder(content, start, end).map();
    }

    private static long checksum(byte[] content, int end) {
        CRC32 checksum = new CRC32();
        checksum.update(content, 0, end);
        return checksum.getValue();
    }
}
