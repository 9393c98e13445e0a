package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.deploy.DeployPreview;
import io.jenkins.plugins.mergeability.engine.cli.deploy.LocalDeployment;
import io.jenkins.plugins.mergeability.engine.cli.deploy.LocalEnvironments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.syntax.UsageException;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code deploy}: deploys what is proven to an environment on this machine. */
final class DeployCommand implements Command {

    @Override
    public CommandSyntax syntax() {
        return LocalEnvironments.options(
                        CommandSyntax.command("deploy", "Deploy what is proven to an environment of this machine."))
                .operands(
                        "ENVIRONMENT [COMPONENT]",
                        1,
                        2,
                        "An environment that the map marks `local: true`, and one of its components; all by default.")
                .value("--head", "R", "The commit to deploy; HEAD by default.")
                .flag("--plan", "Show what would be deployed and what is missing; deploy nothing.")
                .value(
                        "--accept",
                        "REASON",
                        "Deploy a commit that did not hold before, or after history was rewritten.")
                .value("--settle", "REASON", "Say that what needed a person is in order, then deploy.")
                .examples(
                        "mergeability deploy staging",
                        "mergeability deploy staging air --plan",
                        "mergeability deploy staging air --settle 'restored the database'");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws Exception {
        String revision = arguments.value("--head", "HEAD");
        LocalDeployment.Decisions decisions =
                new LocalDeployment.Decisions(reason(arguments, "--settle"), reason(arguments, "--accept"));
        try (LocalEnvironments environments = LocalEnvironments.open(arguments, terminal)) {
            Environment environment = environments.local(arguments.operands().get(0));
            Set<String> components = components(environment, arguments);
            if (arguments.has("--plan")) {
                return new DeployPreview(environments, environment).print(components, revision)
                        ? ExitCode.DONE
                        : ExitCode.JOB_FAILED;
            }
            try (LocalDeployment deployment = LocalDeployment.begin(environments, environment)) {
                return deployment.deploy(components, revision, decisions) ? ExitCode.DONE : ExitCode.JOB_FAILED;
            }
        }
    }

    private static Optional<String> reason(Arguments arguments, String option) throws UsageException {
        String reason = arguments.value(option);
        if (reason != null && reason.isBlank()) {
            throw arguments.invalid(option + " takes a reason: it says in the record why");
        }
        return Optional.ofNullable(reason);
    }

    private static Set<String> components(Environment environment, Arguments arguments) throws Exception {
        if (arguments.operands().size() == 1) {
            return new TreeSet<>(environment.deploy().keySet());
        }
        LocalEnvironments.check(environment, arguments.operands().get(1));
        return Set.of(arguments.operands().get(1));
    }
}
