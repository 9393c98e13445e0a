package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.MapLimits;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.problem.MapText;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import java.util.Map;

/**
 * Reads component maps, from YAML or from the collections of a Jenkinsfile: one reader over a tree of values, in three
 * phases. A text becomes a tree, the tree becomes records, and at last the names in them are looked up. Everything that
 * can be found is found at once. A hostile input costs no more than a large honest one: see {@link MapLimits}.
 */
public final class MapReader {

    /** How large a file may be, in bytes. Load one more than these at most: that is enough to be told that it is too large. */
    public static final int MOST_BYTES = MapLimits.BYTES;

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
        ReferenceChecker links = new ReferenceChecker(problems);
        ComponentMap map = new StructureReader(problems, links).read(root);
        links.check(map);
        problems.check();
        return map;
    }
}
