package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.MapLimits;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.problem.MapText;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import java.util.Map;

/**
 * Reads component maps from YAML or from the collections of a Jenkinsfile, in three phases: parse a text to a tree of
 * nodes, convert the tree to records, check the names in them. It reports all problems at once. {@link MapLimits} bounds
 * what a hostile file can cost.
 */
public final class MapReader {

    /** The maximum size of a file in bytes. One byte more is enough to load: the reader then reports the size. */
    public static final int MAX_BYTES = MapLimits.BYTES;

    private MapReader() {}

    /**
     * Reads a file's content.
     *
     * @param fileName the name of the file in messages
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
        ReferenceChecker references = new ReferenceChecker(problems);
        ComponentMap map = new StructureReader(problems, references).read(root);
        references.check(map);
        problems.check();
        return map;
    }
}
