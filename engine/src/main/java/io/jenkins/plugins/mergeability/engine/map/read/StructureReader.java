package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.Affects;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentFiles;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Converts nodes to records: the top of a map and its components. {@link ReferenceChecker} checks the names in them. */
final class StructureReader {

    private static final List<String> UNMAPPED = List.of("everything", "nothing", "error");

    private final Problems problems;
    private final ValueReader values;
    private final ReferenceChecker references;
    private final KindReader kinds;
    private final SettingsReader settings;
    private SettingsDraft defaults = new SettingsDraft();

    StructureReader(Problems problems, ReferenceChecker references) {
        this.problems = problems;
        this.values = new ValueReader(problems);
        this.references = references;
        this.kinds = new KindReader(problems, values);
        this.settings = new SettingsReader(problems, values);
    }

    /** The whole map; it must not be used if problems were found. */
    ComponentMap read(Node node) {
        Unmapped unmapped = Unmapped.EVERYTHING;
        List<String> ignore = List.of();
        List<String> lockfiles = List.of();
        Node components = null;
        Node environments = null;
        if (!(node instanceof MapNode map)) {
            problems.add(
                    ProblemKind.WRONG_TYPE,
                    node,
                    "start with `components:`",
                    "a component map",
                    "a map",
                    node.described());
            return new ComponentMap(unmapped, ignore, Map.of());
        }
        for (int i = 0; i < map.size(); i++) {
            Node value = map.value(i);
            switch (map.key(i).text) {
                case "version" -> version(value);
                case "unmapped" -> unmapped = unmapped(value);
                case "ignore" -> ignore = values.globs(value, "ignore");
                case "lockfiles" -> lockfiles = values.files(value, "lockfiles");
                case "defaults" -> defaults = settings.defaults(value);
                case "kinds" -> kinds.read(value);
                case "components" -> components = value;
                case "environments" -> environments = value;
                default -> {
                    if (!map.key(i).text.startsWith("x-")) {
                        KnownKeys.MAP.refuse(map.key(i), problems);
                    }
                }
            }
        }
        kinds.forEach(this::check);
        if (components == null) {
            problems.add(ProblemKind.MISSING_KEY, node, "", "a component map", "`components`");
            return new ComponentMap(unmapped, ignore, Map.of());
        }
        Map<String, Component> read = components(components);
        BlockReader blocks = new BlockReader(problems, values, settings);
        return new ComponentMap(
                unmapped,
                ignore,
                lockfiles,
                read,
                environments == null
                        ? Map.of()
                        : new EnvironmentReader(problems, values, blocks, read).read(environments));
    }

    private Map<String, Component> components(Node node) {
        if (!(node instanceof MapNode map)) {
            values.wrongType(node, "components", "a map of components");
            return Map.of();
        }
        if (map.isEmpty()) {
            problems.add(ProblemKind.EMPTY, node, "add a component", "`components`");
        }
        List<ComponentKeys> all = new ArrayList<>(map.size());
        List<List<String>> dependencies = new ArrayList<>(map.size());
        NearestJobs nearest = new NearestJobs();
        for (int i = 0; i < map.size(); i++) {
            ScalarNode name = map.key(i);
            references.component(name);
            if (values.isComponentName(name) && name.text.equals("everything")) {
                problems.add(
                        ProblemKind.BAD_NAME,
                        name,
                        "`affects: everything` means every component",
                        "everything",
                        "the name of a component");
            }
            ComponentKeys keys = keys(name, map.value(i));
            List<String> dependsOn = dependencies(keys, references);
            nearest.add(name.text, dependsOn, keys.jobNames());
            all.add(keys);
            dependencies.add(dependsOn);
        }
        JobReader jobs = new JobReader(problems, values, settings, defaults, references, nearest);
        Map<String, Component> components = new TreeMap<>();
        for (int i = 0; i < all.size(); i++) {
            ComponentKeys keys = all.get(i);
            components.put(keys.name.text, component(keys, dependencies.get(i), jobs, references));
        }
        return components;
    }

