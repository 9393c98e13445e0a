package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a change affects: the components that claim a changed path or are defined anew, those that the ones with
 * changed paths affect, and from there whatever depends on an affected component.
 *
 * <p>The result depends on the sets of paths and names alone, grows with them, and is closed under {@code dependsOn}.
 */
final class Affected {

    /** How many changed paths are named for each component; the rest are counted. */
    static final int PATHS_NAMED = 3;

    private final ComponentMap map;
    private final SortedMap<String, List<Reason>> reasons = new TreeMap<>();
    private final List<String> unclaimed = new ArrayList<>();

    private Affected(ComponentMap map) {
        this.map = map;
    }

    /** Every component is affected, for one and the same reason. */
    static Affected everything(ComponentMap map, Reason reason) {
        Affected affected = new Affected(map);
        for (String name : map.components().keySet()) {
            affected.add(name, reason);
        }
        return affected;
    }

    /**
     * The components of jobs asked for by name, and of all the jobs they need.
     *
     * @param jobs the jobs asked for
     * @param all these and all they need
     */
    static Affected asked(ComponentMap map, Set<JobRef> jobs, Set<JobRef> all) {
        Affected affected = new Affected(map);
        Set<String> named = new TreeSet<>();
        for (JobRef job : jobs) {
            named.add(job.component());
        }
        for (String name : named) {
            affected.add(name, Reason.of(Reason.Kind.ASKED, ""));
        }
        for (JobRef job : new TreeSet<>(all)) {
            for (JobRef needed : TopologicalOrder.job(map, job).settings().needs()) {
                Reason reason = Reason.of(Reason.Kind.NEEDED_BY, job.component());
                List<Reason> reasons = affected.reasons.get(needed.component());
                if (!named.contains(needed.component()) && (reasons == null || !reasons.contains(reason))) {
                    affected.add(needed.component(), reason);
                }
            }
        }
        return affected;
    }

    /**
     * What a change affects.
     *
     * @param claims which component claims a path, numbered in the order of the map's components
     * @param paths the changed paths, sorted
     * @param redefined names of components the map defines differently than before
     * @param mapPath the path of the map itself, which is never unclaimed, or empty if it is not in the repository
     */
    static Affected by(
            ComponentMap map, ClaimIndex claims, Collection<String> paths, Set<String> redefined, String mapPath) {
        Affected affected = new Affected(map);
        Set<String> changed = affected.claimed(claims, paths, mapPath);
        for (String name : redefined) {
            affected.add(name, Reason.of(Reason.Kind.REDEFINED, ""));
        }
        if (map.unmapped() == Unmapped.EVERYTHING && !affected.unclaimed.isEmpty()) {
            Reason reason = new Reason(Reason.Kind.UNCLAIMED, affected.unclaimed.get(0), affected.unclaimed.size() - 1);
            for (String name : map.components().keySet()) {
                affected.add(name, reason);
            }
        }
        affected.spread(changed);
        affected.close();
        return affected;
    }

    /** The affected components with their reasons, sorted by name; the most direct reason comes first. */
    SortedMap<String, List<Reason>> reasons() {
        return Collections.unmodifiableSortedMap(reasons);
    }

    /** The changed paths that no component claims and that are not ignored, in the order given. */
    List<String> unclaimed() {
        return Collections.unmodifiableList(unclaimed);
    }

    private Set<String> claimed(ClaimIndex claims, Collection<String> paths, String mapPath) {
        String[] names = map.components().keySet().toArray(new String[0]);
        String[][] named = new String[names.length][];
        int[] counts = new int[names.length];
        for (String path : paths) {
            int[] owners = claims.claims(path);
            for (int owner : owners) {
                if (counts[owner] < PATHS_NAMED) {
                    if (named[owner] == null) {
                        named[owner] = new String[PATHS_NAMED];
                    }
                    named[owner][counts[owner]] = path;
                }
                counts[owner]++;
            }
            if (owners.length == 0 && !path.equals(mapPath) && !claims.ignored(path)) {
                unclaimed.add(path);
            }
        }
        Set<String> changed = new HashSet<>();
        for (int owner = 0; owner < names.length; owner++) {
            int last = Math.min(counts[owner], PATHS_NAMED) - 1;
            for (int i = 0; i <= last; i++) {
                int more = i == last ? counts[owner] - PATHS_NAMED : 0;
                add(names[owner], new Reason(Reason.Kind.CHANGED, named[owner][i], Math.max(0, more)));
                changed.add(names[owner]);
            }
        }
        return changed;
    }

    private void spread(Set<String> changed) {
        for (Component component : map.components().values()) {
            if (!changed.contains(component.name())) {
                continue;
            }
            Reason reason = Reason.of(Reason.Kind.AFFECTED_BY, component.name());
            Collection<String> targets = component.affects().everything()
                    ? map.components().keySet()
                    : component.affects().components();
            for (String target : targets) {
                if (!target.equals(component.name())) {
                    add(target, reason);
                }
            }
        }
    }

    private void close() {
        Map<String, List<String>> dependents = TopologicalOrder.dependents(map);
        ArrayDeque<String> open = new ArrayDeque<>(reasons.keySet());
        while (!open.isEmpty()) {
            String name = open.remove();
            for (String dependent : dependents.getOrDefault(name, List.of())) {
                if (!reasons.containsKey(dependent)) {
                    open.add(dependent);
                }
                add(dependent, Reason.of(Reason.Kind.DEPENDS_ON, name));
            }
        }
        for (List<Reason> list : reasons.values()) {
            Collections.sort(list);
        }
    }

    private void add(String name, Reason reason) {
        reasons.computeIfAbsent(name, key -> new ArrayList<>(2)).add(reason);
    }
}
