package io.jenkins.plugins.mergeability.engine.map.write;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * A compact binary form of component maps with positions, used as a cache of parsed maps. A file that cannot be decoded
 * (another version, a half-written file) is ignored and the text is parsed again, so every change of the form or of the
 * records only has to raise the version.
 *
 * <p>The form is: four letters, the version, a table of all strings, the map in depth-first order with indexes of
 * strings, and a checksum.
 */
public final class MapCodec {

    static final int VERSION = 7;

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

    /** The map of a binary form; fails on anything that {@link #encode} did not write. */
    public static ComponentMap decode(byte[] content) throws IOException {
        int start = MAGIC.length + 1;
        int end = content.length - CHECKSUM;
        if (end < start) {
            throw new IOException("the cached map is truncated");
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (content[i] != MAGIC[i]) {
                throw new IOException("this is not a cached map");
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
