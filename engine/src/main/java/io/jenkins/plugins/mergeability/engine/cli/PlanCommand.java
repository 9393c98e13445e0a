package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.cli.workspace.HistoryReplay;
import io.jenkins.plugins.mergeability.engine.cli.workspace.PlanQuery;
import io.jenkins.plugins.mergeability.engine.cli.workspace.Workspace;
import io.jenkins.plugins.mergeability.engine.map.When;
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
                .value(
                        "--history",
                        "N",
                        "Show what each of the last N commits would have affected, by the map as it is now.")
                .choice("--format", "The output format (text).", "text", "json", "mermaid", "dot", "svg")
                .examples(
                        "mergeability plan",
                        "mergeability plan --base origin/main --head feature --format json",
                        "git diff --name-only -z main... | mergeability plan --changed-from -",
                        "mergeability plan --format svg > plan.svg",
                        "mergeability plan --history 100");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws Exception {
        String format = arguments.choice("--format");
        if (arguments.value("--history") != null) {
            return history(arguments, format, terminal);
        }
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

    private static int history(Arguments arguments, String format, Terminal terminal) throws Exception {
        if (arguments.value("--base") != null || arguments.value("--changed-from") != null || arguments.has("--all")) {
            throw arguments.invalid("--history excludes --base, --changed-from and --all");
        }
        if (!format.equals("text") && !format.equals("json")) {
            throw arguments.invalid("--history is shown as text or json");
        }
        int commits = arguments.positive("--history", arguments.value("--history"));
        PlanQuery everything = PlanQuery.about(
                arguments, PlanQuery.repository(arguments, terminal), new Selection.Everything(""), When.CHANGE);
        try (Workspace workspace = Workspace.open(everything, terminal)) {
            String head = arguments.value("--head", "HEAD");
            HistoryReport report =
                    new HistoryReport(HistoryReplay.of(workspace.query().repository(), workspace.map(), head, commits));
            PrintStream out = terminal.buffered();
            if (format.equals("json")) {
                report.json(out);
            } else {
                report.text(out, terminal.ansi());
            }
            out.flush();
        }
        return ExitCode.DONE;
    }
}
