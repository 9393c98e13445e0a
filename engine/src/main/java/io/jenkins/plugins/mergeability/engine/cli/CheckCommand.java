package io.jenkins.plugins.mergeability.engine.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.cli.init.ManifestDifference;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.cli.workspace.MapWarnings;
import io.jenkins.plugins.mergeability.engine.cli.workspace.StandaloneMap;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.problem.Problem;
import io.jenkins.plugins.mergeability.engine.report.JsonLines;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** {@code check}: validates a component map and warns of likely mistakes. */
final class CheckCommand implements Command {

    @Override
    public CommandSyntax syntax() {
        return StandaloneMap.options(
                        CommandSyntax.command("check", "Check a component map and report all of its problems."))
                .choice("--format", "How to print the result (text).", "text", "json")
                .flag("--strict", "Fail if the map differs from the manifests of the repository.")
                .examples("mergeability check", "mergeability check --map ci/components.yaml --format json");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws Exception {
        boolean json = arguments.choice("--format").equals("json");
        StandaloneMap standalone = StandaloneMap.locate(arguments, terminal);
        ComponentMap map;
        try {
            map = standalone.map();
        } catch (MapException e) {
            if (!json) {
                throw e;
            }
            json(e.problems(), e.count(), List.of(), List.of(), terminal);
            return ExitCode.BAD_INPUT;
        }
        List<String> warnings = MapWarnings.about(map, standalone);
        List<ManifestDifference> differences = MapWarnings.manifests(map, standalone);
        boolean strict = arguments.has("--strict") && !differences.isEmpty();
        if (json) {
            json(List.of(), 0, warnings, differences, terminal);
        } else {
            for (ManifestDifference difference : differences) {
                String word = strict
                        ? terminal.ansi().red("error: ")
                        : terminal.ansi().yellow("warning: ");
                terminal.out().println(word + GitPath.display(difference.message()));
            }
            for (String warning : warnings) {
                terminal.out().println(terminal.ansi().yellow("warning: ") + warning);
            }
            terminal.out().println(terminal.ansi().green("valid") + ": " + summary(map));
        }
        return strict ? ExitCode.BAD_INPUT : ExitCode.DONE;
    }

    private static String summary(ComponentMap map) {
        int jobs = 0;
        for (Component component : map.components().values()) {
            jobs += component.jobs().size();
        }
        int components = map.components().size();
        return components
                + (components == 1 ? " component, " : " components, ")
                + jobs
                + (jobs == 1 ? " job" : " jobs")
                + switch (map.environments().size()) {
                    case 0 -> "";
                    case 1 -> ", 1 environment";
                    default -> ", " + map.environments().size() + " environments";
                };
    }

    private static void json(
            List<Problem> problems,
            int count,
            List<String> warnings,
            List<ManifestDifference> differences,
            Terminal terminal)
            throws IOException {
        try (JsonGenerator json = JsonLines.generator(terminal.out())) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeBooleanField("valid", count == 0);
            json.writeNumberField("count", count);
            json.writeArrayFieldStart("problems");
            for (Problem problem : problems) {
                json.writeStartObject();
                json.writeStringField("kind", problem.kind().name().toLowerCase(Locale.ROOT));
                json.writeStringField("file", problem.file());
                json.writeNumberField("line", problem.position().line());
                json.writeNumberField("column", problem.position().column());
                json.writeStringField("message", problem.message());
                json.writeStringField("hint", problem.hint());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("warnings");
            for (String warning : warnings) {
                json.writeString(warning);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("manifests");
            for (ManifestDifference difference : differences) {
                json.writeStartObject();
                json.writeStringField("kind", difference.kind().name().toLowerCase(Locale.ROOT));
                json.writeStringField("component", difference.component());
                json.writeStringField("dependency", difference.dependency());
                json.writeStringField("file", difference.file());
                json.writeNumberField("line", difference.line());
                json.writeStringField("message", difference.message());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }
}
