package io.jenkins.plugins.mergeability.engine.cli.init;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mergeability.engine.glob.Glob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Packages of npm, pnpm and yarn, in workspaces or alone. */
final class NodePackages implements Ecosystem {

    private static final String MANIFEST = "package.json";
    private static final String BUILD = "build";

    /** The keys of a manifest that name files which others load. */
    private static final List<String> ENTRIES =
            List.of("main", "module", "browser", "types", "typings", "exports", "bin");

    private static final Pattern FILE = Pattern.compile("^(?:\\./)?([A-Za-z0-9][A-Za-z0-9._-]*)/.");
    private static final String PNPM = "pnpm-workspace.yaml";
    private static final List<String> BUILT_FROM = List.of("dependencies", "optionalDependencies", "peerDependencies");

    /** A dependency on a package by another name: {@code npm:name@range} or {@code workspace:name@range}. */
    private static final Pattern RENAMED = Pattern.compile("^(?:npm|workspace):(@?[^@]+)@");

    /** A dependency on a directory. */
    private static final Pattern DIRECTORY = Pattern.compile("^(?:file|link|portal|workspace):(\\.{1,2}(?:/.*)?)$");

    @Override
    public String kind() {
        return "node";
    }

    @Override
    public String described() {
        return "packages of npm, pnpm or yarn: package.json";
    }

    @Override
    public List<FoundPackage> packages(SourceTree tree, List<String> doubts) throws IOException {
        Set<String> roots = new LinkedHashSet<>();
        List<String> workspaces = new ArrayList<>();
        Map<String, JsonNode> manifests = new TreeMap<>();
        for (String directory : tree.directoriesWith(MANIFEST)) {
            if (SourceTree.in(directory, "").contains("node_modules/")
                    || workspaces.stream().anyMatch(other -> SourceTree.isWithin(directory, other))) {
                continue;
            }
            JsonNode manifest = Manifests.json(tree, SourceTree.in(directory, MANIFEST), doubts);
            List<String> globs = globs(tree, directory, manifest, doubts);
            workspaces.add(directory);
            if (globs.isEmpty()) {
                roots.add(directory);
            } else {
                roots.addAll(WorkspaceGlobs.select(tree, directory, globs, MANIFEST, doubts));
            }
        }
        Map<String, String> byName = new TreeMap<>();
        for (String root : roots) {
            JsonNode manifest = Manifests.json(tree, SourceTree.in(root, MANIFEST), doubts);
            manifests.put(root, manifest);
            byName.put(manifest.path("name").asText(root), root);
        }
        List<FoundPackage> found = new ArrayList<>();
        manifests.forEach((root, manifest) -> found.add(found(tree, root, manifest, byName)));
        return found;
    }

    private static FoundPackage found(SourceTree tree, String root, JsonNode manifest, Map<String, String> byName) {
        Set<String> uses = new TreeSet<>();
        for (String key : BUILT_FROM) {
            add(uses, root, manifest.path(key), byName);
        }
        Set<String> testUses = new TreeSet<>();
        add(testUses, root, manifest.path("devDependencies"), byName);
        Set<String> missing = new TreeSet<>();
        for (String job : List.of(BUILD, "test")) {
            if (!manifest.path("scripts").has(job)) {
                missing.add(job);
            }
        }
        List<String> built = built(tree, root, manifest);
        return new FoundPackage(
                manifest.path("name").asText(""),
                root,
                List.of(),
                uses,
                testUses,
                missing,
                built.isEmpty() || missing.contains(BUILD) ? Map.of() : Map.of(BUILD, built));
    }

    /** The directories that git does not have and in which a package says that its modules are. */
    private static List<String> built(SourceTree tree, String root, JsonNode manifest) {
        Set<String> directories = new TreeSet<>();
        for (String key : ENTRIES) {
            files(manifest.path(key), directories);
        }
        return directories.stream()
                .filter(directory -> !tree.hasBelow(SourceTree.in(root, directory)))
                .map(directory -> Glob.quote(directory) + "/**")
                .toList();
    }

    /** Adds the first directories of the files that a value names, at any depth of it. */
    private static void files(JsonNode value, Set<String> directories) {
        Matcher file = FILE.matcher(value.asText(""));
        if (file.find()) {
            directories.add(file.group(1));
        }
        value.forEach(item -> files(item, directories));
    }

    /** Adds the packages that a list of dependencies names, by their names, another name, or their directories. */
    private static void add(Set<String> roots, String root, JsonNode dependencies, Map<String, String> byName) {
        dependencies.properties().forEach(dependency -> {
            String value = dependency.getValue().asText("");
            Matcher renamed = RENAMED.matcher(value);
            Matcher directory = DIRECTORY.matcher(value);
            String named = byName.get(renamed.find() ? renamed.group(1) : dependency.getKey());
            Optional<String> at =
                    directory.find() ? SourceTree.resolve(root, directory.group(1)) : Optional.ofNullable(named);
            at.filter(byName::containsValue).ifPresent(roots::add);
        });
    }

    /** The globs of a workspace; none if the directory is not one. */
    private static List<String> globs(SourceTree tree, String directory, JsonNode manifest, List<String> doubts)
            throws IOException {
        String file = SourceTree.in(directory, PNPM);
        if (!tree.has(file)) {
            JsonNode workspaces = manifest.path("workspaces");
            return Manifests.texts(workspaces.isObject() ? workspaces.path("packages") : workspaces);
        }
        List<String> globs = new ArrayList<>();
        try {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(tree.text(file).orElse(""));
            if (content instanceof Map<?, ?> map && map.get("packages") instanceof List<?> packages) {
                packages.forEach(glob -> globs.add(String.valueOf(glob)));
            }
        } catch (YAMLException e) {
            doubts.add(file + " could not be read: "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
        return globs;
    }

    @Override
    public Optional<String> neededJob() {
        return Optional.of(BUILD);
    }

    @Override
    public List<String> manifests() {
        return List.of(MANIFEST);
    }

    @Override
    public Map<String, String> jobs(SourceTree tree) {
        // A lock file is beside the workspace; a package without one has its own.
        String dir = tree.has(MANIFEST) || tree.has(PNPM) ? ", dir: /" : "";
        String first = "{name: install, run: " + install(tree).alias() + dir + "}";
        Map<String, String> jobs = new LinkedHashMap<>();
        for (String job : List.of(BUILD, "test")) {
            jobs.put(job, "sequence: [" + first + ", " + manager(tree) + " run " + job + "]");
        }
        return jobs;
    }

    @Override
    public List<SharedTreeScript> scripts(SourceTree tree) {
        return List.of(install(tree));
    }

    private static String manager(SourceTree tree) {
        return tree.has("pnpm-lock.yaml") || tree.has(PNPM) ? "pnpm" : tree.has("yarn.lock") ? "yarn" : "npm";
    }

    private static SharedTreeScript install(SourceTree tree) {
        return switch (manager(tree)) {
            case "pnpm" -> SharedTreeScript.install("install", "pnpm install --frozen-lockfile", "pnpm-lock.yaml");
            case "yarn" -> SharedTreeScript.install("install", "yarn install --immutable", "yarn.lock");
            default -> SharedTreeScript.install("install", "npm ci", "package-lock.json");
        };
    }
}
