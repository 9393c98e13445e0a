package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which paths are inputs of a job, by the same rules as {@link InputHashes}. */
public final class InputPaths {

    private InputPaths() {}

    /**
     * Those of the paths that are inputs of a job.
     *
     * @param files which paths the map names
     */
    public static List<String> of(ComponentMap map, MapFiles files, JobRef job, Collection<String> paths) {
        List<String> components = new ArrayList<>();
        for (JobRef ref : TopologicalOrder.jobs(map, List.of(job))) {
            components.add(ref.component());
        }
        Set<String> sources = new HashSet<>(TopologicalOrder.components(map, components));
        Set<String> direct = Set.copyOf(sources);
        for (Component component : map.components().values()) {
            boolean affects = component.affects().everything()
                    || component.affects().components().stream().anyMatch(direct::contains);
            if (affects) {
                sources.add(component.name());
            }
        }
        List<String> names = List.copyOf(map.components().keySet());
        List<String> inputs = new ArrayList<>();
        for (String path : paths) {
            int[] owners = files.claims().claims(path);
            boolean input = owners.length == 0
                    && map.unmapped() == Unmapped.EVERYTHING
                    && !files.claims().ignored(path);
            for (int owner : owners) {
                input |= sources.contains(names.get(owner));
            }
            if (input) {
                inputs.add(path);
            }
        }
        return inputs;
    }
}
