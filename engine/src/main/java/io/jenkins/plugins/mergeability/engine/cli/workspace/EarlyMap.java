package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A map that is read while git starts, from where the repository most likely is. It is used only if git then names the
 * same directories and the map has the same text; otherwise it is as if it had not been read.
 */
final class EarlyMap {

    private static final EarlyMap NONE = new EarlyMap(Path.of(""), new MapCache(Path.of("")), new byte[0], null);

    private final Path state;
    private final MapCache cache;
    private final byte[] text;
    private final ComponentMap map;

    private EarlyMap(Path state, MapCache cache, byte[] text, ComponentMap map) {
        this.state = state;
        this.cache = cache;
        this.text = text;
        this.map = map;
    }

    /**
     * Reads the map of the working tree around the directory of a query.
     *
     * @param current the current directory
     */
    static EarlyMap read(PlanQuery query, Path current) {
        try {
            Path directory = query.repository().toRealPath();
            for (Path top = directory; top != null; top = top.getParent()) {
                if (Files.isDirectory(top.resolve(".git"))) {
                    Path state = state(top.resolve(".git"));
                    MapFile file = MapFile.locate(query.map(), query.repository(), current, Optional.of(top));
                    byte[] text = file.read();
                    MapCache cache = cache(state);
                    return new EarlyMap(state, cache, text, cache.read(file.shown(), text));
                }
            }
        } catch (IOException | BadInputException | MapException e) {
            // Read again, and reported, when git has answered.
            return NONE;
        }
        return NONE;
    }

    /** The directory of the tool's own files in the directory that all working trees of a repository share. */
    static Path state(Path commonDirectory) {
        return commonDirectory.resolve("mergeability");
    }

    /** The cache of a repository, by the directory of the tool's own files. */
    MapCache cacheOf(Path directory) {
        return state.equals(directory) ? cache : cache(directory);
    }

    /**
     * The map of a text.
     *
     * @param from a cache of {@link #cacheOf}
     * @throws MapException if it cannot be used
     */
    ComponentMap map(MapCache from, String shown, byte[] content) throws MapException {
        return map != null && from == cache && Arrays.equals(text, content) ? map : from.read(shown, content);
    }

    private static MapCache cache(Path state) {
        return new MapCache(state.resolve("cache"));
    }
}
