package io.jenkins.plugins.mergeability.engine.cli.init;

import io.jenkins.plugins.mergeability.engine.glob.Glob;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockFileReader;
import io.jenkins.plugins.mergeability.engine.map.NameRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A first component map, made from the packages of a repository. */
public final class MapDraft {

    static final List<Ecosystem> ECOSYSTEMS = List.of(
            new MavenModules(),
            new GradleProjects(),
            new NodePackages(),
            new CargoCrates(),
            new GoModules(),
            new PythonProjects(),
            new MixApplications());

    /** A package with the names that the map has for it. */
    record Entry(String name, Ecosystem ecosystem, FoundPackage found) {}

    private final Map<String, Entry> byRoot = new TreeMap<>();
    private final Map<String, Set<String>> jobs = new TreeMap<>();
    private final Map<String, Set<String>> affects = new TreeMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final List<String> doubts = new ArrayList<>();
    private final YamlLines text = new YamlLines();
    private final Map<Ecosystem, String> parents = new HashMap<>();
    private JobSettings settings;

    private MapDraft() {}

    /** The map of the packages in a repository. */
    static MapDraft of(SourceTree tree) throws IOException {
        MapDraft draft = new MapDraft();
        draft.find(tree);
        draft.separateCycles();
        draft.settings = JobSettings.of(draft.byRoot);
        draft.doubtMissingJobs(tree);
        if (!draft.byRoot.isEmpty()) {
            draft.write(tree);
        }
        return draft;
    }

    /** How many components it has of each kind. */
    public Map<String, Integer> counts() {
        return counts;
    }

    /** What was not understood, in sentences. */
    public List<String> doubts() {
        return doubts;
    }

    /** The map as YAML; empty if there is no package. */
    public String text() {
        return text.toString();
    }

