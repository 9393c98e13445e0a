package io.jenkins.plugins.mergeability.engine.map.write;

import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How two maps differ in their effect on jobs; positions, spellings and environments do not count.
 *
 * @param redefined components that are new in the newer map, or defined otherwise there, sorted by name
 * @param removed components that only the older map has, sorted by name
 * @param ignore whether other paths are ignored, which may concern every component
 * @param unmapped whether a path that no component claims has another effect
 * @param lockfiles whether other lock files count by their entries, which may concern every component
 */
public record MapDiff(
        List<String> redefined, List<String> removed, boolean ignore, boolean unmapped, boolean lockfiles) {

    public MapDiff {
        redefined = List.copyOf(redefined);
        removed = List.copyOf(removed);
    }

    /** Whether both maps have the same effect. */
    public boolean isEmpty() {
        return redefined.isEmpty() && removed.isEmpty() && !ignore && !unmapped && !lockfiles;
    }

    /** The difference between an older and a newer map. */
    public static MapDiff between(ComponentMap older, ComponentMap newer) {
        List<String> redefined = new ArrayList<>();
        for (Map.Entry<String, Component> entry : newer.components().entrySet()) {
            Component before = older.components().get(entry.getKey());
            if (before == null || !MapPrinter.definition(before).equals(MapPrinter.definition(entry.getValue()))) {
                redefined.add(entry.getKey());
            }
        }
        List<String> removed = new ArrayList<>();
        for (String name : older.components().keySet()) {
            if (!newer.components().containsKey(name)) {
                removed.add(name);
            }
        }
        boolean ignore = !older.ignore().equals(newer.ignore());
        boolean lockfiles = !older.lockfiles().equals(newer.lockfiles());
        return new MapDiff(redefined, removed, ignore, older.unmapped() != newer.unmapped(), lockfiles);
    }
}
