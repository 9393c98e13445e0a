package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.cli.workspace.PlanQuery;
import io.jenkins.plugins.mergeability.engine.cli.workspace.Workspace;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.report.PlanJson;
import io.jenkins.plugins.mergeability.engine.report.PlanText;
import io.jenkins.plugins.mergeability.engine.report.graph.Graph;
import io.jenkins.plugins.mergeability.engine.report.graph.GraphDot;
import io.jenkins.plugins.mergeability.engine.report.graph.GraphMermaid;
import io.jenkins.plugins.mergeability.engine.report.graph.GraphSvg;
import java.io.PrintStream;

/** {@code plan}: shows what a change affects, what of that is proven, and what has to run. */
final class PlanCommand implements Command {

    @Override
    public CommandSyntax syntax() {
        return CommandSyntax.command("plan", "Show what a change affects, what of that is proven, and what has to run.")
                .selection()
                .choice("--format", "The output format (text).", "text", "json", "mermaid", "dot", "svg")
                .examples(
                        "mergeability plan",
                        "mergeability plan --base origin/main --head feature --format json",
                        "git diff --name-only -z main... | mergeability plan --changed-from -",
                        "mergeability plan --format svg > plan.svg");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws Exception {
        String format = arguments.choice("--format");
        try (Workspace workspace = Workspace.open(PlanQuery.of(arguments, terminal), terminal)) {
            Plan plan = workspace.plan(workspace.proofs(), false);
            PrintStream out = terminal.buffered();
            switch (format) {
                case "json" -> PlanJson.write(plan, out);
                case "mermaid" -> out.print(GraphMermaid.draw(Graph.of(plan)));
                case "dot" -> out.print(GraphDot.draw(Graph.of(plan)));
                case "svg" -> out.print(GraphSvg.draw(Graph.of(plan)));
                default -> out.print(PlanText.render(plan, terminal.ansi()));
            }
            out.flush();
        }
        return ExitCode.DONE;
    }
}
