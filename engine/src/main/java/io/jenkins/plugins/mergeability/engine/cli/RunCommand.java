package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.syntax.UsageException;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ShellQuoting;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.cli.workspace.CleanTree;
import io.jenkins.plugins.mergeability.engine.cli.workspace.JobOperands;
import io.jenkins.plugins.mergeability.engine.cli.workspace.PlanQuery;
import io.jenkins.plugins.mergeability.engine.cli.workspace.RecordedRuns;
import io.jenkins.plugins.mergeability.engine.cli.workspace.Workspace;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.NameRules;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.FileProofStore;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.MemoryProofStore;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import io.jenkins.plugins.mergeability.engine.run.RunDirectory;
import io.jenkins.plugins.mergeability.engine.run.RunOptions;
import io.jenkins.plugins.mergeability.engine.run.RunOutcome;
import io.jenkins.plugins.mergeability.engine.run.RunResult;
import io.jenkins.plugins.mergeability.engine.run.report.JUnitReport;
import io.jenkins.plugins.mergeability.engine.run.report.RunJson;
import io.jenkins.plugins.mergeability.engine.run.report.RunSummary;
import io.jenkins.plugins.mergeability.engine.run.report.Symbols;
import io.jenkins.plugins.mergeability.engine.text.NearestName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code run}: runs what a change affects and is not yet proven, on this machine. */
final class RunCommand implements Command {

    @Override
    public CommandSyntax syntax() {
        return CommandSyntax.command("run", "Run what a change affects and is not yet proven.")
                .operands(
                        "COMPONENT[/JOB[@PLATFORM]]",
                        0,
                        Integer.MAX_VALUE,
                        "Run only these, with the jobs they need, affected or not.")
                .selection()
                .value("--jobs", "N", "The maximum number of commands at a time; the number of processors by default.")
                .values("--limit", "NAME=N", "The maximum number of jobs of a limit category at a time; 1 by default.")
                .values("--platform", "NAME", "A further platform of this machine.")
                .value("--junit", "D", "Write JUnit XML files into a directory.")
                .flag("--clean", "Run in a temporary checkout of HEAD, or of --head, not in the working tree.")
                .flag("--no-proofs", "Neither use nor record proofs.")
                .choice("--format", "The output format (text).", "text", "json")
                .examples(
                        "mergeability run",
                        "mergeability run air/test --no-proofs",
                        "mergeability run --all --jobs 8 --junit target/junit");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws Exception {
        RunOptions options = options(arguments);
        Optional<Path> junit = junit(arguments, terminal);
        PlanQuery query = PlanQuery.of(arguments, terminal);
        if (!arguments.has("--clean")) {
            try (Workspace workspace = Workspace.open(query, terminal)) {
                ProofStore proofs = arguments.has("--no-proofs") ? new MemoryProofStore() : workspace.proofs();
                return run(workspace, proofs, () -> {}, options, junit, arguments, terminal);
            }
        }
        try (Workspace origin = Workspace.open(query, terminal)) {
            if (query.selection().head().isEmpty() && origin.uncommitted()) {
                terminal.err().println("note: uncommitted changes are left out: `--clean` runs what is committed");
            }
            CleanTree tree = origin.checkOut();
            boolean opened = false;
            try (Workspace workspace = origin.openIn(tree, terminal)) {
                opened = true;
                ProofStore proofs =
                        arguments.has("--no-proofs") ? new MemoryProofStore() : new FileProofStore(workspace.state());
                return run(workspace, proofs, tree, options, junit, arguments, terminal);
            } finally {
                if (!opened) {
                    tree.close();
                }
            }
        }
    }

    /** @param tree is closed when the run has ended, before an interrupt ends the process */
    @SuppressWarnings("try")
    private static int run(
            Workspace workspace,
            ProofStore proofs,
            AutoCloseable tree,
            RunOptions options,
            Optional<Path> junit,
            Arguments arguments,
            Terminal terminal)
            throws Exception {
        refuseUnknownLimits(arguments, workspace);
        boolean json = arguments.choice("--format").equals("json");
        boolean prove = !arguments.has("--no-proofs");
        Path runs = workspace.runs();
        try (LocalRun run = new LocalRun(workspace, proofs, prove, options, terminal, json);
                AutoCloseable removed = tree) {
            JobOperands requested = JobOperands.of(
                    workspace.map(), arguments.operands(), workspace.query().occasion());
            Plan plan = plan(workspace, requested, proofs, arguments);
            AtomicBoolean waited = new AtomicBoolean();
            try (AutoCloseable lock = workspace.lock(() -> {
                        terminal.err().println("waiting for another run in this working tree");
                        waited.set(true);
                    });
                    RunDirectory directory = RunDirectory.create(runs)) {
                RunResult result =
                        run.run(waited.get() ? plan(workspace, requested, proofs, arguments) : plan, directory);
                RunOutcome outcome = result.outcome(requested.keys());
                report(result, outcome, directory.path(), arguments, terminal);
                if (junit.isPresent()) {
                    JUnitReport.write(result, junit.get());
                }
                RunDirectory.prune(runs, RunDirectory.KEEP, RunDirectory.KEEP_BYTES);
                return outcome == RunOutcome.PASSED ? ExitCode.DONE : ExitCode.JOB_FAILED;
            }
        }
    }

    private static Plan plan(Workspace workspace, JobOperands requested, ProofStore proofs, Arguments arguments)
            throws Exception {
        Plan plan = arguments.operands().isEmpty()
                ? workspace.plan(proofs, true)
                : requested.restrict(workspace.plan(requested.jobs(), proofs));
        Selection selection = workspace.query().selection();
        if (selection.head().isPresent()) {
            refuseAnotherTree(plan, workspace, selection);
        }
        return plan;
    }

    private static void report(
            RunResult result, RunOutcome outcome, Path directory, Arguments arguments, Terminal terminal)
            throws UsageException, IOException {
        try (OutputStream file = Files.newOutputStream(directory.resolve(RecordedRuns.RESULT))) {
            RunJson.write(result, outcome, file);
        }
        if (arguments.choice("--format").equals("json")) {
            RunJson.write(result, outcome, terminal.out());
        } else {
            Symbols symbols = Symbols.of(terminal.charset());
            String program = ShellQuoting.quote(terminal.program());
            new RunSummary(
                            terminal.out(),
                            symbols,
                            program,
                            reproduceOptions(arguments),
                            terminal.ansi().on())
                    .print(result, outcome);
        }
    }

    /** The options of this call that a command to reproduce one of its failures needs. */
    private static String reproduceOptions(Arguments arguments) {
        StringBuilder options = new StringBuilder(arguments.has("--clean") ? " --clean" : "");
        for (String option : List.of("--map", "--repo", "--platform")) {
            for (String value : arguments.values(option)) {
                options.append(' ').append(option).append(' ').append(ShellQuoting.quote(value));
            }
        }
        return options.toString();
    }

    /** The directory of the JUnit files. It is validated before anything runs. */
    private static Optional<Path> junit(Arguments arguments, Terminal terminal) throws BadInputException {
        String named = arguments.value("--junit");
        if (named == null) {
            return Optional.empty();
        }
        Path directory = PlanQuery.path(terminal, named, "--junit");
        Path existing = directory;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw new BadInputException("--junit: " + GitPath.display(existing.toString())
                    + " is a file; name a directory, which need not exist");
        }
        return Optional.of(directory);
    }

