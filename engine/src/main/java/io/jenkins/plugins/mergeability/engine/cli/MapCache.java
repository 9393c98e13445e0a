package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.MapCodec;
import io.jenkins.plugins.mergeability.engine.map.MapException;
import io.jenkins.plugins.mergeability.engine.map.MapReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Maps that have been read before, in a form that reads faster: parsing YAML is most of what a short command does. A
 * file that is damaged or of another version counts as absent.
 */
final class MapCache {

    private static final int KEPT = 8;

    private final Path directory;
    private Path target;
    private ComponentMap fresh;

    MapCache(Path directory) {
        this.directory = directory;
    }

    /**
     * The map that a text says.
     *
     * @throws MapException if it cannot be used
     */
    ComponentMap read(String shown, byte[] content) throws MapException {
        Path file = directory.resolve(key(content) + ".map");
        try {
            return MapCodec.decode(Files.readAllBytes(file));
        } catch (IOException absentOrDamaged) {
            ComponentMap map = MapReader.read(shown, content);
            target = file;
            fresh = map;
            return map;
        }
    }

    /** Keeps the map that was last read from YAML. Done last, when nothing of the call has turned out to be wrong. */
    void keep() {
        if (fresh == null) {
            return;
        }
        try {
            Files.createDirectories(directory);
            Path temporary = Files.createTempFile(directory, "map", ".tmp");
            try {
                Files.write(temporary, MapCodec.encode(fresh));
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
        if (files.size() > KEPT) {
            files.sort(Comparator.comparing(MapCache::modified).reversed());
            for (Path old : files.subList(KEPT, files.size())) {
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

    private static String key(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
