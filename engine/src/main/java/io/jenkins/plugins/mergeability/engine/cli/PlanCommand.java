package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.proof.FileProofStore;
import io.jenkins.plugins.mergeability.engine.report.Graph;
import io.jenkins.plugins.mergeability.engine.report.GraphDot;
import io.jenkins.plugins.mergeability.engine.report.GraphMermaid;
import io.jenkins.plugins.mergeability.engine.report.GraphSvg;
import io.jenkins.plugins.mergeability.engine.report.PlanJson;
import io.jenkins.plugins.mergeability.engine.report.PlanText;
import java.io.PrintStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code plan}: what a change affects, what of that is proven, and what has to run. */
final class PlanCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Options.command("plan", "Show what a change affects, what of that is proven, and what has to run.")
                .selection()
                .choice("--format", "How to print the plan (text).", "text", "json", "mermaid", "dot", "svg")
                .examples(
                        "mergeability plan",
                        "mergeability plan --base origin/main --head feature --format json",
                        "git diff --name-only -z main... | mergeability plan --changed-from -",
                        "mergeability plan --format svg > plan.svg")
                .spec();
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws Exception {
        String format = Options.choice(parsed, "--format");
        try (Workspace workspace = Workspace.open(Asked.of(parsed, terminal), terminal)) {
            Plan plan = workspace.plan(new FileProofStore(workspace.state()));
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
