package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.map.read.MapSchema;

/** {@code schema}: the JSON Schema of component maps, for editors. */
final class SchemaCommand implements Command {

    @Override
    public CommandSyntax syntax() {
        return CommandSyntax.command("schema", "Print the JSON Schema of component maps, for editors.")
                .examples("mergeability schema > components.schema.json");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        terminal.out().print(MapSchema.text());
        return ExitCode.DONE;
    }
}
