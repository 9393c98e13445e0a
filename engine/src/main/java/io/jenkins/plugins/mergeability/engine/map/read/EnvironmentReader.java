package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.BeforeDeploy;
import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.environments.ApprovalRule;
import io.jenkins.plugins.mergeability.engine.map.environments.FreezeWindow;
import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the environments of a map. {@link DeployChecker} checks the names in them. */
final class EnvironmentReader {

    private static final List<String> EXCEPT = List.of("author");

    private final Problems problems;
    private final ValueReader values;
    private final BlockReader blocks;
    private final DeployChecker checker;

    EnvironmentReader(Problems problems, ValueReader values, BlockReader blocks, Map<String, Component> components) {
        this.problems = problems;
        this.values = values;
        this.blocks = blocks;
        this.checker = new DeployChecker(problems, components);
    }

    /** The environments by name, in the order of the map. */
    Map<String, Environment> read(Node node) {
        Map<String, Environment> environments = new LinkedHashMap<>();
        if (!(node instanceof MapNode map)) {
            values.wrongType(node, "environments", "a map of environments");
            return environments;
        }
        if (map.isEmpty()) {
            problems.add(ProblemKind.EMPTY, node, "add an environment, or remove it", "`environments`");
        }
        for (int i = 0; i < map.size(); i++) {
            ScalarNode name = map.key(i);
            values.isName(name, name.text, "the name of an environment");
            environments.put(name.text, environment(name, map.value(i)));
        }
        checker.check();
        return environments;
    }

    private Environment environment(ScalarNode name, Node node) {
        boolean local = false;
        Duration soak = Duration.ZERO;
        Node soakNode = null;
        Node freezeNode = null;
        Optional<ApprovalRule> approval = Optional.empty();
        Node approvalNode = null;
        List<FreezeWindow> freeze = List.of();
        Node deploy = null;
        if (node instanceof MapNode map) {
            for (int i = 0; i < map.size(); i++) {
                Node value = map.value(i);
                switch (map.key(i).text) {
                    case "local" -> local = values.bool(value, "local");
                    case "soak" -> {
                        Duration given = values.duration(value, "soak");
                        soak = given == null ? soak : given;
                        soakNode = value;
                    }
                    case "approval" -> {
                        approval = Optional.of(approval(value));
                        approvalNode = map.key(i);
                    }
                    case "freeze" -> {
                        freeze = freeze(value);
                        freezeNode = map.key(i);
                    }
                    case "deploy" -> deploy = value;
                    default -> KnownKeys.ENVIRONMENT.refuse(map.key(i), problems);
                }
            }
        } else {
            values.wrongType(node, SafeText.text(name.text), "a map: " + KnownKeys.ENVIRONMENT.listed());
        }
        if (local && approval.isPresent()) {
            problems.add(
                    ProblemKind.NEVER_ENTERED,
                    approvalNode,
                    "remove `approval`, or `local`",
                    "nobody can be asked for an `approval` in an environment that is `local: true`");
        }
        checker.freeze(freezeNode, freeze);
        Map<String, DeployDefinition> definitions = Map.of();
        if (deploy != null) {
            definitions = definitions(name.text, deploy);
        } else if (node instanceof MapNode) {
            problems.add(ProblemKind.MISSING_KEY, name, "", "an environment", "`deploy`");
        }
        checker.order(local, soakNode, deploy instanceof MapNode map ? map : null);
        return new Environment(name.text, local, soak, approval, freeze, definitions, name.position());
    }

    private ApprovalRule approval(Node node) {
        List<String> by = new ArrayList<>();
        int count = 1;
        Node countNode = node;
        boolean exceptAuthor = false;
        if (node instanceof MapNode map) {
            for (int i = 0; i < map.size(); i++) {
                Node value = map.value(i);
                switch (map.key(i).text) {
                    case "by" -> values.texts(value, "by").forEach(text -> by.add(text.text));
                    case "count" -> {
                        count = values.number(value, "count", 1, ApprovalRule.MAX_COUNT);
                        countNode = value;
                    }
                    case "not" -> {
                        for (ScalarNode text : values.texts(value, "not")) {
                            exceptAuthor |= values.choice(text, "not", EXCEPT) != null;
                        }
                    }
                    default -> KnownKeys.APPROVAL.refuse(map.key(i), problems);
                }
            }
        } else {
            values.wrongType(node, "approval", "a map: " + KnownKeys.APPROVAL.listed());
        }
        ApprovalRule rule = new ApprovalRule(by, count, exceptAuthor);
        checker.approval(countNode, rule);
        return rule;
    }

