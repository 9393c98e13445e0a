package io.jenkins.plugins.mergeability.engine.map.write;

import io.jenkins.plugins.mergeability.engine.map.BeforeDeploy;
import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobFiles;
import io.jenkins.plugins.mergeability.engine.map.JobInputs;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.Need;
import io.jenkins.plugins.mergeability.engine.map.Parallel;
import io.jenkins.plugins.mergeability.engine.map.Sequence;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.map.environments.ApprovalRule;
import io.jenkins.plugins.mergeability.engine.map.environments.FreezeWindow;
import io.jenkins.plugins.mergeability.engine.text.DurationSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prints component maps in one canonical form of YAML, which reads back to an equal map except for positions: components
 * sorted, keys in the order of the reference, defaults merged into the jobs, unset values left out.
 */
public final class MapPrinter {

    private final YamlText yaml = new YamlText();

    private MapPrinter() {}

    /** The whole map. */
    public static String print(ComponentMap map) {
        MapPrinter printer = new MapPrinter();
        printer.map(map);
        return printer.yaml.toString();
    }

    /**
     * The effective definition of a component with its jobs, independent of position and spelling: two definitions are
     * equal exactly when these texts are. Part of every input hash; see {@link Definition}.
     */
    public static String definition(Component component) {
        return new Definition().component(component).toString();
    }

    /**
     * The effective definition of a job with its name, as {@link #definition(Component)}. It does not include the
     * component's root.
     */
    public static String definition(Job job) {
        return new Definition().job(job).toString();
    }

    /**
     * The effective definition of a deployment: two are equal exactly when these texts are. It does not include the
     * name of the environment, nor what is deployed before it.
     */
    public static String definition(DeployDefinition definition) {
        return new Definition().deployment(definition).toString();
    }

    private void map(ComponentMap map) {
        yaml.number(0, "version", 1);
        if (map.unmapped() != Unmapped.EVERYTHING) {
            yaml.entry(0, "unmapped", map.unmapped().text());
        }
        if (!map.ignore().isEmpty()) {
            yaml.list(0, "ignore", map.ignore());
        }
        if (!map.lockfiles().isEmpty()) {
            yaml.list(0, "lockfiles", map.lockfiles());
        }
        yaml.key(0, "components");
        for (Component component : map.components().values()) {
            component(component);
        }
        if (!map.environments().isEmpty()) {
            yaml.key(0, "environments");
            map.environments().values().forEach(this::environment);
        }
    }

    private void environment(Environment environment) {
        yaml.key(2, environment.name());
        flag(4, "local", environment.local());
        if (!environment.soak().isZero()) {
            yaml.entry(4, "soak", DurationSyntax.format(environment.soak()));
        }
        environment.approval().ifPresent(this::approval);
        list(4, "freeze", environment.freeze().stream().map(FreezeWindow::text).toList());
        yaml.key(4, "deploy");
        for (DeployDefinition definition : environment.deploy().values()) {
            yaml.key(6, definition.component())
                    .entry(
                            8,
                            "of",
                            definition.of()
                                    + definition.platform().map(on -> "@" + on).orElse(""));
            list(8, "needs", definition.needs());
            definition.before().ifPresent(this::before);
            block(8, "run", definition.run());
            block(8, "verify", definition.verify());
        }
    }

    private void approval(ApprovalRule rule) {
        yaml.key(4, "approval");
        list(6, "by", rule.by());
        yaml.number(6, "count", rule.count());
        list(6, "not", rule.exceptAuthor() ? List.of("author") : List.of());
    }

    private void before(BeforeDeploy before) {
        yaml.key(8, "before");
        options(10, before.block().options(), true);
        body(10, before.block());
        flag(10, "compatible", before.compatible());
        flag(10, "again", before.again());
    }

    /** Prints a block as the value of a key that is not its name. */
    private void block(int indent, String key, Block block) {
        if (block.options().name().isPresent() || !bare(indent, key, block)) {
            yaml.key(indent, key);
            options(indent + 2, block.options(), true);
            body(indent + 2, block);
        }
    }

    private void component(Component component) {
        yaml.key(2, component.name()).entry(4, "root", component.root()).list(4, "paths", component.paths());
        component.files().exports().ifPresent(exports -> yaml.list(4, "exports", exports));
        if (!component.files().ignore()) {
            yaml.word(4, "ignore", "false");
        }
        if (!component.dependsOn().isEmpty()) {
            yaml.list(4, "dependsOn", component.dependsOn());
        }
        if (component.affects().everything()) {
            yaml.entry(4, "affects", "everything");
        } else if (!component.affects().components().isEmpty()) {
            yaml.list(4, "affects", component.affects().components());
        }
        if (!component.jobs().isEmpty()) {
            yaml.key(4, "jobs");
            for (Job job : component.jobs().values()) {
                job(job);
            }
        }
    }

    private void job(Job job) {
        if (job.settings().equals(JobSettings.NONE) && bare(6, job.name(), job.block())) {
            return;
        }
        yaml.key(6, job.name());
        settings(job.settings());
        body(8, job.block());
    }

