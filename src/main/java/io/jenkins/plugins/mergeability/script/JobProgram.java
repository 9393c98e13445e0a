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

/** Turns a job's tree into the fewest parts a pipeline can run it in. */
final class JobProgram {

    private final Component component;
    private final Job job;
    private int position = 1;

    private JobProgram(Component component, Job job) {
        this.component = component;
        this.job = job;
    }

    /** The parts of a job. */
    static Part of(Component component, Job job) {
        return new JobProgram(component, job).root();
    }

    /** How many commands a job consists of. */
    static int commands(Job job) {
        return BlockNames.commands(job.block());
    }

    private Part root() {
        CommandScope scope = CommandScope.of(job.settings());
        int width = job.settings().maxParallel().orElse(Integer.MAX_VALUE);
        Part body = part(job.block(), scope, "", width);
        Part.Trial trial = new Part.Trial(
                job.settings().retry() + 1,
                job.settings().timeout().map(Duration::toMillis).orElse(0L),
                false);
        return trial.equals(Part.Trial.ONCE) ? body : new Part.Steps(List.of(body), trial);
    }

    private Part part(Block block, CommandScope scope, String name, int width) {
        if (block instanceof Parallel parallel) {
            return branches(parallel, scope, name, width);
        }
        if (block instanceof Sequence sequence) {
            List<Part> parts = new ArrayList<>();
            List<Part.Line> lines = new ArrayList<>();
            gather(sequence, scope, name, width, parts, lines);
            flush(lines, parts);
            Part.Trial trial = trial(block.options());
            return parts.size() == 1 && trial.equals(Part.Trial.ONCE) ? parts.get(0) : new Part.Steps(parts, trial);
        }
        Command command = (Command) block;
        BlockOptions options = command.options();
        Part.Line line = line(command, scope, name, options.timeout().isPresent());
        return new Part.Commands(List.of(line), options.timeout().isPresent() ? trial(options) : Part.Trial.ONCE);
    }

    /** Commands that need nothing of the pipeline are gathered; everything else is a part of its own between them. */
    private void gather(
            Sequence sequence, CommandScope scope, String name, int width, List<Part> parts, List<Part.Line> lines) {
        String[] names = BlockNames.of(sequence.steps());
        for (int i = 0; i < names.length; i++) {
            Block step = sequence.steps().get(i);
            CommandScope inside = scope.inside(step.options());
            String path = name.isEmpty() ? names[i] : name + "/" + names[i];
            if (step instanceof Command command && command.options().timeout().isEmpty()) {
                lines.add(line(command, inside, path, false));
            } else if (step instanceof Sequence nested
                    && trial(nested.options()).equals(Part.Trial.ONCE)) {
                gather(nested, inside, path, width, parts, lines);
            } else {
                flush(lines, parts);
                parts.add(part(step, inside, path, width));
            }
        }
    }

    private static void flush(List<Part.Line> lines, List<Part> parts) {
        if (!lines.isEmpty()) {
            parts.add(new Part.Commands(lines, Part.Trial.ONCE));
            lines.clear();
        }
    }

    private Part branches(Parallel parallel, CommandScope scope, String name, int width) {
        String[] names = BlockNames.of(parallel.branches());
        int bound = Math.min(width, parallel.maxParallel().orElse(Integer.MAX_VALUE));
        int atOnce = Math.max(1, Math.min(bound, names.length));
        // What is parallel inside a branch shares that branch's part of the bound.
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
                trial(parallel.options()));
    }

    /** A command whose attempts are timed is tried by the pipeline, any other by the script it is part of. */
    private Part.Line line(Command command, CommandScope scope, String name, boolean timed) {
        BlockOptions options = command.options();
        return new Part.Line(
                position++,
                name.isEmpty() ? job.name() : name,
                command.run(),
                scope.env(),
                directory(scope.dir().orElse(".")),
                scope.shell(),
                timed ? 0 : options.retry(),
                !timed && options.allowFailure(),
                scope.allowed());
    }

    private String directory(String dir) {
        if (component.root().equals(".")) {
            return dir;
        }
        return dir.equals(".") ? component.root() : component.root() + "/" + dir;
    }

    private static Part.Trial trial(BlockOptions options) {
        return new Part.Trial(
                options.retry() + 1, options.timeout().map(Duration::toMillis).orElse(0L), options.allowFailure());
    }
}