    /** Refuses another tree than the working tree: jobs run there, so nothing else can be proven. */
    private static void refuseAnotherTree(Plan plan, Workspace workspace, Selection selection)
            throws BadInputException, IOException {
        Map<JobKey, InputHash> planned = new HashMap<>();
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                if (job.state() == JobState.RUN) {
                    planned.put(job.key(), job.hash().orElseThrow());
                }
            }
        }
        if (!workspace.hashesNow(new HashSet<>(planned.keySet())).equals(planned)) {
            throw new BadInputException("jobs run in the working tree, and that is not "
                    + selection.head().orElseThrow()
                    + ": check it out first, or omit --head to run what is there");
        }
    }

    private static RunOptions options(Arguments arguments) throws UsageException {
        RunOptions options = RunOptions.standard();
        String jobs = arguments.value("--jobs");
        if (jobs != null) {
            options = options.withJobs(arguments.positive("--jobs", jobs));
        }
        Map<String, Integer> limits = new HashMap<>();
        for (String limit : arguments.values("--limit")) {
            int equals = limit.indexOf('=');
            if (equals < 1) {
                throw arguments.invalid("--limit takes NAME=N, not '" + limit + "'");
            }
            limits.put(limit.substring(0, equals), arguments.positive("--limit", limit.substring(equals + 1)));
        }
        Set<String> platforms = new HashSet<>(options.platforms());
        for (String platform : arguments.values("--platform")) {
            if (!NameRules.isName(platform)) {
                throw arguments.invalid("--platform takes the name of a platform, not '" + platform + "'");
            }
            platforms.add(platform.toLowerCase(Locale.ROOT));
        }
        return options.withLimits(limits).withPlatforms(platforms);
    }

    /** Refuses limits of categories that no job of the map has. */
    private static void refuseUnknownLimits(Arguments arguments, Workspace workspace) throws BadInputException {
        Set<String> known = new TreeSet<>();
        for (Component component : workspace.map().components().values()) {
            for (Job job : component.jobs().values()) {
                job.settings().limit().ifPresent(known::add);
            }
        }
        for (String limit : arguments.values("--limit")) {
            String name = limit.substring(0, limit.indexOf('='));
            if (!known.contains(name)) {
                String near = new NearestName().to(name, known);
                throw new BadInputException("--limit: no job has `limit: " + GitPath.display(name) + "`"
                        + (near != null
                                ? ": did you mean '" + near + "'?"
                                : known.isEmpty()
                                        ? ": no job of the map has a limit"
                                        : ": the limits of the map are " + String.join(", ", known)));
            }
        }
    }
}
