package io.jenkins.plugins.mergeability.engine.map.write;

import io.jenkins.plugins.mergeability.engine.map.BeforeDeploy;
import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.CachePolicy;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobFiles;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.Need;
import io.jenkins.plugins.mergeability.engine.map.Parallel;
import io.jenkins.plugins.mergeability.engine.map.Sequence;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.text.DurationSyntax;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Serializes definitions for hashing. Every value is preceded by its length and every list by its size, so that different
 * definitions have different texts. Unset values are left out, so that a setting that a later version adds does not
 * change definitions that do not use it.
 *
 * <p>Every proof is stored under a hash of this text: a change of the form invalidates all proofs. Then, and only then,
 * raise the version.
 */
final class Definition {

    private static final String VERSION = "1";

    private final StringBuilder out = new StringBuilder(512);

    /** A component with all its jobs, sorted by name: their order in the map has no meaning. */
    Definition component(Component component) {
        out.append("component/").append(VERSION).append('\n');
        field("name", component.name());
        field("root", component.root());
        list("paths", component.paths());
        if (component.files().exports().isPresent()) {
            out.append("exports\n");
            list("exports", component.files().exports().get());
        }
        flag("not ignored", !component.files().ignore());
        list("dependsOn", component.dependsOn());
        if (component.affects().everything()) {
            out.append("affects everything\n");
        } else {
            list("affects", component.affects().components());
        }
        Map<String, Job> jobs = component.jobs();
        for (Job job : (jobs.size() < 2 ? jobs : new TreeMap<>(jobs)).values()) {
            job(job);
        }
        return this;
    }

    /** A single job. */
    Definition job(Job job) {
        JobSettings settings = job.settings();
        out.append("job/").append(VERSION).append('\n');
        field("name", job.name());
        List<Need> needs = settings.needs();
        for (int i = 0; i < needs.size(); i++) {
            field("needs", needs.get(i).ref().component());
            field("job", needs.get(i).ref().job());
            field("on", needs.get(i).platform());
        }
        field("agent", settings.agent());
        // A platform that is configured later changes no job on the others.
        list("platforms", settings.allPlatforms() ? List.of("all") : settings.platforms());
        if (settings.when() != When.CHANGE) {
            field("when", settings.when().text());
        }
        duration(settings.timeout());
        number("retry", settings.retry());
        variables("env", settings.env());
        variables("credentials", settings.credentials());
        field("container", settings.container());
        flag("isolate", settings.isolate());
        list("junit", settings.junit());
        list("artifacts", settings.artifacts());
        number("maxParallel", settings.maxParallel());
        field("limit", settings.limit());
        flag("allowFailure", settings.allowFailure());
        field("dir", settings.dir());
        shell(settings.shell());
        files(settings);
        block(job.block());
        return this;
    }

    /** How a component is deployed, without where: the name of the environment is not part of it. */
    Definition deployment(DeployDefinition definition) {
        out.append("deployment/").append(VERSION).append('\n');
        field("component", definition.component());
        field("of", definition.of());
        field("platform", definition.platform());
        if (definition.before().isPresent()) {
            BeforeDeploy before = definition.before().get();
            out.append("before\n");
            block(before.block());
            flag("compatible", before.compatible());
            flag("again", before.again());
        }
        out.append("run\n");
        block(definition.run());
        out.append("verify\n");
        block(definition.verify());
        return this;
    }

    private void files(JobSettings settings) {
        JobFiles files = settings.files();
        if (files.inputs().only().isPresent()) {
            out.append("only\n");
            list("only", files.inputs().only().get());
        }
        list("inputs env", files.inputs().env());
        list("inputs local", files.inputs().local());
        list("dependsOn", files.inputs().dependsOn());
        if (files.outputs().isPresent()) {
            out.append("outputs\n");
            list("outputs", files.outputs().get());
        }
        list("keep", files.keep().paths());
        list("keep for", files.keep().whileSame());
        list("changes", files.changes());
        field("cache", settings.cache().map(CachePolicy::text));
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void block(Block block) {
        if (block instanceof Command command) {
            field("run", command.run());
            options(block.options());
        } else if (block instanceof Sequence sequence) {
            out.append("sequence ").append(sequence.steps().size()).append('\n');
            options(block.options());
            blocks(sequence.steps());
        } else if (block instanceof Parallel parallel) {
            out.append("parallel ").append(parallel.branches().size()).append('\n');
            options(block.options());
            flag("failFast", parallel.failFast());
            number("maxParallel", parallel.maxParallel());
            blocks(parallel.branches());
        }
    }

    private void blocks(List<Block> blocks) {
        for (int i = 0; i < blocks.size(); i++) {
            block(blocks.get(i));
        }
    }

    private void options(BlockOptions options) {
        if (options == BlockOptions.NONE) {
            return;
        }
        field("name", options.name());
        duration(options.timeout());
        number("retry", options.retry());
        variables("env", options.env());
        field("dir", options.dir());
        shell(options.shell());
        flag("allowFailure", options.allowFailure());
    }

    private void field(String label, String value) {
        out.append(label).append(' ');
        value(value);
    }

    private void value(String value) {
        out.append(value.length()).append(':').append(value).append('\n');
    }

    private void field(String label, Optional<String> value) {
        if (value.isPresent()) {
            field(label, value.get());
        }
    }

    private void list(String label, List<String> values) {
        if (!values.isEmpty()) {
            out.append(label).append(' ').append(values.size()).append('\n');
            for (int i = 0; i < values.size(); i++) {
                value(values.get(i));
            }
        }
    }

    private void variables(String label, Map<String, String> variables) {
        if (!variables.isEmpty()) {
            out.append(label).append(' ').append(variables.size()).append('\n');
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                value(variable.getKey());
                value(variable.getValue());
            }
        }
    }

    private void duration(Optional<Duration> timeout) {
        if (timeout.isPresent()) {
            field("timeout", DurationSyntax.format(timeout.get()));
        }
    }

    private void shell(Optional<Shell> shell) {
        if (shell.isPresent()) {
            field("shell", shell.get().text());
        }
    }

    private void number(String label, OptionalInt value) {
        if (value.isPresent()) {
            number(label, value.getAsInt());
        }
    }

    private void number(String label, int value) {
        if (value != 0) {
            out.append(label).append(' ').append(value).append('\n');
        }
    }

    private void flag(String label, boolean value) {
        if (value) {
            out.append(label).append('\n');
        }
    }
}
