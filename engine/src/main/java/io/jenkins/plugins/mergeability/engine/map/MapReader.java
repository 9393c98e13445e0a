package io.jenkins.plugins.mergeability.engine.map;

import java.util.Map;

/**
 * Reads component maps, from YAML or from the collections of a Jenkinsfile: one reader over a tree of values, in three
 * phases. A text becomes a tree, the tree becomes records, and at last the names in them are looked up. Everything that
 * can be found is found at once. A hostile input costs no more than a large honest one: see {@link Limits}.
 */
public final class MapReader {

    /** How large a file may be, in bytes. Load one more than these at most: that is enough to be told that it is too large. */
    public static final int MOST_BYTES = Limits.BYTES;

    private MapReader() {}

    /**
     * Reads a file's content.
     *
     * @param fileName what problems call the file
     */
    public static ComponentMap read(String fileName, byte[] content) throws MapException {
        MapText text = MapText.decode(fileName, content);
        Problems problems = new Problems(fileName, text);
        return read(YamlTree.read(text, problems), problems);
    }

    /** Reads a map given as Java collections: maps, lists, strings, numbers and booleans. */
    public static ComponentMap read(Map<String, ?> data) throws MapException {
        Problems problems = new Problems("", null);
        return read(DataTree.read(data, problems), problems);
    }

    private static ComponentMap read(Node root, Problems problems) throws MapException {
        Links links = new Links(problems);
        ComponentMap map = new Structure(problems, links).read(root);
        links.check(map);
        problems.check();
        return map;
    }
}
