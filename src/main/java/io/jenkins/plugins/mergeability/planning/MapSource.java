package io.jenkins.plugins.mergeability.planning;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The text of a component map. The text of a map in the pipeline is its printed form.
 *
 * @param name the name for error messages: the path, or a description of a map without a path
 * @param bytes the text
 */
public record MapSource(String name, byte[] bytes) implements Serializable {

    public MapSource {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Parses the map.
     *
     * @throws PlanningException with all errors of the map
     */
    ComponentMap read() throws PlanningException {
        try {
            return MapReader.read(name, bytes);
        } catch (MapException e) {
            throw new PlanningException(e.render());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapSource that && name.equals(that.name) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return name + " (" + bytes.length + " bytes)";
    }
}