    /** The keys of a component, merged with those of its kind. */
    private ComponentKeys keys(ScalarNode name, Node node) {
        ComponentKeys keys = new ComponentKeys(name);
        if (node instanceof MapNode map) {
            for (int i = 0; i < map.size(); i++) {
                if (map.key(i).text.equals("kind")) {
                    kinds.of(map.value(i)).ifPresent(kind -> keys.takeKind(kind, problems));
                }
            }
            keys.takeOwn(map, problems);
        } else if (!node.isNull()) {
            values.wrongType(node, SafeText.text(name.text), "a map: " + KnownKeys.COMPONENT.listed());
        }
        return keys;
    }

    /** Reads a kind for its own problems, whether or not a component is of it. */
    private void check(ScalarNode name, MapNode kind) {
        ComponentKeys keys = new ComponentKeys(name);
        keys.takeKind(kind, problems);
        ReferenceChecker unchecked = new ReferenceChecker(problems);
        component(
                keys,
                dependencies(keys, unchecked),
                new JobReader(problems, values, settings, defaults, unchecked, null),
                unchecked);
    }

    private List<String> dependencies(ComponentKeys keys, ReferenceChecker checker) {
        List<ScalarNode> nodes = keys.dependsOn == null ? List.of() : values.texts(keys.dependsOn, "dependsOn");
        return checker.dependencies(keys.name.text, nodes);
    }

    private Component component(ComponentKeys keys, List<String> dependsOn, JobReader jobs, ReferenceChecker checker) {
        String name = keys.name.text;
        String root = root(keys);
        ComponentFiles files = new ComponentFiles(
                keys.paths == null
                        ? List.of(ComponentFiles.below(root))
                        : values.claimedGlobs(keys.paths, "paths", root),
                keys.exports == null
                        ? Optional.empty()
                        : Optional.of(values.claimedGlobs(keys.exports, "exports", root)),
                keys.ignore == null || values.bool(keys.ignore, "ignore"));
        return new Component(
                name,
                root,
                files,
                dependsOn,
                keys.affects == null ? Affects.NOTHING : affects(keys.affects, checker),
                jobs.read(name, dependsOn, keys),
                keys.name.position());
    }

    /** Its own root, else that of its kind, else its name. */
    private String root(ComponentKeys keys) {
        String name = keys.name.text;
        boolean ofKind = keys.root == null && keys.kindRoot != null;
        String given = ofKind
                ? values.kindDirectory(keys.kindRoot, "root", name.substring(name.lastIndexOf('/') + 1))
                : keys.root == null ? null : values.directory(keys.root, "root");
        return given == null ? name : given;
    }

    private Affects affects(Node node, ReferenceChecker checker) {
        if (node instanceof ScalarNode scalar && scalar.text.equals("everything")) {
            return Affects.EVERYTHING;
        }
        return new Affects(false, checker.affected(values.texts(node, "affects")));
    }

    private void version(Node node) {
        if (!(node instanceof ScalarNode scalar) || scalar.type() != ScalarNode.Type.INTEGER) {
            values.wrongType(node, "version", "the number 1");
        } else if (!scalar.text.equals("1")) {
            String hint = "this reads version 1; a newer map may need a newer release";
            problems.add(ProblemKind.UNSUPPORTED_VERSION, node, hint, SafeText.text(scalar.text));
        }
    }

    private Unmapped unmapped(Node node) {
        String text = values.choice(node, "unmapped", UNMAPPED);
        if (text == null) {
            return Unmapped.EVERYTHING;
        }
        return switch (text) {
            case "nothing" -> Unmapped.NOTHING;
            case "error" -> Unmapped.ERROR;
            default -> Unmapped.EVERYTHING;
        };
    }
}
