package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.map.write.MapCodec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A cache of parsed maps: parsing YAML takes most of the time of a short command. A file that is damaged or of another
 * version counts as absent.
 */
final class MapCache {

    private static final int MAX_FILES = 8;

    private final Path directory;
    private Path target;
    private byte[] freshText;
    private ComponentMap fresh;

    MapCache(Path directory) {
        this.directory = directory;
    }

    /**
     * The map of a text.
     *
     * @throws MapException if it cannot be used
     */
    ComponentMap read(String shown, byte[] text) throws MapException {
        Path file = directory.resolve(name(text));
        try {
            byte[] kept = Files.readAllBytes(file);
            if (Arrays.equals(text, 0, text.length, kept, 0, Math.min(text.length, kept.length))) {
                return MapCodec.decode(Arrays.copyOfRange(kept, text.length, kept.length));
            }
        } catch (IOException absentOrDamaged) {
            // Read from its text, as if there were no cache.
            target = null;
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
        try {
            Files.createDirectories(directory);
            Path temporary = Files.createTempFile(directory, "map", ".tmp");
            try {
                Files.write(temporary, freshText);
                Files.write(temporary, MapCodec.encode(fresh), StandardOpenOption.APPEND);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            prune();
        } catch (IOException e) {
            // Without the cache the next call is slower and nothing else; a read-only repository is no error.
            fresh = null;
        }
    }

    private void prune() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(files::add);
        }
        if (files.size() > MAX_FILES) {
            files.sort(Comparator.comparing(MapCache::modified).reversed());
            for (Path old : files.subList(MAX_FILES, files.size())) {
                Files.deleteIfExists(old);
            }
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    /** Different texts with the same name are distinguished by the text, which precedes the map in the file. */
    private static String name(byte[] text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text);
        return Long.toHexString(checksum.getValue()) + ".map";
    }
}
