package io.jenkins.plugins.mergeability.engine.cli.init;

import io.jenkins.plugins.mergeability.engine.cli.init.MapDraft.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What jobs of packages need, and what they leave. */
final class JobSettings {

    private final Map<String, Entry> byRoot;

    /** The packages that depend on each other in a cycle if what their tests use counts as well, by their roots. */
    private final Set<String> cyclic = new TreeSet<>();

    private JobSettings(Map<String, Entry> byRoot) {
        this.byRoot = byRoot;
        Map<String, Set<String>> all = new TreeMap<>();
        byRoot.forEach((root, entry) -> {
            Set<String> used = new TreeSet<>(entry.found().uses());
            used.addAll(entry.found().testUses());
            all.put(root, used);
        });
        DependencyGroups.of(all).forEach(cyclic::addAll);
    }

    /** The settings of jobs of packages, given by their roots. */
    static JobSettings of(Map<String, Entry> byRoot) {
        return new JobSettings(byRoot);
    }

    /** The settings of a job of a package, by key: lists. */
    Map<String, List<String>> of(String root, String job) {
        Map<String, List<String>> settings = new LinkedHashMap<>();
        Entry entry = byRoot.get(root);
        String built = entry.ecosystem().neededJob().orElse("");
        if (byRoot.values().stream().anyMatch(other -> leaves(other, entry.ecosystem(), built))) {
            settings.put("needs", needs(entry, job, built));
        }
        List<String> outputs = entry.found().outputs().get(job);
        if (outputs != null) {
            settings.put("outputs", outputs);
        }
        return settings;
    }

    /** The settings that a job has in its kind: the most frequent ones, but only such as each package can replace. */
    Map<String, List<String>> common(Ecosystem ecosystem, String job) {
        Map<Map<String, List<String>>, Integer> counts = new HashMap<>();
        List<Map<String, List<String>>> all = new ArrayList<>();
        for (Map.Entry<String, Entry> entry : byRoot.entrySet()) {
            if (entry.getValue().ecosystem() == ecosystem
                    && entry.getValue().found().has(job)) {
                all.add(of(entry.getKey(), job));
            }
        }
        all.forEach(settings -> counts.merge(settings, 1, Integer::sum));
        Map<String, List<String>> common = new LinkedHashMap<>();
        int most = 0;
        for (Map<String, List<String>> settings : all) {
            if (counts.get(settings) > most) {
                most = counts.get(settings);
                common = new LinkedHashMap<>(settings);
            }
        }
        common.keySet().removeIf(key -> !all.stream().allMatch(settings -> settings.containsKey(key)));
        return common;
    }

    private static boolean leaves(Entry entry, Ecosystem ecosystem, String job) {
        return entry.ecosystem() == ecosystem && entry.found().outputs().containsKey(job);
    }

    private List<String> needs(Entry entry, String job, String built) {
        if (!job.equals(built)) {
            return entry.found().has(built) ? List.of(built, "^" + built) : List.of("^" + built);
        }
        // What a build has from packages whose tests use it cannot be there before it has run.
        return cyclic.contains(entry.found().root())
                ? nearest(entry.found(), built, new TreeSet<>()).stream().toList()
                : List.of("^" + built);
    }

    /** That job of the nearest packages that a package is built from and that have it. */
    private Set<String> nearest(FoundPackage found, String job, Set<String> seen) {
        Set<String> jobs = new TreeSet<>();
        for (String root : found.uses()) {
            if (seen.add(root)) {
                Entry used = byRoot.get(root);
                boolean has = used.found().has(job)
                        && used.ecosystem().neededJob().filter(job::equals).isPresent();
                jobs.addAll(has ? Set.of(used.name() + "/" + job) : nearest(used.found(), job, seen));
            }
        }
        return jobs;
    }
}
