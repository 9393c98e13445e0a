package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.NameRules;
import io.jenkins.plugins.mergeability.engine.map.Parallel;
import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.Sequence;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.map.node.ListNode;
import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads trees of commands. An invalid block is reported and replaced by an empty command. */
final class BlockReader {

    private static final String BLOCK = "a command, a list, or a map with `run`, `sequence` or `parallel`";

    private final Problems problems;
    private final ValueReader values;
    private final SettingsReader settings;

    BlockReader(Problems problems, ValueReader values, SettingsReader settings) {
        this.problems = problems;
        this.values = values;
        this.settings = settings;
    }

    /** A block of any kind. */
    Block read(Node node, String where) {
        if (node instanceof MapNode map) {
            return options(map, null);
        }
        return bare(node, where);
    }

    /** A command or a sequence without options. */
    Block bare(Node node, String where) {
        if (node instanceof ListNode list) {
            return new Sequence(items(list, where), BlockOptions.NONE, node.position());
        }
        if (node instanceof ScalarNode scalar && !scalar.isNull()) {
            if (SafeText.isBlank(scalar.text)) {
                problems.add(ProblemKind.EMPTY, node, "", "the command");
            }
            return new Command(scalar.text, BlockOptions.NONE, node.position());
        }
        problems.add(ProblemKind.WRONG_TYPE, node, "", where, BLOCK, node.described());
        return new Command("", BlockOptions.NONE, node.position());
    }

    /** The block given by the keys {@code run}, {@code sequence} and {@code parallel} of a map of a job or a block. */
    Block body(BlockBody body, MapNode map, ScalarNode name, BlockOptions options, OptionalInt maxParallel) {
        Position position = map.position();
        if (body.kinds() != 1) {
            refuseKinds(body, name == null ? map : name);
            return new Command("", options, position);
        }
        if (body.failFast != null && body.parallel == null) {
            checkFailFast(body);
            onlyWithParallel(body.failFastKey);
        }
        if (body.run != null) {
            String text = values.text(body.run, "run");
            return new Command(text == null ? "" : text, options, position);
        }
        if (body.sequence != null) {
            if (body.sequence instanceof ListNode list) {
                return new Sequence(items(list, "an item of `sequence`"), options, position);
            }
            values.wrongType(body.sequence, "sequence", "a list of commands and blocks");
            return new Command("", options, position);
        }
        return new Parallel(branches(body.parallel), checkFailFast(body), maxParallel, options, position);
    }

    /** Whether {@code failFast} is set; reports a value that is not a boolean. */
    boolean checkFailFast(BlockBody body) {
        return body.failFast != null && values.bool(body.failFast, "failFast");
    }

    private List<Block> items(ListNode list, String where) {
        if (list.items.isEmpty()) {
            problems.add(ProblemKind.EMPTY, list, "give it a command, or remove it", "the list of commands");
        }
        List<Block> blocks = new ArrayList<>(list.items.size());
        for (int i = 0; i < list.items.size(); i++) {
            blocks.add(read(list.items.get(i), where));
        }
        return blocks;
    }

    private List<Block> branches(Node node) {
        if (node instanceof ListNode list) {
            List<Block> branches = items(list, "an item of `parallel`");
            UniqueTexts names = new UniqueTexts();
            for (int i = 0; i < branches.size(); i++) {
                Optional<String> name = branches.get(i).options().name();
                if (name.isPresent() && !names.add(name.get())) {
                    String hint = "give each branch a different name";
                    problems.add(ProblemKind.DUPLICATE_NAME, list.items.get(i), hint, SafeText.text(name.get()));
                }
            }
            return branches;
        }
        if (!(node instanceof MapNode map)) {
            values.wrongType(node, "parallel", "a list, or a map of names and blocks");
            return List.of();
        }
        if (map.isEmpty()) {
            problems.add(ProblemKind.EMPTY, node, "give it a branch, or remove it", "`parallel`");
        }
        List<Block> branches = new ArrayList<>(map.size());
        for (int i = 0; i < map.size(); i++) {
            ScalarNode name = map.key(i);
            Node value = map.value(i);
            checkName(name);
            branches.add(
                    value instanceof MapNode branch
                            ? options(branch, name)
                            : bare(value, "`" + SafeText.text(name.text) + "`").named(name.text));
        }
        return branches;
    }

