package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.cli.init.FirstMap;
import io.jenkins.plugins.mergeability.engine.cli.init.MapDraft;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.cli.workspace.HistoryReplay;
import io.jenkins.plugins.mergeability.engine.cli.workspace.MapFile;
import io.jenkins.plugins.mergeability.engine.cli.workspace.PlanQuery;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code init}: writes a first component map from the manifests of the repository. */
final class InitCommand implements Command {

    /** How many commits are replayed. */
    private static final int COMMITS = 20;

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
        ComponentMap map = MapReader.read(MapFile.NAME, draft.text().getBytes(StandardCharsets.UTF_8));
        FirstMap.write(file, draft.text());
        List<String> kinds = new ArrayList<>();
        draft.counts().forEach((kind, count) -> kinds.add(count + " " + kind));
        terminal.out()
                .println("wrote " + GitPath.display(named == null ? MapFile.NAME : named) + ": components: "
                        + String.join(", ", kinds));
        history(HistoryReplay.of(first.top(), map, "HEAD", COMMITS), map, terminal);
        terminal.out()
                .println("read it, then run `" + terminal.program() + " check`, and `" + terminal.program()
                        + " plan --map "
                        + GitPath.display(named == null ? MapFile.NAME : named)
                        + " --base HEAD~1 --head HEAD` to see what the last commit affects");
        return ExitCode.DONE;
    }

    /** Says what the last commits would have affected. */
    private static void history(HistoryReplay replay, ComponentMap map, Terminal terminal) {
        if (replay.commits().isEmpty()) {
            return;
        }
        double average = (double) replay.affected() / replay.commits().size();
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "the last %s would have affected %.1f of %d components on average, and %d of them all",
                        replay.commits().size() == 1
                                ? "commit"
                                : replay.commits().size() + " commits",
                        average,
                        map.components().size(),
                        replay.everything()));
        replay.mostShared()
                .ifPresent(path -> terminal.out()
                        .println("no component claims " + GitPath.display(path.getKey()) + ", which " + path.getValue()
                                + " of them changed"));
        terminal.out().println("`" + terminal.program() + " plan --history " + COMMITS + "` says more");
    }
}