    private List<FreezeWindow> freeze(Node node) {
        List<FreezeWindow> windows = new ArrayList<>();
        for (ScalarNode text : values.texts(node, "freeze")) {
            try {
                windows.add(FreezeWindow.parse(text.text));
            } catch (IllegalArgumentException e) {
                String hint = "write it like " + FreezeWindow.SYNTAX;
                problems.add(ProblemKind.BAD_FREEZE, text, hint, SafeText.text(text.text), e.getMessage());
            }
        }
        return windows;
    }

    private Map<String, DeployDefinition> definitions(String environment, Node node) {
        Map<String, DeployDefinition> definitions = new TreeMap<>();
        if (!(node instanceof MapNode map)) {
            values.wrongType(node, "deploy", "a map of components");
            return definitions;
        }
        if (map.isEmpty()) {
            problems.add(ProblemKind.EMPTY, node, "add a component", "`deploy`");
        }
        for (int i = 0; i < map.size(); i++) {
            ScalarNode component = map.key(i);
            definition(environment, component, map.value(i), map)
                    .ifPresent(definition -> definitions.put(component.text, definition));
        }
        return definitions;
    }

    private Optional<DeployDefinition> definition(String environment, ScalarNode name, Node node, MapNode siblings) {
        if (!(node instanceof MapNode map)) {
            values.wrongType(node, SafeText.text(name.text), "a map: " + KnownKeys.DEPLOY.listed());
            return Optional.empty();
        }
        ScalarNode of = null;
        List<ScalarNode> needs = List.of();
        Optional<BeforeDeploy> before = Optional.empty();
        Block run = null;
        Block verify = null;
        boolean refused = false;
        for (int i = 0; i < map.size(); i++) {
            Node value = map.value(i);
            switch (map.key(i).text) {
                case "of" -> of = values.text(value, "of") == null ? null : (ScalarNode) value;
                case "needs" -> needs = values.texts(value, "needs");
                case "before" -> before = Optional.of(before(value));
                case "run" -> run = blocks.read(value, "run");
                case "verify" -> verify = blocks.read(value, "verify");
                case "servers" -> {
                    problems.add(ProblemKind.NOT_BUILT, map.key(i), "deploy with commands: `run`, `verify`", "servers");
                    refused = true;
                }
                default -> {
                    KnownKeys.DEPLOY.refuse(map.key(i), problems);
                    refused = true;
                }
            }
        }
        if (!refused) {
            require(name, of, "`of`, the job whose outputs are deployed");
            require(name, run, "`run`, the command that deploys");
            require(name, verify, "`verify`: without it nothing is known to be live, and nothing is put back");
        }
        checker.needs(environment, name, needs, siblings);
        if (of == null) {
            return Optional.empty();
        }
        int at = of.text.indexOf('@');
        String job = at < 0 ? of.text : of.text.substring(0, at);
        Optional<String> platform = at < 0 ? Optional.empty() : Optional.of(of.text.substring(at + 1));
        checker.source(name, of, job, platform);
        if (run == null || verify == null) {
            return Optional.empty();
        }
        List<String> first = needs.stream().map(need -> need.text).toList();
        return Optional.of(new DeployDefinition(name.text, job, platform, first, before, run, verify, name.position()));
    }

    private void require(ScalarNode name, Object value, String what) {
        if (value == null) {
            problems.add(ProblemKind.MISSING_KEY, name, "", "`" + SafeText.text(name.text) + "`", what);
        }
    }

    /** A block that may have two more keys. */
    private BeforeDeploy before(Node node) {
        boolean compatible = false;
        boolean again = false;
        Node block = node;
        if (node instanceof MapNode map) {
            MapNode rest = new MapNode(map.line, map.column, map.path);
            for (int i = 0; i < map.size(); i++) {
                switch (map.key(i).text) {
                    case "compatible" -> compatible = values.bool(map.value(i), "compatible");
                    case "again" -> again = values.bool(map.value(i), "again");
                    default -> rest.add(map.key(i), map.value(i));
                }
            }
            block = rest;
        }
        return new BeforeDeploy(blocks.read(block, "before"), compatible, again);
    }
}
