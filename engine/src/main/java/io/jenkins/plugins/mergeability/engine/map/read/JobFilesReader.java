package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.CachePolicy;
import io.jenkins.plugins.mergeability.engine.map.JobInputs;
import io.jenkins.plugins.mergeability.engine.map.KeptFiles;
import io.jenkins.plugins.mergeability.engine.map.NameRules;
import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the settings of a job about the files that it reads and leaves, and about how long its pass counts. */
final class JobFilesReader {

    private final Problems problems;
    private final ValueReader values;

    JobFilesReader(Problems problems, ValueReader values) {
        this.problems = problems;
        this.values = values;
    }

    JobInputs inputs(Node node) {
        if (!(node instanceof MapNode map)) {
            values.wrongType(node, "inputs", "a map with `only`, `env` or `local`");
            return JobInputs.DEFAULT;
        }
        Optional<List<String>> only = Optional.empty();
        List<String> env = List.of();
        List<String> local = List.of();
        for (int i = 0; i < map.size(); i++) {
            ScalarNode key = map.key(i);
            Node value = map.value(i);
            switch (key.text) {
                case "only" -> only = Optional.of(values.jobGlobs(value, "only"));
                case "env" -> env = variables(value);
                case "local" -> local = values.jobGlobs(value, "local");
                default -> KnownKeys.INPUTS.refuse(key, problems);
            }
        }
        return new JobInputs(only, env, local, List.of());
    }

    KeptFiles keep(Node node) {
        if (!(node instanceof MapNode map)) {
            values.wrongType(node, "keep", "a map with `paths` and `for`");
            return KeptFiles.NONE;
        }
        List<String> paths = List.of();
        List<String> whileSame = List.of();
        for (int i = 0; i < map.size(); i++) {
            switch (map.key(i).text) {
                case "paths" -> paths = positive(map.value(i), "paths");
                case "for" -> whileSame = positive(map.value(i), "for");
                default -> KnownKeys.KEEP.refuse(map.key(i), problems);
            }
        }
        if (paths.isEmpty()) {
            problems.add(
                    ProblemKind.MISSING_KEY,
                    node,
                    "write it like `keep: {paths: [deps/**], for: [mix.lock]}`",
                    "`keep`",
                    "`paths`");
        }
        return new KeptFiles(paths, whileSame);
    }

    /** Globs of which none excludes: git, which matches them on agents, cannot except files from what it keeps. */
    private List<String> positive(Node node, String key) {
        List<String> globs = values.jobGlobs(node, key);
        for (ScalarNode text : values.texts(node, key)) {
            if (text.text.startsWith("!")) {
                problems.add(
                        ProblemKind.BAD_GLOB,
                        text,
                        "name only what is kept",
                        SafeText.text(text.text),
                        "`keep` has no globs that exclude");
            }
        }
        return globs;
    }

    /** The policy; null where it is none. */
    CachePolicy cache(Node node) {
        if (node instanceof ScalarNode scalar && scalar.type() == ScalarNode.Type.BOOLEAN) {
            return values.bool(node, "cache") ? CachePolicy.ALWAYS : CachePolicy.NEVER;
        }
        if (node instanceof ScalarNode scalar && scalar.text.equals(CachePolicy.LAST.text())) {
            return CachePolicy.LAST;
        }
        return values.wrongType(node, "cache", "`true`, `last` or `false`");
    }

    private List<String> variables(Node node) {
        List<String> names = new ArrayList<>();
        for (ScalarNode name : values.texts(node, "env")) {
            if (NameRules.isVariable(name.text)) {
                names.add(name.text);
            } else {
                problems.add(
                        ProblemKind.BAD_NAME,
                        name,
                        "a variable has letters, digits and `_`, no digit first",
                        SafeText.text(name.text),
                        "the name of a variable");
            }
        }
        return names;
    }
}
