package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.cli.workspace.StandaloneMap;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.report.graph.Graph;
import io.jenkins.plugins.mergeability.engine.report.graph.GraphDot;
import io.jenkins.plugins.mergeability.engine.report.graph.GraphMermaid;
import io.jenkins.plugins.mergeability.engine.report.graph.GraphSvg;
import java.io.PrintStream;

/** {@code graph}: draws the components and their dependencies. */
final class GraphCommand implements Command {

    @Override
    public CommandSyntax syntax() {
        return StandaloneMap.options(CommandSyntax.command("graph", "Draw the components and their dependencies."))
                .choice("--format", "The output format (svg).", "svg", "mermaid", "dot")
                .examples("mergeability graph > components.svg", "mergeability graph --format mermaid");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws Exception {
        String format = arguments.choice("--format");
        ComponentMap map = StandaloneMap.locate(arguments, terminal).map();
        PrintStream out = terminal.buffered();
        switch (format) {
            case "mermaid" -> out.print(GraphMermaid.draw(Graph.of(map)));
            case "dot" -> out.print(GraphDot.draw(Graph.of(map)));
            default -> out.print(GraphSvg.draw(Graph.of(map)));
        }
        out.flush();
        return ExitCode.DONE;
    }
}
