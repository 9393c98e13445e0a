package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.Affects;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentFiles;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
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
    private JobReader jobs;

    StructureReader(Problems problems, ReferenceChecker references) {
        this.problems = problems;
        this.values = new ValueReader(problems);
        this.references = references;
    }

    /** The whole map; it must not be used if problems were found. */
    ComponentMap read(Node node) {
        Unmapped unmapped = Unmapped.EVERYTHING;
        List<String> ignore = List.of();
        Node defaults = null;
        Node components = null;
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
                case "defaults" -> defaults = value;
                case "components" -> components = value;
                default -> {
                    if (!map.key(i).text.startsWith("x-")) {
                        KnownKeys.MAP.refuse(map.key(i), problems);
                    }
                }
            }
        }
        SettingsReader settings = new SettingsReader(problems, values);
        SettingsDraft draft = defaults == null ? new SettingsDraft() : settings.defaults(defaults);
        jobs = new JobReader(problems, values, settings, draft, references);
        if (components == null) {
            problems.add(ProblemKind.MISSING_KEY, node, "", "a component map", "`components`");
            return new ComponentMap(unmapped, ignore, Map.of());
        }
        return new ComponentMap(unmapped, ignore, components(components));
    }

    private Map<String, Component> components(Node node) {
        if (!(node instanceof MapNode map)) {
            values.wrongType(node, "components", "a map of components");
            return Map.of();
        }
        if (map.isEmpty()) {
            problems.add(ProblemKind.EMPTY, node, "add a component", "`components`");
        }
        Map<String, Component> components = new TreeMap<>();
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
            components.put(name.text, component(name, map.value(i)));
        }
        return components;
    }

    private Component component(ScalarNode name, Node node) {
        String root = name.text;
        Node paths = null;
        Node exports = null;
        boolean ignore = true;
        List<ScalarNode> dependsOn = List.of();
        Affects affects = Affects.NOTHING;
        Map<String, Job> ownJobs = Map.of();
        if (node instanceof MapNode map) {
            for (int i = 0; i < map.size(); i++) {
                Node value = map.value(i);
                switch (map.key(i).text) {
                    case "root" -> {
                        String given = values.directory(value, "root");
                        root = given == null ? root : given;
                    }
                    case "paths" -> paths = value;
                    case "exports" -> exports = value;
                    case "ignore" -> ignore = values.bool(value, "ignore");
                    case "dependsOn" -> dependsOn = values.texts(value, "dependsOn");
                    case "affects" -> affects = affects(value);
                    case "jobs" -> ownJobs = jobs.read(name.text, value);
                    default -> KnownKeys.COMPONENT.refuse(map.key(i), problems);
                }
            }
        } else if (!node.isNull()) {
            values.wrongType(node, SafeText.text(name.text), "a map: " + KnownKeys.COMPONENT.listed());
        }
        ComponentFiles files = new ComponentFiles(
                paths == null ? List.of(ComponentFiles.below(root)) : values.claimedGlobs(paths, "paths", root),
                exports == null ? Optional.empty() : Optional.of(values.claimedGlobs(exports, "exports", root)),
                ignore);
        List<String> dependencies = references.dependencies(name.text, dependsOn);
        return new Component(name.text, root, files, dependencies, affects, ownJobs, name.position());
    }

    private Affects affects(Node node) {
        if (node instanceof ScalarNode scalar && scalar.text.equals("everything")) {
            return Affects.EVERYTHING;
        }
        return new Affects(false, references.affected(values.texts(node, "affects")));
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