    private void settings(JobSettings settings) {
        needs(settings.needs());
        settings.agent().ifPresent(agent -> yaml.entry(8, "agent", agent));
        if (settings.allPlatforms()) {
            yaml.entry(8, "platforms", "all");
        } else if (!settings.platforms().isEmpty()) {
            yaml.list(8, "platforms", settings.platforms());
        }
        if (settings.when() != When.CHANGE) {
            yaml.entry(8, "when", settings.when().text());
        }
        settings.timeout().ifPresent(timeout -> yaml.entry(8, "timeout", DurationSyntax.format(timeout)));
        number(8, "retry", settings.retry());
        variables(8, "env", settings.env());
        variables(8, "credentials", settings.credentials());
        settings.container().ifPresent(container -> yaml.entry(8, "container", container));
        flag(8, "isolate", settings.isolate());
        if (!settings.junit().isEmpty()) {
            yaml.list(8, "junit", settings.junit());
        }
        if (!settings.artifacts().isEmpty()) {
            yaml.list(8, "artifacts", settings.artifacts());
        }
        number(8, "maxParallel", settings.maxParallel().orElse(0));
        settings.limit().ifPresent(limit -> yaml.entry(8, "limit", limit));
        flag(8, "allowFailure", settings.allowFailure());
        settings.dir().ifPresent(dir -> yaml.entry(8, "dir", dir));
        settings.shell().ifPresent(shell -> yaml.entry(8, "shell", shell.text()));
        files(settings.files());
        settings.cache().ifPresent(cache -> yaml.word(8, "cache", cache.text()));
    }

    private void needs(List<Need> needs) {
        if (needs.stream().allMatch(need -> need.platform().isEmpty())) {
            list(8, "needs", needs.stream().map(need -> need.ref().toString()).toList());
            return;
        }
        yaml.key(8, "needs");
        for (Need need : needs) {
            yaml.item(10);
            if (need.platform().isEmpty()) {
                yaml.value(need.ref().toString(), 10);
            } else {
                yaml.entry(12, "job", need.ref().toString())
                        .entry(12, "platform", need.platform().get());
            }
        }
    }

    private void files(JobFiles files) {
        JobInputs inputs = files.inputs();
        list(8, "dependsOn", inputs.dependsOn());
        if (inputs.only().isPresent()
                || !inputs.env().isEmpty()
                || !inputs.local().isEmpty()) {
            yaml.key(8, "inputs");
            inputs.only().ifPresent(only -> yaml.list(10, "only", only));
            list(10, "env", inputs.env());
            list(10, "local", inputs.local());
        }
        files.outputs().ifPresent(outputs -> yaml.list(8, "outputs", outputs));
        flag(8, "incremental", files.incremental());
        if (!files.keep().isNone()) {
            yaml.key(8, "keep");
            yaml.list(10, "paths", files.keep().paths());
            list(10, "for", files.keep().whileSame());
        }
        list(8, "changes", files.changes());
    }

    private void list(int indent, String key, List<String> values) {
        if (!values.isEmpty()) {
            yaml.list(indent, key, values);
        }
    }

    /** Prints a command or a sequence that has no options but a name, which is the key; false for other blocks. */
    private boolean bare(int indent, String key, Block block) {
        BlockOptions options = block.options();
        boolean plain = options.equals(
                options.name().isPresent()
                        ? BlockOptions.NONE.named(options.name().get())
                        : BlockOptions.NONE);
        if (!plain || block instanceof Parallel) {
            return false;
        }
        if (block instanceof Command command) {
            yaml.entry(indent, key, command.run());
        } else {
            yaml.key(indent, key);
            items(indent + 2, ((Sequence) block).steps());
        }
        return true;
    }

    private void body(int indent, Block block) {
        if (block instanceof Command command) {
            yaml.entry(indent, "run", command.run());
        } else if (block instanceof Sequence sequence) {
            yaml.key(indent, "sequence");
            items(indent + 2, sequence.steps());
        } else if (block instanceof Parallel parallel) {
            flag(indent, "failFast", parallel.failFast());
            number(indent, "maxParallel", parallel.maxParallel().orElse(0));
            yaml.key(indent, "parallel");
            if (isKeyed(parallel.branches())) {
                for (Block branch : parallel.branches()) {
                    String name = branch.options().name().get();
                    if (!bare(indent + 2, name, branch)) {
                        yaml.key(indent + 2, name);
                        options(indent + 4, branch.options(), false);
                        body(indent + 4, branch);
                    }
                }
            } else {
                items(indent + 2, parallel.branches());
            }
        }
    }

    private void items(int indent, List<Block> blocks) {
        for (Block block : blocks) {
            yaml.item(indent);
            if (block instanceof Command command && block.options().equals(BlockOptions.NONE)) {
                yaml.value(command.run(), indent);
            } else {
                options(indent + 2, block.options(), true);
                body(indent + 2, block);
            }
        }
    }

    private void options(int indent, BlockOptions options, boolean named) {
        if (named) {
            options.name().ifPresent(name -> yaml.entry(indent, "name", name));
        }
        options.timeout().ifPresent(timeout -> yaml.entry(indent, "timeout", DurationSyntax.format(timeout)));
        number(indent, "retry", options.retry());
        variables(indent, "env", options.env());
        options.dir().ifPresent(dir -> yaml.entry(indent, "dir", dir));
        options.shell().ifPresent(shell -> yaml.entry(indent, "shell", shell.text()));
        flag(indent, "allowFailure", options.allowFailure());
    }

    private static boolean isKeyed(List<Block> branches) {
        Set<String> names = new HashSet<>();
        for (Block branch : branches) {
            if (branch.options().name().isEmpty()
                    || !names.add(branch.options().name().get())) {
                return false;
            }
        }
        return true;
    }

    private void variables(int indent, String key, Map<String, String> variables) {
        if (!variables.isEmpty()) {
            yaml.key(indent, key);
            variables.forEach((name, value) -> yaml.entry(indent + 2, name, value));
        }
    }

    private void number(int indent, String key, int number) {
        if (number > 0) {
            yaml.number(indent, key, number);
        }
    }

    private void flag(int indent, String key, boolean value) {
        if (value) {
            yaml.flag(indent, key);
        }
    }
}
