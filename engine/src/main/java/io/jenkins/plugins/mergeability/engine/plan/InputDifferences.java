package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.lockfiles.LockChange;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import io.jenkins.plugins.mergeability.engine.map.write.MapPrinter;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which inputs differ between the states of a change. Where the map means the same in all, they differ exactly
 * along its edges from what has changed; where it does not, the hashes of the states are compared, each by its own map.
 */
final class InputDifferences {

    /** How many components that affect a component are named as reasons. */
    private static final int MAX_SOURCES = 20;

    private final ComponentMap map;
    private final InputGraph graph;
    private final ChangedFiles changed;
    private final List<BaseState> bases;
    private final Set<String> contents = new HashSet<>();
    private final Set<String> exports = new HashSet<>();
    private final Set<JobKey> jobs = new HashSet<>();
    private List<String> changedEverywhere;

    private InputDifferences(ComponentMap map, InputGraph graph, PlanScope.Changed change) {
        this.map = map;
        this.graph = graph;
        this.changed = change.files();
        this.bases = change.bases();
    }

    /**
     * The differences that a change makes to any state that it starts from.
     *
     * @param hashes the hashes of the state it leads to
     */
    static InputDifferences of(ComponentMap map, PlanScope.Changed change, InputHashes hashes) {
        InputDifferences differences = new InputDifferences(map, hashes.graph(), change);
        if (change.bases().isEmpty()) {
            differences.follow();
        }
        for (BaseState base : change.bases()) {
            differences.compare(base, hashes);
        }
        return differences;
    }

    ComponentMap map() {
        return map;
    }

    /** Whether the inputs of a job differ. */
    boolean job(JobKey job) {
        return jobs.contains(job);
    }

    /** Whether the files of a component, or what its dependents are built from, differ. */
    boolean content(String component) {
        return contents.contains(component) || exports.contains(component);
    }

    /** Compares the hashes of both states. */
    private void compare(BaseState before, InputHashes now) {
        InputHashes then = now.at(before);
        Map<JobKey, InputHash> older = then.of(Affected.jobs(before.map()));
        Map<JobKey, InputHash> newer = now.of(Affected.jobs(map));
        newer.forEach((job, hash) -> {
            if (!hash.equals(older.get(job))) {
                jobs.add(job);
            }
        });
        differing(
                now.contents(map.components().keySet()),
                then.contents(before.map().components().keySet()),
                contents);
        differing(now.exports(), then.exports(), exports);
    }

    private static void differing(Map<String, byte[]> newer, Map<String, byte[]> older, Set<String> names) {
        newer.forEach((name, digest) -> {
            if (!Arrays.equals(digest, older.get(name))) {
                names.add(name);
            }
        });
    }

    /** Follows the edges of the map from the changed files. */
    private void follow() {
        boolean all =
                map.unmapped() == Unmapped.EVERYTHING && !changed.unclaimed().isEmpty();
        Set<String> around = new HashSet<>();
        Set<String> everywhere = new HashSet<>(changedEverywhere());
        for (String name : TopologicalOrder.components(map, map.components().keySet())) {
            Component component = map.components().get(name);
            if (all
                    || affectedBySome(graph.affecting(name))
                    || everywhere.size() > (everywhere.contains(name) ? 1 : 0)
                    || !Collections.disjoint(component.dependsOn(), exports)) {
                around.add(name);
            }
            if (around.contains(name) || ownFiles(name)) {
                contents.add(name);
            }
            boolean exported = graph.exports(name) < 0
                    ? ownFiles(name)
                    : changed.exports().containsKey(name) || lockedExports(name);
            if (around.contains(name) || exported) {
                exports.add(name);
            }
        }
        for (JobRef ref : TopologicalOrder.jobs(map, Affected.jobs(map))) {
            Job job = TopologicalOrder.job(map, ref);
            boolean files = graph.selection(ref) >= 0
                    ? around.contains(ref.component())
                            || changed.locks().containsKey(ref.component())
                            || changed.selections().containsKey(ref.toString())
                    : contents.contains(ref.component());
            boolean inputs = files || !Collections.disjoint(dependsOn(job), exports);
            for (Optional<String> platform : job.platforms()) {
                JobKey key = new JobKey(ref.component(), ref.job(), platform);
                if (inputs || !Collections.disjoint(graph.needs(key), jobs)) {
                    jobs.add(key);
                }
            }
        }
    }

    private boolean affectedBySome(List<String> sources) {
        for (String source : sources) {
            if (ownFiles(source)) {
                return true;
            }
        }
        return false;
    }

    /** Names of the components that affect everything and of which files have changed. */
    private List<String> changedEverywhere() {
        if (changedEverywhere == null) {
            changedEverywhere =
                    graph.affectingEverything().stream().filter(this::ownFiles).toList();
        }
        return changedEverywhere;
    }

