package io.jenkins.plugins.mergeability.engine.map;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of the repository with its own jobs.
 *
 * @param name unique within the map
 * @param root where its commands run: a directory relative to the repository, {@code "."} for the top
 * @param files its files
 * @param dependsOn the components it depends on, sorted: it is affected when one of them is
 * @param affects components that a change in its own paths also builds
 * @param jobs its jobs by name, in the order of the map
 * @param position where its name is in the map
 */
public record Component(
        String name,
        String root,
        ComponentFiles files,
        List<String> dependsOn,
        Affects affects,
        Map<String, Job> jobs,
        Position position) {

    public Component {
        dependsOn = NameRules.sorted(dependsOn);
        jobs = jobs.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
    }

    /** Globs of its files, relative to the repository. */
    public List<String> paths() {
        return files.paths();
    }
}