    /** A block given as a map; {@code branch} is its key in a keyed parallel, or null. */
    private Block options(MapNode map, ScalarNode branch) {
        BlockBody body = new BlockBody();
        String name = branch == null ? null : branch.text;
        Duration timeout = null;
        int retry = 0;
        Map<String, String> env = Map.of();
        String dir = null;
        Shell shell = null;
        boolean allowFailure = false;
        OptionalInt maxParallel = OptionalInt.empty();
        ScalarNode maxParallelKey = null;
        for (int i = 0; i < map.size(); i++) {
            ScalarNode key = map.key(i);
            Node value = map.value(i);
            switch (key.text) {
                case "name" -> name = name(key, value, branch);
                case "timeout" -> timeout = values.duration(value, "timeout");
                case "retry" -> retry = settings.retry(value);
                case "env" -> env = values.variables(value, "env", true);
                case "dir" -> dir = values.commandDirectory(value, "dir");
                case "shell" -> shell = settings.shell(value);
                case "allowFailure" -> allowFailure = values.bool(value, "allowFailure");
                case "maxParallel" -> {
                    maxParallelKey = key;
                    maxParallel = OptionalInt.of(settings.maxParallel(value));
                }
                default -> {
                    if (!body.take(key, value)) {
                        body.noteIntended(KnownKeys.BLOCK.refuse(key, problems));
                    }
                }
            }
        }
        if (maxParallelKey != null && body.parallel == null && body.kinds() == 1) {
            onlyWithParallel(maxParallelKey);
        }
        BlockOptions options = new BlockOptions(
                Optional.ofNullable(name),
                Optional.ofNullable(timeout),
                retry,
                env,
                Optional.ofNullable(dir),
                Optional.ofNullable(shell),
                allowFailure);
        return body(body, map, null, options, maxParallel);
    }

    private String name(ScalarNode key, Node value, ScalarNode branch) {
        if (branch != null) {
            String message = "`name` repeats the key `" + SafeText.text(branch.text) + "`";
            problems.add(ProblemKind.CONFLICTING_KEYS, key, "remove `name`", message);
            return branch.text;
        }
        String name = values.text(value, "name");
        if (name != null) {
            checkName((ScalarNode) value);
        }
        return name;
    }

    /** The name of a block is only shown, so it can be any text that is not too long. */
    private void checkName(ScalarNode name) {
        if (SafeText.isBlank(name.text)) {
            problems.add(ProblemKind.EMPTY, name, "", "the name of a block");
        } else if (name.text.codePointCount(0, name.text.length()) > NameRules.MAX_LENGTH) {
            String hint = "a name has at most " + NameRules.MAX_LENGTH + " characters";
            problems.add(ProblemKind.BAD_NAME, name, hint, SafeText.text(name.text), "the name of a block");
        }
    }

    private void refuseKinds(BlockBody body, Node at) {
        if (body.kinds() == 0 && body.misspelled) {
            return;
        }
        if (body.kinds() == 0) {
            problems.add(ProblemKind.MISSING_KEY, at, "", body.owner, "one of `run`, `sequence` and `parallel`");
        } else {
            String message = body.owner + " has only one of `run`, `sequence` and `parallel`";
            problems.add(
                    ProblemKind.CONFLICTING_KEYS, body.lastKind, "remove it, or nest one block in the other", message);
        }
    }

    private void onlyWithParallel(ScalarNode key) {
        problems.add(ProblemKind.CONFLICTING_KEYS, key, "remove it", "`" + key.text + "` is only for a `parallel`");
    }
}
