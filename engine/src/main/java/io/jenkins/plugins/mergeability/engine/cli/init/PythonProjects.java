package io.jenkins.plugins.mergeability.engine.cli.init;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Projects of Python that a pyproject.toml describes: of uv, Poetry, Hatch or setuptools. */
final class PythonProjects implements Ecosystem {

    private static final String MANIFEST = "pyproject.toml";
    private static final Pattern PATH =
            Pattern.compile("^\\s*(?:(?:-e|--editable)[ =]\\s*)?([\\w./-]+/[\\w./-]*|[\\w.-]+)\\s*$");
    private static final Pattern NAME = Pattern.compile("^\\s*([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(?:\\[([^\\]]*)])?");

    @Override
    public String kind() {
        return "python";
    }

    @Override
    public String described() {
        return "projects of Python: pyproject.toml";
    }

    @Override
    public List<FoundPackage> packages(SourceTree tree, List<String> doubts) throws IOException {
        Map<String, JsonNode> manifests = new LinkedHashMap<>();
        Map<String, String> byName = new TreeMap<>();
        for (String directory : tree.directoriesWith(MANIFEST)) {
            JsonNode manifest = Manifests.toml(tree, SourceTree.in(directory, MANIFEST), doubts);
            String name = name(manifest);
            if (!name.isEmpty()) {
                manifests.put(directory, manifest);
                byName.put(normal(name), directory);
            }
        }
        for (String directory : tree.directoriesWith("setup.py")) {
            if (!manifests.containsKey(directory)) {
                doubts.add(
                        SourceTree.in(directory, "setup.py") + " is a program, which was not run: add its component");
            }
        }
        Map<String, Set<String>> required = new TreeMap<>();
        for (String directory : manifests.keySet()) {
            required.put(directory, required(tree, directory, manifests.keySet()));
        }
        List<FoundPackage> found = new ArrayList<>();
        manifests.forEach((root, manifest) -> {
            Set<String> testUses = roots(testUses(manifest), byName, manifests);
            testUses.addAll(required.get(root));
            boolean shared = root.equals(".") && manifests.size() > 1;
            found.add(new FoundPackage(
                    name(manifest),
                    root,
                    shared ? sources(tree, name(manifest)) : List.of(),
                    roots(uses(manifest), byName, manifests),
                    testUses,
                    Set.of()));
        });
        found.removeIf(one ->
                one.root().equals(".") && manifests.size() > 1 && one.paths().isEmpty());
        return found;
    }

    /** The projects that requirements files beside a manifest name by path, from there or from the top. */
    private static Set<String> required(SourceTree tree, String directory, Set<String> projects) throws IOException {
        Set<String> required = new TreeSet<>();
        for (String file : tree.filesIn(directory, "requirements.txt")) {
            for (String line : tree.text(file).orElse("").lines().toList()) {
                Matcher path = PATH.matcher(line);
                if (path.find()) {
                    for (String from : List.of(directory, ".")) {
                        SourceTree.resolve(from, path.group(1))
                                .filter(projects::contains)
                                .ifPresent(required::add);
                    }
                }
            }
        }
        return required;
    }

    /** What belongs to the project at the top, beside others; the rest is everybody's. */
    private static List<String> sources(SourceTree tree, String name) {
        List<String> sources = new ArrayList<>();
        for (String directory :
                List.of("src", "tests", "test", name, normal(name).replace('-', '_'))) {
            if (tree.hasBelow(directory) && !sources.contains(directory + "/**")) {
                sources.add(directory + "/**");
            }
        }
        return sources;
    }

    private static String name(JsonNode manifest) {
        String name = manifest.path("project").path("name").asText("");
        return name.isEmpty()
                ? manifest.path("tool").path("poetry").path("name").asText("")
                : name;
    }

    private static List<String> uses(JsonNode manifest) {
        List<String> names = names(manifest.path("project").path("dependencies"));
        names.addAll(names(manifest.path("build-system").path("requires")));
        names.addAll(Manifests.keys(manifest.path("tool").path("poetry").path("dependencies")));
        return names;
    }

    private static List<String> testUses(JsonNode manifest) {
        List<String> names = new ArrayList<>();
        manifest.path("project").path("optional-dependencies").forEach(group -> names.addAll(names(group)));
        manifest.path("dependency-groups").forEach(group -> names.addAll(names(group)));
        JsonNode tool = manifest.path("tool");
        names.addAll(names(tool.path("uv").path("dev-dependencies")));
        names.addAll(Manifests.keys(tool.path("poetry").path("dev-dependencies")));
        tool.path("poetry").path("group").forEach(group -> names.addAll(Manifests.keys(group.path("dependencies"))));
        tool.path("hatch").path("envs").forEach(env -> {
            names.addAll(names(env.path("dependencies")));
            names.addAll(names(env.path("extra-dependencies")));
        });
        return names;
    }

    /** The names in a list of requirements, with their extras. */
    private static List<String> names(JsonNode requirements) {
        List<String> names = new ArrayList<>();
        for (String requirement : Manifests.texts(requirements)) {
            Matcher matcher = NAME.matcher(requirement);
            if (matcher.find()) {
                names.add(matcher.group());
            }
        }
        return names;
    }

    /** The roots of projects that are named, and of those that their extras name. */
    private static Set<String> roots(List<String> names, Map<String, String> byName, Map<String, JsonNode> manifests) {
        Set<String> roots = new TreeSet<>();
        Set<String> seen = new TreeSet<>(names);
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            Matcher name = NAME.matcher(open.remove());
            String root = name.find() ? byName.get(normal(name.group(1))) : null;
            if (root == null) {
                continue;
            }
            roots.add(root);
            JsonNode optional = manifests.get(root).path("project").path("optional-dependencies");
            for (String extra : name.group(2) == null
                    ? List.<String>of()
                    : List.of(name.group(2).split(","))) {
                for (String more : names(optional.path(extra.strip()))) {
                    if (seen.add(more)) {
                        open.add(more);
                    }
                }
            }
        }
        return roots;
    }

    /** The normal form of a name, by PEP 503. */
    private static String normal(String name) {
        return name.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }

    @Override
    public List<String> manifests() {
        return List.of(MANIFEST);
    }

    @Override
    public Map<String, String> jobs(SourceTree tree) {
        if (tree.has("uv.lock")) {
            return Map.of("test", "run: uv run pytest");
        }
        return Map.of("test", tree.has("poetry.lock") ? "run: poetry run pytest" : "run: python -m pytest");
    }
}
