package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobGlobs;
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
        List<JobRef> selecting = new ArrayList<>();
        List<List<String>> selected = new ArrayList<>();
        List<String> exporting = new ArrayList<>();
        List<List<String>> exported = new ArrayList<>();
        BitSet exempt = new BitSet();
        BitSet exemptSelectors = new BitSet();
        BitSet exemptExports = new BitSet();
        for (Component component : map.components().values()) {
            boolean ignore = component.files().ignore();
            exempt.set(claimed.size(), !ignore);
            claimed.add(component.files().claimed(component.root()));
            if (component.files().exports().isPresent()) {
                exemptExports.set(exporting.size(), !ignore);
                exporting.add(component.name());
                exported.add(component.files().exports().get());
            }
            for (Job job : component.jobs().values()) {
                Optional<List<String>> only = job.settings().files().inputs().only();
                if (only.isPresent()) {
                    exemptSelectors.set(selecting.size(), !ignore);
                    selecting.add(new JobRef(component.name(), job.name()));
                    selected.add(JobGlobs.fromTop(component.root(), only.get()));
                }
            }
        }
        exemptExports.stream().forEach(number -> exemptSelectors.set(selecting.size() + number));
        selected.addAll(exported);
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

    /** How many jobs and components select paths. */
    int selectors() {
        return selecting.size() + exporting.size();
    }

    /** Whether a path belongs to no component and is not ignored. */
    boolean unclaimed(String path) {
        return claims.claims(path).length == 0 && !claims.ignored(path) && !lockfiles.contains(path);
    }
}
