package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentFiles;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobGlobs;
import io.jenkins.plugins.mergeability.engine.map.JobInputs;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which paths a map names: those that its components claim, and those that are selected: by jobs with {@code inputs.only},
 * and by components with {@code exports}.
 *
 * @param components the number of components
 * @param claims which component claims a path, numbered in the order of the map's components
 * @param selecting the jobs that select their inputs, in the order of the map
 * @param exporting the components that select what they export, in the order of the map
 * @param lockfiles paths that are nobody's files, because only their entries count
 * @param selections which of those jobs, and after them which of those components, selects a path, numbered in their
 *     order; absent where there are none
 */
public record MapFiles(
        int components,
        ClaimIndex claims,
        List<JobRef> selecting,
        List<String> exporting,
        Set<String> lockfiles,
        Optional<ClaimIndex> selections) {

    /** The paths that a map names. */
    public static MapFiles of(ComponentMap map) {
        List<List<String>> claimed = new ArrayList<>(map.components().size());
        List<List<String>> selected = new ArrayList<>();
        BitSet exempt = new BitSet();
        BitSet exemptSelectors = new BitSet();
        for (Component component : map.components().values()) {
            exempt.set(claimed.size(), !component.files().ignore());
            claimed.add(component.files().claimed(component.root()));
        }
        List<JobRef> selecting = selecting(map);
        for (JobRef ref : selecting) {
            Component component = map.components().get(ref.component());
            JobInputs inputs =
                    component.jobs().get(ref.job()).settings().files().inputs();
            exemptSelectors.set(selected.size(), !component.files().ignore());
            selected.add(JobGlobs.fromTop(component.root(), inputs.only().orElseThrow()));
        }
        List<String> exporting = exporting(map);
        for (String name : exporting) {
            ComponentFiles files = map.components().get(name).files();
            exemptSelectors.set(selected.size(), !files.ignore());
            selected.add(files.exports().orElseThrow());
        }
        return new MapFiles(
                claimed.size(),
                ClaimIndex.of(claimed, map.ignore(), exempt),
                List.copyOf(selecting),
                List.copyOf(exporting),
                Set.copyOf(map.lockfiles()),
                selected.isEmpty()
                        ? Optional.empty()
                        : Optional.of(ClaimIndex.of(selected, map.ignore(), exemptSelectors)));
    }

    /** The jobs that select their inputs, in the order of the map. */
    static List<JobRef> selecting(ComponentMap map) {
        List<JobRef> selecting = new ArrayList<>();
        for (Component component : map.components().values()) {
            for (Job job : component.jobs().values()) {
                if (job.settings().files().inputs().only().isPresent()) {
                    selecting.add(new JobRef(component.name(), job.name()));
                }
            }
        }
        return selecting;
    }

    /** The components that select what they export, in the order of the map. */
    static List<String> exporting(ComponentMap map) {
        List<String> exporting = new ArrayList<>();
        for (Component component : map.components().values()) {
            if (component.files().exports().isPresent()) {
                exporting.add(component.name());
            }
        }
        return exporting;
    }

    /** How many jobs and components select paths. */
    int selectors() {
        return selecting.size() + exporting.size();
    }

    /** Whether a path belongs to no component and is not ignored. */
    boolean unclaimed(String path) {
        return claims.claims(path).length == 0 && !claims.ignored(path) && !lockfiles.contains(path);
    }
}