    private void affecting(List<String> sources, Component component, List<Reason> reasons) {
        int named = 0;
        for (String source : sources) {
            if (named < MAX_SOURCES
                    && !source.equals(component.name())
                    && ownFiles(source)
                    && contents.contains(source)) {
                reasons.add(Reason.of(Reason.Kind.AFFECTED_BY, source));
                named++;
            }
        }
    }

    /** Whether its own files have changed, or what lock files say of the packages that it uses. */
    private boolean ownFiles(String component) {
        return changed.components().containsKey(component) || changed.locks().containsKey(component);
    }

    private boolean lockedExports(String component) {
        return changed.locks().containsKey(component)
                && changed.locks().get(component).exported();
    }

    /**
     * Why a component is affected, the most direct reason first.
     *
     * @param reached those of its jobs whose inputs differ
     */
    List<Reason> reasons(Component component, List<JobKey> reached) {
        List<Reason> reasons = new ArrayList<>();
        paths(changed.components().get(component.name()), reasons);
        locked(changed.locks().get(component.name()), reasons);
        if (redefined(component)) {
            reasons.add(Reason.of(Reason.Kind.REDEFINED, ""));
        }
        settings().ifPresent(why -> reasons.add(Reason.of(Reason.Kind.EVERYTHING, why)));
        if (map.unmapped() == Unmapped.EVERYTHING && !changed.unclaimed().isEmpty()) {
            ChangedFiles.Paths unclaimed = changed.unclaimed();
            reasons.add(new Reason(Reason.Kind.UNCLAIMED, unclaimed.named().get(0), unclaimed.count() - 1));
        }
        affecting(graph.affecting(component.name()), component, reasons);
        affecting(changedEverywhere(), component, reasons);
        dependencies(component.dependsOn(), reasons);
        for (JobKey job : reached) {
            dependencies(dependsOn(TopologicalOrder.job(map, job.ref())), reasons);
        }
        for (JobKey job : reached) {
            needs(job, component, reasons);
        }
        if (reasons.isEmpty()) {
            paths(changed.exports().get(component.name()), reasons);
            for (JobKey job : reached) {
                paths(changed.selections().get(job.ref().toString()), reasons);
            }
        }
        if (reasons.isEmpty()) {
            reasons.add(Reason.of(Reason.Kind.REDEFINED, ""));
        }
        Collections.sort(reasons);
        return reasons;
    }

    private static List<String> dependsOn(Job job) {
        return job.settings().files().inputs().dependsOn();
    }

    private void dependencies(List<String> names, List<Reason> reasons) {
        for (String dependency : names) {
            Reason reason = Reason.of(Reason.Kind.DEPENDS_ON, dependency);
            if (exports.contains(dependency) && !reasons.contains(reason)) {
                reasons.add(reason);
            }
        }
    }

    private void needs(JobKey job, Component component, List<Reason> reasons) {
        for (JobKey need : graph.needs(job)) {
            String owner = need.component();
            Reason reason = Reason.of(Reason.Kind.NEEDS, owner);
            if (jobs.contains(need)
                    && !owner.equals(component.name())
                    && !reasons.contains(Reason.of(Reason.Kind.DEPENDS_ON, owner))
                    && !reasons.contains(reason)) {
                reasons.add(reason);
            }
        }
    }

    private static void locked(LockChange change, List<Reason> reasons) {
        if (change != null) {
            int last = change.named().size() - 1;
            for (int i = 0; i <= last; i++) {
                reasons.add(new Reason(Reason.Kind.LOCKED, change.named().get(i), i == last ? change.more() : 0));
            }
        }
    }

    private static void paths(ChangedFiles.Paths paths, List<Reason> reasons) {
        if (paths != null) {
            int last = paths.named().size() - 1;
            for (int i = 0; i <= last; i++) {
                Reason reason = new Reason(Reason.Kind.CHANGED, paths.named().get(i), i == last ? paths.more() : 0);
                if (!reasons.contains(reason)) {
                    reasons.add(reason);
                }
            }
        }
    }

    /** Whether the map says something else of a component than at the base. */
    boolean redefined(Component component) {
        for (BaseState base : bases) {
            Component before = base.map().components().get(component.name());
            if (before == null || !MapPrinter.definition(before).equals(MapPrinter.definition(component))) {
                return true;
            }
        }
        return false;
    }

    /** What concerns every component because the map says something else of paths that are nobody's. */
    private Optional<String> settings() {
        for (BaseState base : bases) {
            if (base.map().unmapped() != map.unmapped()) {
                return Optional.of("`unmapped` has changed in the component map");
            }
            if (!base.map().ignore().equals(map.ignore())) {
                return Optional.of("`ignore` has changed in the component map");
            }
            if (!base.map().lockfiles().equals(map.lockfiles())) {
                return Optional.of("`lockfiles` has changed in the component map");
            }
        }
        return Optional.empty();
    }
}
