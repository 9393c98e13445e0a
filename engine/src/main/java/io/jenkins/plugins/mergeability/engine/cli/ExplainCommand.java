package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.cli.workspace.JobOperands;
import io.jenkins.plugins.mergeability.engine.cli.workspace.PlanQuery;
import io.jenkins.plugins.mergeability.engine.cli.workspace.Workspace;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.plan.JobNames;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import io.jenkins.plugins.mergeability.engine.report.ExplainText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code explain}: explains why a component is built, and why its jobs are proven or not. */
final class ExplainCommand implements Command {

    @Override
    public CommandSyntax syntax() {
        return CommandSyntax.command("explain", "Explain why a component is built, and why a job is not proven.")
                .operands("COMPONENT[/JOB[@PLATFORM]]", 1, 1, "The component or job.")
                .selection()
                .examples("mergeability explain air", "mergeability explain air/test --base origin/main");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws Exception {
        String operand = arguments.operands().get(0);
        String name = JobOperands.withoutPlatform(operand);
        Optional<String> platform = JobOperands.platform(operand);
        try (Workspace workspace = Workspace.open(PlanQuery.of(arguments, terminal), terminal)) {
            Component component = JobNames.component(workspace.map(), name);
            Job job = JobNames.job(workspace.map(), name).orElse(null);
            if (platform.isPresent()) {
                JobOperands.checkPlatform(name, job, platform.get());
            }
            ProofStore proofs = workspace.proofs();
            Plan plan = workspace.plan(proofs, true);
            PlannedComponent planned = plan.component(component.name());
            ExplainText text = new ExplainText(terminal.ansi()).component(plan, planned);
            for (PlannedJob one : planned.jobs()) {
                boolean named = job == null || one.key().job().equals(job.name());
                if (named && (platform.isEmpty() || one.key().platform().equals(platform))) {
                    explain(one, text, workspace, proofs);
                }
            }
            terminal.out().print(text.render());
        }
        return ExitCode.DONE;
    }

    private static void explain(PlannedJob job, ExplainText text, Workspace workspace, ProofStore proofs)
            throws BadInputException, IOException {
        boolean changed = job.state() == JobState.RUN && job.evidence().isEmpty();
        List<Outcome> latest = changed ? proofs.latest(job.key(), 1) : List.of();
        Outcome last = latest.isEmpty() ? null : latest.get(0);
        text.job(job, last, last == null ? List.of() : changedSince(last, job, workspace));
    }

    /** The inputs among the paths that changed since an outcome; none if its commit is gone. */
    private static List<String> changedSince(Outcome last, PlannedJob job, Workspace workspace)
            throws BadInputException, IOException {
        if (last.revision().isEmpty()) {
            return List.of();
        }
        Selection since = Selection.since(last.revision());
        try (GitRepository repository = GitRepository.open(workspace.top(), since)) {
            if (repository.change().everything().isPresent()) {
                return List.of();
            }
            return workspace.inputsAmong(repository.change().paths(), job.key());
        } catch (BadInputException commitIsGone) {
            return List.of();
        }
    }
}
