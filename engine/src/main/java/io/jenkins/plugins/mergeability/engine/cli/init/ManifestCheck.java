package io.jenkins.plugins.mergeability.engine.cli.init;

import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Compares a component map with the manifests of its repository. */
public final class ManifestCheck {

    private final ComponentMap map;
    private final SourceTree tree;
    private final List<ManifestDifference> differences = new ArrayList<>();

    /** The components of each package, by its root. */
    private final Map<String, Set<String>> owners = new TreeMap<>();

    private final Map<String, FoundPackage> packages = new TreeMap<>();
    private final Map<String, String> manifests = new TreeMap<>();

    private ManifestCheck(ComponentMap map, SourceTree tree) {
        this.map = map;
        this.tree = tree;
    }

    /**
     * The differences, sorted.
     *
     * @param top the top of the working tree
     * @param files its files
     */
    public static List<ManifestDifference> differences(ComponentMap map, Path top, Snapshot files) throws IOException {
        ManifestCheck check = new ManifestCheck(map, new SourceTree(top, files));
        check.find();
        check.compare();
        return check.differences;
    }

    private void find() throws IOException {
        List<Component> components = List.copyOf(map.components().values());
        List<List<String>> claimed = new ArrayList<>();
        components.forEach(component -> claimed.add(component.files().claimed(component.root())));
        ClaimIndex claims = ClaimIndex.of(claimed, List.of());
        for (Ecosystem ecosystem : MapDraft.ECOSYSTEMS) {
            for (FoundPackage found : ecosystem.packages(tree, new ArrayList<>())) {
                String manifest = ecosystem.manifests().stream()
                        .map(name -> SourceTree.in(found.root(), name))
                        .filter(tree::has)
                        .findFirst()
                        .orElse("");
                if (manifest.isEmpty() || packages.containsKey(found.root()) || isIgnored(map, manifest)) {
                    continue;
                }
                packages.put(found.root(), found);
                manifests.put(found.root(), manifest);
                Set<String> names = new TreeSet<>();
                for (int owner : claims.claims(manifest)) {
                    names.add(components.get(owner).name());
                }
                for (Component component : components) {
                    if (component.root().equals(found.root())
                            && !component.paths().isEmpty()) {
                        names.add(component.name());
                    }
                }
                owners.put(found.root(), names);
            }
        }
    }

    /** Whether the map ignores a file, so that nothing of its package causes a build. */
    private static boolean isIgnored(ComponentMap map, String manifest) {
        return ClaimIndex.of(List.of(), map.ignore()).ignored(manifest);
    }

    private void compare() {
        Map<String, Set<String>> used = new TreeMap<>();
        packages.forEach((root, found) -> {
            if (owners.get(root).isEmpty()) {
                add(ManifestDifference.Kind.UNCLAIMED_PACKAGE, root, "", manifests.get(root), 0);
            }
            Set<String> all = new TreeSet<>(found.uses());
            all.addAll(found.testUses());
            for (String use : all) {
                for (String owner : owners.get(root)) {
                    used.computeIfAbsent(owner, key -> new TreeSet<>()).addAll(owners.getOrDefault(use, Set.of()));
                    // What only tests use is of no job where there is none.
                    if (found.uses().contains(use)
                            || !map.components().get(owner).jobs().isEmpty()) {
                        missing(owner, root, use);
                    }
                }
            }
        });
        for (Component component : map.components().values()) {
            Set<String> reached = closure(List.of(component.name()), name -> used.getOrDefault(name, Set.of()));
            for (String dependency : component.dependsOn()) {
                if (hasPackage(component.name()) && hasPackage(dependency) && !reached.contains(dependency)) {
                    add(ManifestDifference.Kind.UNUSED_EDGE, component.name(), dependency, "", 0);
                }
            }
        }
    }

    private boolean hasPackage(String component) {
        return owners.values().stream().anyMatch(names -> names.contains(component));
    }

    /** Reports an edge of a manifest that the map lacks. */
    private void missing(String owner, String root, String use) {
        Set<String> targets = owners.getOrDefault(use, Set.of());
        Set<String> reached = new TreeSet<>(Set.of(owner));
        Component component = map.components().get(owner);
        reached.addAll(component.dependsOn());
        for (Job job : component.jobs().values()) {
            reached.addAll(job.settings().files().inputs().dependsOn());
            for (JobRef need : job.settings().neededJobs()) {
                reached.add(need.component());
            }
        }
        Set<String> all = closure(reached, name -> map.components().get(name).dependsOn());
        for (Component other : map.components().values()) {
            if (other.affects().everything() || other.affects().components().contains(owner)) {
                all.add(other.name());
            }
        }
        for (String target : targets) {
            if (!all.contains(target)) {
                String manifest = manifests.get(root);
                add(ManifestDifference.Kind.MISSING_EDGE, owner, target, manifest, line(manifest, packages.get(use)));
            }
        }
    }

    /** The first line of a manifest that names a package, or the last part of its directory; 0 if none does. */
    private int line(String manifest, FoundPackage used) {
        String text;
        try {
            text = tree.text(manifest).orElse("");
        } catch (IOException gone) {
            return 0;
        }
        List<String> lines = text.lines().toList();
        for (String word :
                List.of(used.name(), used.root().substring(used.root().lastIndexOf('/') + 1))) {
            for (int i = 0; !word.isEmpty() && i < lines.size(); i++) {
                if (lines.get(i).contains(word)) {
                    return i + 1;
                }
            }
        }
        return 0;
    }

    private void add(ManifestDifference.Kind kind, String component, String dependency, String file, int line) {
        differences.add(new ManifestDifference(kind, component, dependency, file, line));
    }

    private static Set<String> closure(Collection<String> from, Function<String, Collection<String>> next) {
        Set<String> seen = new TreeSet<>(from);
        Deque<String> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            for (String name : next.apply(open.remove())) {
                if (seen.add(name)) {
                    open.add(name);
                }
            }
        }
        return seen;
    }
}
