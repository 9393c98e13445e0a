package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobGlobs;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which paths a map names: those that its components claim, and those that jobs select with {@code inputs.only}.
 *
 * @param components the number of components
 * @param claims which component claims a path, numbered in the order of the map's components
 * @param selecting the jobs that select their inputs, in the order of the map
 * @param selections which of those jobs selects a path, numbered in their order; absent where there are none
 */
public record MapFiles(int components, ClaimIndex claims, List<JobRef> selecting, Optional<ClaimIndex> selections) {

    /** The paths that a map names. */
    public static MapFiles of(ComponentMap map) {
        List<List<String>> claimed = new ArrayList<>(map.components().size());
        List<JobRef> selecting = new ArrayList<>();
        List<List<String>> selected = new ArrayList<>();
        for (Component component : map.components().values()) {
            claimed.add(component.paths());
            for (Job job : component.jobs().values()) {
                Optional<List<String>> only = job.settings().files().inputs().only();
                if (only.isPresent()) {
                    selecting.add(new JobRef(component.name(), job.name()));
                    selected.add(JobGlobs.fromTop(component.root(), only.get()));
                }
            }
        }
        Optional<ClaimIndex> selections =
                selecting.isEmpty() ? Optional.empty() : Optional.of(ClaimIndex.of(selected, map.ignore()));
        return new MapFiles(claimed.size(), ClaimIndex.of(claimed, map.ignore()), List.copyOf(selecting), selections);
    }

    /** Whether a path belongs to no component and is not ignored. */
    boolean unclaimed(String path) {
        return claims.claims(path).length == 0 && !claims.ignored(path);
    }
}
