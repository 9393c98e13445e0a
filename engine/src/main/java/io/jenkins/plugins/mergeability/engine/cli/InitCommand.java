package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.cli.init.FirstMap;
import io.jenkins.plugins.mergeability.engine.cli.init.MapDraft;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.cli.workspace.MapFile;
import io.jenkins.plugins.mergeability.engine.cli.workspace.PlanQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code init}: writes a first component map from the manifests of the repository. */
final class InitCommand implements Command {

    @Override
    public CommandSyntax syntax() {
        return CommandSyntax.command("init", "Write a first component map from the manifests of the repository.")
                .value("--map", "F", "The file to write; components.yaml at the top of the repository by default.")
                .value("--repo", "D", "A directory of the repository; the current one by default.")
                .examples("mergeability init", "mergeability init --map draft.yaml");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws Exception {
        String named = arguments.value("--map");
        Path directory = PlanQuery.path(terminal, arguments.value("--repo", "."), "--repo");
        FirstMap first = FirstMap.of(directory);
        Path file = named == null ? first.top().resolve(MapFile.NAME) : PlanQuery.path(terminal, named, "--map");
        MapDraft draft = first.draft();
        for (String doubt : draft.doubts()) {
            terminal.err().println(terminal.ansi().yellow("not understood: ") + GitPath.display(doubt));
        }
        if (draft.text().isEmpty()) {
            throw new BadInputException(
                    "there is no manifest to make a component map from: of Maven, Gradle, npm, pnpm,"
                            + " yarn, Cargo, Go, Python (pyproject.toml) or Mix; docs/component-map.md shows how to write one");
        }
        FirstMap.write(file, draft.text());
        List<String> kinds = new ArrayList<>();
        draft.counts().forEach((kind, count) -> kinds.add(count + " " + kind));
        terminal.out()
                .println("wrote " + GitPath.display(named == null ? MapFile.NAME : named) + ": components: "
                        + String.join(", ", kinds));
        terminal.out()
                .println("read it, then run `" + terminal.program() + " check` and `" + terminal.program()
                        + " plan --base HEAD~1`");
        return ExitCode.DONE;
    }
}
