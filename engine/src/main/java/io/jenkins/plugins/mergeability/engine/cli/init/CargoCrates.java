package io.jenkins.plugins.mergeability.engine.cli.init;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Crates of Cargo, in workspaces or alone. */
final class CargoCrates implements Ecosystem {

    private static final String MANIFEST = "Cargo.toml";
    private static final List<String> SOURCES = List.of("src", "tests", "benches", "examples", "build.rs");

    /**
     * A workspace: what its members inherit.
     *
     * @param root its directory
     * @param table the table {@code workspace} of its manifest
     * @param patches the directories of the crates that it puts in place of those of a registry, by name
     */
    private record Workspace(String root, JsonNode table, Map<String, String> patches) {

        /** The directory of a dependency of a crate, if it has one. */
        Optional<String> directory(String crate, String name, JsonNode value) {
            boolean inherited = value.path("workspace").asBoolean();
            JsonNode given = inherited ? table.path("dependencies").path(name) : value;
            return given.path("path").isTextual()
                    ? SourceTree.resolve(
                            inherited ? root : crate, given.path("path").textValue())
                    : Optional.ofNullable(patches.get(given.path("package").asText(name)));
        }
    }

    @Override
    public String kind() {
        return "cargo";
    }

    @Override
    public String described() {
        return "crates of Cargo: Cargo.toml";
    }

    @Override
    public List<FoundPackage> packages(SourceTree tree, List<String> doubts) throws IOException {
        Map<String, FoundPackage> found = new TreeMap<>();
        List<String> roots = new ArrayList<>();
        for (String directory : tree.directoriesWith(MANIFEST)) {
            if (roots.stream().noneMatch(other -> SourceTree.isWithin(directory, other))) {
                roots.add(directory);
                workspace(tree, directory, found, doubts);
            }
        }
        return List.copyOf(found.values());
    }

    /** Adds the crates of a workspace: its members, and what these depend on by path within it. */
    private static void workspace(
            SourceTree tree, String directory, Map<String, FoundPackage> found, List<String> doubts)
            throws IOException {
        JsonNode root = Manifests.toml(tree, SourceTree.in(directory, MANIFEST), doubts);
        JsonNode workspace = root.path("workspace");
        List<String> globs = Manifests.texts(workspace.path("members"));
        Manifests.texts(workspace.path("exclude")).forEach(excluded -> globs.add("!" + excluded));
        boolean alone = workspace.isMissingNode();
        Deque<String> open = new ArrayDeque<>(WorkspaceGlobs.select(tree, directory, globs, MANIFEST, doubts));
        if (root.has("package")) {
            open.add(directory);
        }
        while (!open.isEmpty()) {
            String crate = open.remove();
            if (found.containsKey(crate)) {
                continue;
            }
            JsonNode manifest = Manifests.toml(tree, SourceTree.in(crate, MANIFEST), doubts);
            Set<String> uses = new TreeSet<>();
            Set<String> testUses = new TreeSet<>();
            Workspace of = new Workspace(directory, workspace, patches(directory, root));
            dependencies(tree, of, crate, manifest, uses, testUses);
            manifest.path("target").forEach(target -> dependencies(tree, of, crate, target, uses, testUses));
            boolean shared = crate.equals(directory) && !alone;
            found.put(
                    crate,
                    new FoundPackage(
                            manifest.path("package").path("name").asText(""),
                            crate,
                            shared ? sources(tree, crate) : List.of(),
                            uses,
                            testUses,
                            Set.of()));
            open.addAll(uses);
            open.addAll(testUses);
        }
    }

    /** What belongs to the crate at the root of a workspace; the rest is everybody's. */
    private static List<String> sources(SourceTree tree, String crate) {
        List<String> sources = new ArrayList<>();
        for (String name : SOURCES) {
            String path = SourceTree.in(crate, name);
            if (tree.has(path)) {
                sources.add(name);
            } else if (tree.hasBelow(path)) {
                sources.add(name + "/**");
            }
        }
        return sources;
    }

    /** The directories of the crates that a workspace puts in place of those of a registry, by name. */
    private static Map<String, String> patches(String directory, JsonNode root) {
        Map<String, String> patches = new TreeMap<>();
        for (JsonNode source : root.path("patch")) {
            source.properties().forEach(patch -> {
                if (patch.getValue().path("path").isTextual()) {
                    String name = patch.getValue().path("package").asText(patch.getKey());
                    SourceTree.resolve(directory, patch.getValue().path("path").textValue())
                            .ifPresent(path -> patches.put(name, path));
                }
            });
        }
        return patches;
    }

    private static void dependencies(
            SourceTree tree,
            Workspace workspace,
            String crate,
            JsonNode manifest,
            Set<String> uses,
            Set<String> testUses) {
        for (String key : List.of("dependencies", "build-dependencies", "dev-dependencies")) {
            manifest.path(key)
                    .properties()
                    .forEach(dependency -> workspace
                            .directory(crate, dependency.getKey(), dependency.getValue())
                            .filter(path -> tree.has(SourceTree.in(path, MANIFEST)))
                            .ifPresent((key.startsWith("dev") ? testUses : uses)::add));
        }
    }

    @Override
    public List<String> manifests() {
        return List.of(MANIFEST);
    }

    @Override
    public Map<String, String> jobs(SourceTree tree) {
        return Map.of("test", "run: cargo test");
    }
}