    private void find(SourceTree tree) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Ecosystem ecosystem : ECOSYSTEMS) {
            for (FoundPackage found : ecosystem.packages(tree, doubts)) {
                if (byRoot.containsKey(found.root())) {
                    doubts.add(found.root() + " also has a manifest of " + ecosystem.kind()
                            + ", which was left out: a component is of one kind");
                    continue;
                }
                String name = name(found, names);
                names.add(name);
                byRoot.put(found.root(), new Entry(name, ecosystem, found));
                counts.merge(ecosystem.kind(), 1, Integer::sum);
            }
        }
    }

    /** The name of a package if it can be that of a component and is not taken, else its directory. */
    private static String name(FoundPackage found, Set<String> taken) {
        List<String> candidates =
                List.of(found.name(), found.root(), found.root().replaceAll("[^A-Za-z0-9_./+-]", "_"));
        for (String candidate : candidates) {
            if (NameRules.isComponentName(candidate) && !YamlLines.isWord(candidate) && isFree(candidate, taken)) {
                return candidate;
            }
        }
        String base = found.root().replaceAll("[^A-Za-z0-9]+", "_").replaceFirst("^_", "");
        String name = base.isEmpty() ? "top" : base.substring(0, Math.min(80, base.length()));
        for (int i = 2; !isFree(name, taken); i++) {
            name = base.substring(0, Math.min(80, base.length())) + "-" + i;
        }
        return name;
    }

    /** A name must not be another one followed by that of a job. */
    private static boolean isFree(String name, Set<String> taken) {
        boolean isJob = name.endsWith("/build") || name.endsWith("/test");
        boolean hasJob = taken.contains(name + "/build") || taken.contains(name + "/test");
        return !taken.contains(name) && !hasJob && !(isJob && taken.contains(name.substring(0, name.lastIndexOf('/'))));
    }

    /**
     * Packages that depend on each other are one to all that depend on any of them: each affects the others, and depends
     * on what any of them depends on.
     */
    private void separateCycles() {
        Map<String, Set<String>> uses = new TreeMap<>();
        byRoot.forEach((root, entry) -> {
            Set<String> known = new TreeSet<>(entry.found.uses());
            known.retainAll(byRoot.keySet());
            uses.put(root, known);
            Set<String> ofTests = new TreeSet<>(entry.found.testUses());
            ofTests.retainAll(byRoot.keySet());
            jobs.put(root, ofTests);
        });
        for (Set<String> group : DependencyGroups.of(uses)) {
            Set<String> outside = new TreeSet<>();
            group.forEach(member -> outside.addAll(uses.get(member)));
            outside.removeAll(group);
            List<String> names = new ArrayList<>();
            for (String member : group) {
                uses.put(member, outside);
                Set<String> others = new TreeSet<>(group);
                others.remove(member);
                affects.put(member, others);
                names.add(byRoot.get(member).name);
            }
            doubts.add(String.join(", ", names) + " depend on each other in a cycle: each affects the others");
        }
        byRoot.replaceAll((root, entry) -> new Entry(
                entry.name,
                entry.ecosystem,
                new FoundPackage(
                        entry.found.name(),
                        root,
                        entry.found.paths(),
                        uses.get(root),
                        jobs.get(root),
                        entry.found.missing(),
                        entry.found.outputs())));
    }

    /** Names the kinds of which most components would run nothing. */
    private void doubtMissingJobs(SourceTree tree) {
        for (Ecosystem ecosystem : ECOSYSTEMS) {
            if (counts.containsKey(ecosystem.kind())
                    && ecosystem.jobs(tree).keySet().stream().noneMatch(job -> isCommon(ecosystem, job))) {
                doubts.add("most " + ecosystem.kind() + " packages have none of the scripts "
                        + String.join(", ", ecosystem.jobs(tree).keySet()) + ": add what they run to the kind");
            }
        }
    }

    private void write(SourceTree tree) {
        text.line(
                "# The components of this repository, written by `mergeability init` from its manifests. Correct it where it is");
        text.line("# wrong, then run `mergeability check`. docs/component-map.md of Mergeability is the reference.");
        text.line("version: 1");
        text.line("");
        text.line("# What no component claims, such as the configuration of the build, affects every component.");
        text.line("unmapped: everything");
        List<String> lockFiles = lockFiles(tree);
        if (!lockFiles.isEmpty()) {
            text.line("# Of these only the entries count that lead from a component.");
            text.list("", "lockfiles", lockFiles);
        }
        text.line("# ignore: [\"**/*.md\", docs/**]   # what never causes a build");
        scripts(tree);
        text.line("");
        text.line("kinds:");
        for (Ecosystem ecosystem : ECOSYSTEMS) {
            if (counts.containsKey(ecosystem.kind())) {
                text.line("  # " + ecosystem.described());
                text.line("  " + ecosystem.kind() + ":");
                commonParent(ecosystem).ifPresent(parent -> {
                    parents.put(ecosystem, parent);
                    text.line("    root: " + YamlLines.quoted(parent + "/*")
                            + "   # * is the name of the component behind its last /");
                });
                text.line("    # exports: [./src/**]   # what others are built from, if that is not all of it");
                Map<String, String> common = new TreeMap<>(ecosystem.jobs(tree));
                common.keySet().removeIf(job -> !isCommon(ecosystem, job));
                text.line(common.isEmpty() ? "    # jobs: {test: make test}   # what each of them runs" : "    jobs:");
                common.forEach((job, value) -> {
                    StringBuilder more = new StringBuilder();
                    settings.common(ecosystem, job)
                            .forEach((key, list) -> more.append(key)
                                    .append(": ")
                                    .append(YamlLines.flow(list))
                                    .append(", "));
                    text.line("      " + job + ": {" + more + value + "}");
                });
            }
        }
        text.line("");
        text.line("# `dependsOn` of a component is what it is built from; that of a job, what only this job uses.");
        text.line("components:");
        Map<String, Entry> byName = new TreeMap<>();
        byRoot.values().forEach(entry -> byName.put(entry.name, entry));
        byName.values().forEach(entry -> component(entry, tree));
    }

    /** Writes the scripts that jobs refer to. */
    private void scripts(SourceTree tree) {
        for (Ecosystem ecosystem : ECOSYSTEMS) {
            if (counts.containsKey(ecosystem.kind())) {
                for (SharedTreeScript script : ecosystem.scripts(tree)) {
                    text.line("");
                    script.why().forEach(why -> text.line("# " + why));
                    text.line("x-" + script.name() + ": &" + script.name() + " |");
                    script.text().lines().forEach(command -> text.line("  " + command));
                }
            }
        }
    }

    /** The directory below which the roots of most packages have the end of their names, if that makes the map shorter. */
    private Optional<String> commonParent(Ecosystem ecosystem) {
        Map<String, Integer> counts = new TreeMap<>();
        int defaults = 0;
        for (Entry entry : byRoot.values()) {
            String root = entry.found.root();
            int slash = root.lastIndexOf('/');
            if (entry.ecosystem == ecosystem && slash > 0 && root.equals(below(root.substring(0, slash), entry.name))) {
                counts.merge(root.substring(0, slash), 1, Integer::sum);
            }
            defaults += entry.ecosystem == ecosystem && root.equals(entry.name) ? 1 : 0;
        }
        int others = defaults;
        return counts.entrySet().stream()
                .filter(parent -> parent.getValue() > 1 + others)
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<String, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey);
    }

    /** The root of a component by that of its kind. */
    private static String below(String parent, String name) {
        return parent + "/" + name.substring(name.lastIndexOf('/') + 1);
    }

    /** The lock files that are understood and that several packages share. */
    private List<String> lockFiles(SourceTree tree) {
        List<String> files = new ArrayList<>();
        for (String name : LockFileReader.names()) {
            for (String directory : tree.directoriesWith(name)) {
                long packages = byRoot.keySet().stream()
                        .filter(root -> SourceTree.isWithin(root, directory))
                        .count();
                if (packages > 1) {
                    files.add(SourceTree.in(directory, name));
                }
            }
        }
        return files;
    }

    /** Writes a component, in one line where it fits. */
    private void component(Entry entry, SourceTree tree) {
        FoundPackage found = entry.found;
        int start = text.length();
        text.line("  " + YamlLines.quoted(entry.name) + ":");
        text.line("    kind: " + entry.ecosystem.kind());
        String parent = parents.get(entry.ecosystem);
        if (!found.root().equals(parent == null ? entry.name : below(parent, entry.name))) {
            text.line("    root: " + YamlLines.quoted(found.root()));
        }
        List<String> paths = paths(found);
        if (!paths.isEmpty()) {
            text.list("    ", "paths", paths);
        }
        if (!found.uses().isEmpty()) {
            text.list("    ", "dependsOn", names(found.uses()));
        }
        if (affects.containsKey(found.root())) {
            text.list("    ", "affects", names(affects.get(found.root())));
        }
        jobs(entry, tree);
        text.flowSince(start);
    }

    /** Writes the jobs that differ from those of the kind. */
    private void jobs(Entry entry, SourceTree tree) {
        FoundPackage found = entry.found;
        boolean first = true;
        for (Map.Entry<String, String> job : new TreeMap<>(entry.ecosystem.jobs(tree)).entrySet()) {
            boolean missing = !found.has(job.getKey());
            boolean common = isCommon(entry.ecosystem, job.getKey());
            Map<String, List<String>> own = settings.of(found.root(), job.getKey());
            if (common) {
                settings.common(entry.ecosystem, job.getKey()).forEach((key, value) -> own.remove(key, value));
            }
            if (missing && !common || !missing && common && found.testUses().isEmpty() && own.isEmpty()) {
                continue;
            }
            if (first) {
                text.line("    jobs:");
                first = false;
            }
            if (missing) {
                text.line("      " + job.getKey() + ": false");
                continue;
            }
            text.line("      " + job.getKey() + ":");
            if (!found.testUses().isEmpty()) {
                text.list("        ", "dependsOn", names(found.testUses()));
            }
            own.forEach((key, value) -> text.list("        ", key, value));
            if (!common) {
                for (String line : job.getValue().split("(?<=^dir: /), ")) {
                    text.line("        " + line);
                }
            }
        }
        if (first && !found.testUses().isEmpty()) {
            text.line("    # jobs: {test: {dependsOn: " + YamlLines.flow(names(found.testUses()))
                    + "}}   # what its tests use");
        }
    }

    /** Whether a job is one of the kind, because most of its components have it. */
    private boolean isCommon(Ecosystem ecosystem, String job) {
        long missing = byRoot.values().stream()
                .filter(entry ->
                        entry.ecosystem == ecosystem && entry.found.missing().contains(job))
                .count();
        return 2 * missing <= counts.get(ecosystem.kind());
    }

    /** Its paths, without those of packages below its root; none where the default is right. */
    private List<String> paths(FoundPackage found) {
        List<String> paths = new ArrayList<>(found.paths());
        List<String> inside = new ArrayList<>();
        for (String other : byRoot.keySet()) {
            boolean nested = !other.equals(found.root()) && SourceTree.isWithin(other, found.root());
            if (nested && inside.stream().noneMatch(outer -> SourceTree.isWithin(other, outer))) {
                inside.add(other);
            }
        }
        if (paths.isEmpty() && inside.isEmpty()) {
            return paths;
        }
        List<String> all = new ArrayList<>();
        if (paths.isEmpty()) {
            all.add("./**");
        }
        paths.forEach(path -> all.add("./" + path));
        inside.forEach(other -> all.add("!" + Glob.quote(other) + "/**"));
        return all;
    }

    private List<String> names(Collection<String> roots) {
        return roots.stream().map(root -> byRoot.get(root).name).sorted().toList();
    }
}
