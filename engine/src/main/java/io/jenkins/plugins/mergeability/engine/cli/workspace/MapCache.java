package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.map.write.MapCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A cache of parsed maps: parsing YAML takes most of the time of a short command. A file that is damaged or of another
 * version counts as absent.
 */
final class MapCache {

    private static final int MAX_FILES = 8;

    private final CacheDirectory files;
    private String target;
    private byte[] freshText;
    private ComponentMap fresh;

    MapCache(Path directory) {
        this.files = new CacheDirectory(directory, MAX_FILES);
    }

    /**
     * The map of a text.
     *
     * @throws MapException if it cannot be used
     */
    ComponentMap read(String shown, byte[] text) throws MapException {
        String file = name(text);
        byte[] kept = files.find(file).orElse(new byte[0]);
        if (Arrays.equals(text, 0, text.length, kept, 0, Math.min(text.length, kept.length))) {
            try {
                return MapCodec.decode(Arrays.copyOfRange(kept, text.length, kept.length));
            } catch (IOException damaged) {
                // Read from its text, as if there were no cache.
                target = null;
            }
        }
        ComponentMap map = MapReader.read(shown, text);
        target = file;
        freshText = text;
        fresh = map;
        return map;
    }

    /** Stores the map that was last read from YAML; called last, when the call is known to be valid. */
    void keep() {
        if (fresh == null) {
            return;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(freshText);
        content.writeBytes(MapCodec.encode(fresh));
        files.keep(target, content.toByteArray());
        fresh = null;
    }

    /** Different texts with the same name are distinguished by the text, which precedes the map in the file. */
    private static String name(byte[] text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text);
        return Long.toHexString(checksum.getValue()) + ".map";
    }
}
