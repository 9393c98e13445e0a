package io.jenkins.plugins.mergeability.planning;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The text of a component map, as it was read or, of one given in the pipeline, as it is printed.
 *
 * @param name what problems call it: its path, or words for a map without one
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
     * The map that the text says.
     *
     * @throws PlanningException with all that is wrong with it
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
