package io.jenkins.plugins.mergeability.engine.map.write;

import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobFiles;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.Need;
import io.jenkins.plugins.mergeability.engine.map.Parallel;
import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.Sequence;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.map.environments.ApprovalRule;
import io.jenkins.plugins.mergeability.engine.map.environments.FreezeWindow;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Encodes the body of {@link MapCodec}'s form; {@link MapDecoder} is its counterpart. It avoids generated methods of
 * records, which are slow at their first use in a new process.
 */
final class MapEncoder {

    static final int COMMAND = 0;
    static final int SEQUENCE = 1;
    static final int PARALLEL = 2;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> strings = new ArrayList<>();
    private final Map<JobSettings, Integer> settingsNumbers = new IdentityHashMap<>();
    private ByteArrayOutputStream out = new ByteArrayOutputStream(65_536);

    /** The table of strings, then the tree. */
    byte[] toByteArray() {
        ByteArrayOutputStream tree = out;
        out = new ByteArrayOutputStream(tree.size() * 2);
        number(strings.size());
        for (String string : strings) {
            byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
            number(bytes.length);
            out.writeBytes(bytes);
        }
        out.writeBytes(tree.toByteArray());
        return out.toByteArray();
    }

    void map(ComponentMap map) {
        number(map.unmapped().ordinal());
        strings(map.ignore());
        strings(map.lockfiles());
        number(map.components().size());
        for (Component component : map.components().values()) {
            component(component);
        }
        number(map.environments().size());
        for (Environment environment : map.environments().values()) {
            environment(environment);
        }
    }

    private void environment(Environment environment) {
        string(environment.name());
        flag(environment.local());
        number((int) environment.soak().getSeconds());
        flag(environment.approval().isPresent());
        if (environment.approval().isPresent()) {
            ApprovalRule rule = environment.approval().get();
            strings(rule.by());
            number(rule.count());
            flag(rule.exceptAuthor());
        }
        number(environment.freeze().size());
        for (FreezeWindow window : environment.freeze()) {
            string(window.text());
        }
        number(environment.deploy().size());
        for (DeployDefinition definition : environment.deploy().values()) {
            definition(definition);
        }
        position(environment.position());
    }

    private void definition(DeployDefinition definition) {
        string(definition.component());
        string(definition.of());
        optional(definition.platform());
        strings(definition.needs());
        flag(definition.before().isPresent());
        if (definition.before().isPresent()) {
            block(definition.before().get().block());
            flag(definition.before().get().compatible());
            flag(definition.before().get().again());
        }
        block(definition.run());
        block(definition.verify());
        position(definition.position());
    }

    private void component(Component component) {
        string(component.name());
        string(component.root());
        strings(component.paths());
        optionalStrings(component.files().exports());
        flag(component.files().ignore());
        strings(component.dependsOn());
        flag(component.affects().everything());
        strings(component.affects().components());
        number(component.jobs().size());
        for (Job job : component.jobs().values()) {
            job(job);
        }
        position(component.position());
    }

    private void job(Job job) {
        string(job.name());
        // Jobs that have only the defaults share their settings, which are written once, with the first such job.
        Integer known = settingsNumbers.putIfAbsent(job.settings(), settingsNumbers.size());
        number(known == null ? 0 : known + 1);
        if (known == null) {
            settings(job.settings());
        }
        block(job.block());
        position(job.position());
    }

    private void settings(JobSettings settings) {
        number(settings.needs().size());
        for (Need need : settings.needs()) {
            string(need.ref().component());
            string(need.ref().job());
            optional(need.platform());
        }
        optional(settings.agent());
        strings(settings.platforms());
        flag(settings.allPlatforms());
        number(settings.when().ordinal());
        duration(settings.timeout());
        number(settings.retry());
        variables(settings.env());
        variables(settings.credentials());
        optional(settings.container());
        flag(settings.isolate());
        strings(settings.junit());
        strings(settings.artifacts());
        number(settings.maxParallel().orElse(0));
        optional(settings.limit());
        flag(settings.allowFailure());
        optional(settings.dir());
        shell(settings.shell());
        files(settings.files());
        number(settings.cache().map(cache -> cache.ordinal() + 1).orElse(0));
    }

    private void files(JobFiles files) {
        boolean any = !files.isDefault();
        flag(any);
        if (any) {
            optionalStrings(files.inputs().only());
            strings(files.inputs().env());
            strings(files.inputs().local());
            strings(files.inputs().dependsOn());
            optionalStrings(files.outputs());
            flag(files.incremental());
            strings(files.keep().paths());
            strings(files.keep().whileSame());
            strings(files.changes());
        }
    }

    private void optionalStrings(Optional<List<String>> values) {
        flag(values.isPresent());
        values.ifPresent(this::strings);
    }

    private void block(Block block) {
        if (block instanceof Command command) {
            number(COMMAND);
            string(command.run());
        } else if (block instanceof Sequence sequence) {
            number(SEQUENCE);
            blocks(sequence.steps());
        } else if (block instanceof Parallel parallel) {
            number(PARALLEL);
            blocks(parallel.branches());
            flag(parallel.failFast());
            number(parallel.maxParallel().orElse(0));
        }
        options(block.options());
        position(block.position());
    }

    private void blocks(List<Block> blocks) {
        number(blocks.size());
        for (int i = 0; i < blocks.size(); i++) {
            block(blocks.get(i));
        }
    }

    private void options(BlockOptions options) {
        boolean any = options != BlockOptions.NONE;
        flag(any);
        if (any) {
            optional(options.name());
            duration(options.timeout());
            number(options.retry());
            variables(options.env());
            optional(options.dir());
            shell(options.shell());
            flag(options.allowFailure());
        }
    }

    private void position(Position position) {
        number(position.line());
        number(position.column());
    }

    private void shell(Optional<Shell> shell) {
        number(shell.isPresent() ? shell.get().ordinal() + 1 : 0);
    }

    private void duration(Optional<Duration> duration) {
        number(duration.isPresent() ? (int) duration.get().getSeconds() : 0);
    }

    private void variables(Map<String, String> variables) {
        number(variables.size());
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            string(variable.getKey());
            string(variable.getValue());
        }
    }

    private void strings(List<String> values) {
        number(values.size());
        for (int i = 0; i < values.size(); i++) {
            string(values.get(i));
        }
    }

    private void optional(Optional<String> value) {
        flag(value.isPresent());
        if (value.isPresent()) {
            string(value.get());
        }
    }

    private void string(String value) {
        Integer known = numbers.putIfAbsent(value, strings.size());
        if (known == null) {
            strings.add(value);
        }
        number(known == null ? strings.size() - 1 : known);
    }

    private void flag(boolean value) {
        out.write(value ? 1 : 0);
    }

    /** Seven bits a byte, the lowest first; never negative. */
    private void number(int value) {
        int left = value;
        while (left > 0x7F) {
            out.write(left & 0x7F | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }
}
