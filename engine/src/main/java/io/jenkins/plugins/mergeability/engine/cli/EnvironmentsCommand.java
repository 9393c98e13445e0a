package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.deploy.EnvironmentsReport;
import io.jenkins.plugins.mergeability.engine.cli.deploy.LocalEnvironments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;

/** {@code environments}: shows what is live in each environment, and what waits. */
final class EnvironmentsCommand implements Command {

    @Override
    public CommandSyntax syntax() {
        return LocalEnvironments.options(CommandSyntax.command(
                        "environments", "Show what is live in each environment of the map, and what waits for what."))
                .choice("--format", "The output format (text).", "text", "json")
                .examples("mergeability environments", "mergeability environments --format json");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws Exception {
        boolean json = arguments.choice("--format").equals("json");
        try (LocalEnvironments environments = LocalEnvironments.open(arguments, terminal)) {
            EnvironmentsReport report = new EnvironmentsReport(environments);
            if (json) {
                report.writeJson(terminal.out());
            } else {
                report.print();
            }
        }
        return ExitCode.DONE;
    }
}
