package io.jenkins.plugins.mergeability.script;

import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.Parallel;
import io.jenkins.plugins.mergeability.engine.map.Sequence;
import io.jenkins.plugins.mergeability.engine.schedule.BlockNames;
import io.jenkins.plugins.mergeability.engine.schedule.CommandScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Converts the block tree of a job to the smallest number of parts in which a pipeline can run it. */
public final class JobProgram {

    private final Component component;
    private final Job job;
    private final Optional<Duration> defaultTimeout;
    private int position = 1;

    private JobProgram(Component component, Job job, Optional<Duration> defaultTimeout) {
        this.component = component;
        this.job = job;
        this.defaultTimeout = defaultTimeout;
    }

    /**
     * The parts of a job.
     *
     * @param defaultTimeout the timeout of a job that has none
     */
    public static Part of(Component component, Job job, Optional<Duration> defaultTimeout) {
        return new JobProgram(component, job, defaultTimeout).root();
    }

    /** The number of commands of a job. */
    public static int commands(Job job) {
        return BlockNames.commands(job.block());
    }

    /** The part at a path: indexes from 0, with dots between them; the empty path is the whole. */
    public static Part at(Part program, String path) {
        Part part = program;
        if (!path.isEmpty()) {
            for (String number : path.split("\\.")) {
                int index = Integer.parseInt(number);
                part = part instanceof Part.Steps steps
                        ? steps.parts().get(index)
                        : ((Part.Branches) part).parts().get(index);
            }
        }
        return part;
    }

    /** The positions of the commands of a part. */
    public static Set<Integer> positions(Part part) {
        Set<Integer> positions = new TreeSet<>();
        if (part instanceof Part.Commands commands) {
            commands.commands().forEach(command -> positions.add(command.position()));
        } else if (part instanceof Part.Steps steps) {
            steps.parts().forEach(each -> positions.addAll(positions(each)));
        } else if (part instanceof Part.Branches branches) {
            branches.parts().forEach(each -> positions.addAll(positions(each)));
        }
        return positions;
    }

    /** The path of the commands that always run first in a job; empty if several start in parallel. */
    public static Optional<String> first(Part program) {
        return end(program, false);
    }

    /** The path of the commands that always run last in a job that passes; empty if several run in parallel. */
    public static Optional<String> last(Part program) {
        return end(program, true);
    }

    private static Optional<String> end(Part program, boolean last) {
        StringBuilder path = new StringBuilder();
        Part part = program;
        while (part instanceof Part.Steps steps) {
            int index = last ? steps.parts().size() - 1 : 0;
            path.append(path.isEmpty() ? "" : ".").append(index);
            part = steps.parts().get(index);
        }
        return part instanceof Part.Commands ? Optional.of(path.toString()) : Optional.empty();
    }

    private Part root() {
        int width = job.settings().maxParallel().orElse(Integer.MAX_VALUE);
        Part body = part(job.block(), CommandScope.of(job.settings()), "", width);
        Part.Attempts attempts = new Part.Attempts(
                job.settings().retry() + 1,
                job.settings()
                        .timeout()
                        .or(() -> defaultTimeout)
                        .map(Duration::toMillis)
                        .orElse(0L),
                false);
        return attempts.equals(Part.Attempts.ONCE) ? body : new Part.Steps(List.of(body), attempts);
    }

    private Part part(Block block, CommandScope scope, String name, int width) {
        if (block instanceof Parallel parallel) {
            return branches(parallel, scope, name, width);
        }
        if (block instanceof Sequence sequence) {
            List<Part> parts = new ArrayList<>();
            List<Part.ScriptCommand> commands = new ArrayList<>();
            collect(sequence, scope, name, width, parts, commands);
            flush(commands, parts);
            Part.Attempts attempts = attempts(block.options());
            return parts.size() == 1 && attempts.equals(Part.Attempts.ONCE)
                    ? parts.get(0)
                    : new Part.Steps(parts, attempts);
        }
        Command command = (Command) block;
        BlockOptions options = command.options();
        Part.ScriptCommand scripted =
                command(command, scope, name, options.timeout().isPresent());
        return new Part.Commands(
                List.of(scripted), options.timeout().isPresent() ? attempts(options) : Part.Attempts.ONCE);
    }

    /** Collects adjacent commands that need no step of their own; any other block becomes a part between them. */
    private void collect(
            Sequence sequence,
            CommandScope scope,
            String name,
            int width,
            List<Part> parts,
            List<Part.ScriptCommand> commands) {
        String[] names = BlockNames.of(sequence.steps());
        for (int i = 0; i < names.length; i++) {
            Block step = sequence.steps().get(i);
            CommandScope inside = scope.inside(step.options());
            String path = name.isEmpty() ? names[i] : name + "/" + names[i];
            if (step instanceof Command command && command.options().timeout().isEmpty()) {
                commands.add(command(command, inside, path, false));
            } else if (step instanceof Sequence nested
                    && attempts(nested.options()).equals(Part.Attempts.ONCE)) {
                collect(nested, inside, path, width, parts, commands);
            } else {
                flush(commands, parts);
                parts.add(part(step, inside, path, width));
            }
        }
    }

    private static void flush(List<Part.ScriptCommand> commands, List<Part> parts) {
        if (!commands.isEmpty()) {
            parts.add(new Part.Commands(commands, Part.Attempts.ONCE));
            commands.clear();
        }
    }

    private Part branches(Parallel parallel, CommandScope scope, String name, int width) {
        String[] names = BlockNames.of(parallel.branches());
        int bound = Math.min(width, parallel.maxParallel().orElse(Integer.MAX_VALUE));
        int atOnce = Math.max(1, Math.min(bound, names.length));
        // A parallel inside a branch gets an equal share of the bound.
        int each = bound == Integer.MAX_VALUE ? bound : Math.max(1, bound / atOnce);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            Block branch = parallel.branches().get(i);
            String path = name.isEmpty() ? names[i] : name + "/" + names[i];
            parts.add(part(branch, scope.inside(branch.options()), path, each));
        }
        return new Part.Branches(
                name.isEmpty() ? "parallel" : name,
                List.of(names),
                parts,
                atOnce,
                parallel.failFast(),
                attempts(parallel.options()));
    }

    /** A command with a timeout is retried by the pipeline, any other by the shell script that runs it. */
    private Part.ScriptCommand command(Command command, CommandScope scope, String name, boolean timed) {
        BlockOptions options = command.options();
        return new Part.ScriptCommand(
                position++,
                name.isEmpty() ? job.name() : name,
                command.run(),
                scope.env(),
                scope.directory(component.root()),
                scope.shell(),
                timed ? 0 : options.retry(),
                !timed && options.allowFailure(),
                scope.allowed());
    }

    private static Part.Attempts attempts(BlockOptions options) {
        return new Part.Attempts(
                options.retry() + 1, options.timeout().map(Duration::toMillis).orElse(0L), options.allowFailure());
    }
}
