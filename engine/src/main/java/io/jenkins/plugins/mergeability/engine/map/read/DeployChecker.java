package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.environments.ApprovalRule;
import io.jenkins.plugins.mergeability.engine.map.environments.FreezeWindow;
import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks what environments refer to: components, jobs, platforms, each other. */
final class DeployChecker {

    private static final String GROUP = "group:";

    /** Longer than a freeze that ends. */
    private static final Duration LONG = Duration.ofDays(15);

    private final Problems problems;
    private final Map<String, Component> components;
    private final Map<Boolean, Set<String>> deployed = Map.of(false, new TreeSet<>(), true, new TreeSet<>());
    private final CycleFinder<String> cycles = new CycleFinder<>();

    DeployChecker(Problems problems, Map<String, Component> components) {
        this.problems = problems;
        this.components = components;
    }

    /**
     * Checks that a soak has an environment before it to soak in; environments are added in their order. Those of the
     * command line and the others do not know of each other.
     *
     * @param deploy the components of the environment; null if there are none
     */
    void order(boolean local, Node soak, MapNode deploy) {
        Set<String> before = deployed.get(local);
        boolean any = deploy == null;
        for (int i = 0; deploy != null && i < deploy.size(); i++) {
            any |= before.contains(deploy.key(i).text);
        }
        if (soak != null && !any) {
            problems.add(
                    ProblemKind.NEVER_ENTERED,
                    soak,
                    "remove it, or deploy the component to an environment before",
                    "`soak` counts from the environment before, and no " + (local ? "local " : "")
                            + "environment before deploys these components");
        }
        for (int i = 0; deploy != null && i < deploy.size(); i++) {
            before.add(deploy.key(i).text);
        }
    }

    /** Checks that so many people can approve. */
    void approval(Node count, ApprovalRule rule) {
        boolean groups = rule.by().stream().anyMatch(by -> by.startsWith(GROUP));
        if (!rule.by().isEmpty() && !groups && rule.count() > rule.by().size()) {
            problems.add(
                    ProblemKind.NEVER_ENTERED,
                    count,
                    "lower `count`, or add people or a `" + GROUP + "...` to `by`",
                    "nobody can give " + rule.count() + " approvals: `by` names only "
                            + rule.by().size());
        }
    }

    /** Checks that the windows leave some time of a week. */
    void freeze(Node freeze, List<FreezeWindow> windows) {
        Instant start = Instant.EPOCH;
        Instant at = start;
        for (boolean moved = true; moved && at.isBefore(start.plus(LONG)); ) {
            moved = false;
            for (FreezeWindow window : windows) {
                Optional<Instant> end = window.endsAfter(at);
                moved |= end.isPresent();
                at = end.orElse(at);
            }
        }
        if (!at.isBefore(start.plus(LONG))) {
            problems.add(
                    ProblemKind.NEVER_ENTERED,
                    freeze,
                    "shorten a window",
                    "`freeze` leaves no time in which to deploy");
        }
    }

    /** Checks what is deployed: the outputs of a job of the component, on one of its platforms. */
    void source(ScalarNode component, ScalarNode of, String name, Optional<String> platform) {
        Component found = components.get(component.text);
        if (found == null) {
            String hint = problems.didYouMean(component.text, components.keySet(), "add it to `components`");
            problems.add(ProblemKind.UNKNOWN_COMPONENT, component, hint, SafeText.text(component.text));
            return;
        }
        Job job = found.jobs().get(name);
        if (job == null) {
            String all = "its jobs: " + String.join(", ", found.jobs().keySet());
            String hint = problems.didYouMean(name, found.jobs().keySet(), all);
            problems.add(ProblemKind.UNKNOWN_JOB, of, hint, SafeText.text(component.text), SafeText.text(name));
            return;
        }
        List<String> platforms = job.settings().platforms();
        if (!job.settings().files().hasOutputs()) {
            notDeployable(of, "declare its `outputs`", "it leaves no `outputs`");
        } else if (job.settings().allPlatforms()) {
            if (platform.isEmpty()) {
                String hint = "write the platform, such as `" + SafeText.text(name) + "@linux`";
                notDeployable(of, hint, "the job has platforms, and one of them is deployed");
            }
        } else if (platforms.isEmpty() && platform.isPresent()) {
            notDeployable(of, "write `" + SafeText.text(name) + "`", "the job has no platforms");
        } else if (!platforms.isEmpty() && platform.isEmpty()) {
            String hint = "write `" + SafeText.text(name) + "@" + platforms.get(0) + "`";
            notDeployable(of, hint, "the job has platforms, and one of them is deployed");
        } else if (platform.isPresent() && !platforms.contains(platform.get())) {
            String hint =
                    problems.didYouMean(platform.get(), platforms, "its platforms: " + String.join(", ", platforms));
            notDeployable(of, hint, "the job does not run on `" + SafeText.text(platform.get()) + "`");
        }
    }

    private void notDeployable(ScalarNode of, String hint, String why) {
        problems.add(ProblemKind.NOT_DEPLOYABLE, of, hint, SafeText.text(of.text), why);
    }

    /** Checks the components that are deployed before another one. */
    void needs(String environment, ScalarNode component, List<ScalarNode> needs, MapNode siblings) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < siblings.size(); i++) {
            names.add(siblings.key(i).text);
        }
        for (ScalarNode need : needs) {
            if (names.contains(need.text)) {
                cycles.edge(environment + ": " + component.text, environment + ": " + need.text, need);
            } else {
                String hint = problems.didYouMean(need.text, names, "deploy it there, or remove it here");
                problems.add(
                        ProblemKind.NOT_DEPLOYED, need, hint, SafeText.text(need.text), SafeText.text(environment));
            }
        }
    }

    /** Reports cycles, once all environments are read. */
    void check() {
        cycles.report(ProblemKind.DEPLOY_CYCLE, problems);
    }
}
