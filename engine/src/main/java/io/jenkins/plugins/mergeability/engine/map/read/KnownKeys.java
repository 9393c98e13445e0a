package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/** The valid keys of each part of a map, for messages about unknown keys. */
enum KnownKeys {
    MAP("the map", "version", "unmapped", "ignore", "lockfiles", "defaults", "kinds", "components", "environments"),
    DEFAULTS("`defaults`", settings()),
    KIND("a kind", "root", "paths", "exports", "ignore", "dependsOn", "affects", "jobs"),
    COMPONENT("a component", "kind", "root", "paths", "exports", "ignore", "dependsOn", "affects", "jobs"),
    JOB("a job", settings("run", "sequence", "parallel", "failFast")),
    ENVIRONMENT("an environment", "local", "soak", "approval", "freeze", "deploy"),
    APPROVAL("`approval`", "by", "count", "not"),
    DEPLOY("a component of an environment", "of", "needs", "before", "run", "verify"),
    BEFORE("`before`", "compatible", "again"),
    BLOCK(
            "a block",
            "run",
            "sequence",
            "parallel",
            "name",
            "timeout",
            "retry",
            "env",
            "dir",
            "shell",
            "allowFailure",
            "failFast",
            "maxParallel"),
    INPUTS("`inputs`", "only", "env", "local"),
    KEEP("`keep`", "paths", "for"),
    NEED("a need", "job", "platform");

    /** Names that other tools have for a key. */
    private static final String[][] SYNONYMS = {
        {"command", "run"},
        {"script", "run"},
        {"cmd", "run"},
        {"exec", "run"},
        {"steps", "sequence"},
        {"commands", "sequence"},
        {"stages", "jobs"},
        {"tasks", "jobs"},
        {"dependencies", "dependsOn"},
        {"deps", "dependsOn"},
        {"requires", "dependsOn"},
        {"requires", "needs"},
        {"depends", "dependsOn"},
        {"after", "needs"},
        {"needs", "dependsOn"},
        {"files", "paths"},
        {"globs", "paths"},
        {"include", "paths"},
        {"exclude", "ignore"},
        {"lockFiles", "lockfiles"},
        {"locks", "lockfiles"},
        {"directory", "root"},
        {"directory", "dir"},
        {"cwd", "dir"},
        {"workdir", "dir"},
        {"environment", "env"},
        {"environment", "environments"},
        {"envs", "environments"},
        {"secrets", "credentials"},
        {"image", "container"},
        {"docker", "container"},
        {"label", "agent"},
        {"node", "agent"},
        {"runs-on", "agent"},
        {"os", "platforms"},
        {"matrix", "platforms"},
        {"on", "when"},
        {"if", "when"},
        {"retries", "retry"},
        {"timeoutMinutes", "timeout"},
        {"reports", "junit"},
        {"archive", "artifacts"},
        {"concurrency", "limit"},
        {"continueOnError", "allowFailure"},
        {"type", "kind"},
        {"extends", "kind"},
        {"templates", "kinds"},
        {"projects", "components"},
        {"packages", "components"},
        {"job", "of"},
        {"migrate", "before"},
        {"approvals", "approval"},
        {"check", "verify"},
        {"smoke", "verify"},
    };

    private final String owner;
    private final List<String> names;

    KnownKeys(String owner, String... names) {
        this.owner = owner;
        this.names = List.of(names);
    }

    private static String[] settings(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "needs",
                "dependsOn",
                "agent",
                "platforms",
                "when",
                "timeout",
                "retry",
                "env",
                "credentials",
                "container",
                "isolate",
                "junit",
                "artifacts",
                "maxParallel",
                "limit",
                "allowFailure",
                "dir",
                "shell",
                "inputs",
                "outputs",
                "incremental",
                "keep",
                "changes",
                "cache"));
        all.addAll(0, List.of(more));
        return all.toArray(new String[0]);
    }

    /** The keys, in the order of messages. */
    List<String> names() {
        return names;
    }

    /** The keys as a message lists them. */
    String listed() {
        return "`" + String.join("`, `", names) + "`";
    }

    /** Reports a key that is not valid here; returns the key that was most likely intended, or null. */
    String refuse(ScalarNode key, Problems problems) {
        String meant = meant(key.text);
        if (meant == null) {
            meant = problems.nearest(key.text, names);
        }
        String all = (this == MAP ? "the keys of " : "keys of ") + owner + ": " + String.join(", ", names);
        String hint = meant == null ? all : "did you mean `" + meant + "`?";
        KnownKeys right = rightPlace(key.text);
        if (right == null) {
            problems.add(ProblemKind.UNKNOWN_KEY, key, hint, SafeText.text(key.text));
        } else {
            problems.add(ProblemKind.MISPLACED_KEY, key, hint, key.text, right.owner, owner);
        }
        return meant;
    }

    private String meant(String key) {
        for (String[] word : SYNONYMS) {
            if (word[0].equals(key) && names.contains(word[1])) {
                return word[1];
            }
        }
        return null;
    }

    private static KnownKeys rightPlace(String key) {
        for (KnownKeys place : List.of(COMPONENT, JOB, BLOCK, MAP, ENVIRONMENT, DEPLOY)) {
            if (place.names.contains(key)) {
                return place;
            }
        }
        return null;
    }
}
