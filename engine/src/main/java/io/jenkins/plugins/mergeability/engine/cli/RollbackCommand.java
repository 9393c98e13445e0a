package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.cli.deploy.LocalDeployment;
import io.jenkins.plugins.mergeability.engine.cli.deploy.LocalEnvironments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.syntax.UsageException;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import java.util.Optional;

/** {@code rollback}: puts an earlier release of an environment on this machine back. */
final class RollbackCommand implements Command {

    @Override
    public CommandSyntax syntax() {
        return LocalEnvironments.options(CommandSyntax.command("rollback", "Put an earlier release back."))
                .operands(
                        "ENVIRONMENT [COMPONENT]",
                        1,
                        2,
                        "An environment that the map marks `local: true`, and the component; needed if it has several.")
                .value("--reason", "REASON", "Why, for the record. Required.")
                .value("--to", "N", "The number of the deployment to return to; the last good one by default.")
                .examples("mergeability rollback staging air --reason 'login is slow'");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws Exception {
        String reason = arguments.value("--reason", "").strip();
        if (reason.isEmpty()) {
            throw arguments.invalid("--reason is required: it says in the record why");
        }
        Optional<Integer> to = to(arguments);
        try (LocalEnvironments environments = LocalEnvironments.open(arguments, terminal)) {
            Environment environment = environments.local(arguments.operands().get(0));
            String component = component(environment, arguments);
            try (LocalDeployment deployment = LocalDeployment.begin(environments, environment)) {
                return deployment.rollBack(component, to, reason) ? ExitCode.DONE : ExitCode.JOB_FAILED;
            }
        }
    }

    private static Optional<Integer> to(Arguments arguments) throws UsageException {
        String to = arguments.value("--to");
        try {
            return to == null ? Optional.empty() : Optional.of(Integer.valueOf(to));
        } catch (NumberFormatException e) {
            throw arguments.invalid("--to takes the number of a deployment, not '" + to + "'");
        }
    }

    private static String component(Environment environment, Arguments arguments) throws BadInputException {
        if (arguments.operands().size() == 2) {
            LocalEnvironments.check(environment, arguments.operands().get(1));
            return arguments.operands().get(1);
        }
        if (environment.deploy().size() > 1) {
            throw new BadInputException(environment.name() + " has several components: name one of "
                    + String.join(", ", environment.deploy().keySet()));
        }
        return environment.deploy().keySet().iterator().next();
    }
}
