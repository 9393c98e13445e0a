package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.report.Graph;
import io.jenkins.plugins.mergeability.engine.report.GraphDot;
import io.jenkins.plugins.mergeability.engine.report.GraphMermaid;
import io.jenkins.plugins.mergeability.engine.report.GraphSvg;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import java.io.PrintStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code graph}: the components and what depends on what, as a picture. */
final class GraphCommand implements Command {

    @Override
    public CommandSpec spec() {
        return LoneMap.options(Options.command("graph", "Draw the components and what depends on what."))
                .choice("--format", "The form of the picture (svg).", "svg", "mermaid", "dot")
                .examples("mergeability graph > components.svg", "mergeability graph --format mermaid")
                .spec();
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws Exception {
        String format = Options.choice(parsed, "--format");
        ComponentMap map = LoneMap.locate(parsed, terminal).map();
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
