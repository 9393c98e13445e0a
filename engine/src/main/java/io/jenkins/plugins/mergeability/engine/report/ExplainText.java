package io.jenkins.plugins.mergeability.engine.report;

import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.plan.InputChange;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.plan.ReasonChain;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import java.util.List;

/** Explains in text why a component is built, and why its jobs are proven or not. */
public final class ExplainText {

    private static final int MAX_PATHS = 10;

    private final Ansi ansi;
    private final StringBuilder text = new StringBuilder();

    /** Starts an explanation. */
    public ExplainText(Ansi ansi) {
        this.ansi = ansi;
    }

    /** Adds why the plan affects a component, with the chain of reasons, or that it does not. */
    public ExplainText component(Plan plan, PlannedComponent component) {
        String name = ansi.bold(component.name());
        if (!component.affected()) {
            text.append(name)
                    .append(
                            " is not affected: none of its paths, its definition, or what it depends on has changed.\n");
            return this;
        }
        text.append(name).append(" is affected:\n");
        String indent = "  ";
        for (ReasonChain.Link link : ReasonChain.of(plan, component.name()).links()) {
            text.append(indent)
                    .append(link.component())
                    .append(": ")
                    .append(PlanText.reason(link.reason()))
                    .append('\n');
            indent += "  ";
        }
        int others = component.reasons().size() - 1;
        if (others > 0) {
            text.append("  also:\n");
            component.reasons().stream()
                    .skip(1)
                    .limit(MAX_PATHS)
                    .forEach(reason ->
                            text.append("    ").append(PlanText.reason(reason)).append('\n'));
            if (others > MAX_PATHS) {
                text.append("    and ")
                        .append(PlanText.count(others - MAX_PATHS, "more reason"))
                        .append('\n');
            }
        }
        return this;
    }

    /**
     * Adds why a job runs or does not.
     *
     * @param last the newest outcome of the job for any inputs, or null
     * @param paths the paths that changed since that outcome and that are inputs of the job, or null if they
     *     are unknown
     */
    public ExplainText job(PlannedJob job, Outcome last, List<String> paths) {
        text.append('\n')
                .append(ansi.bold(job.key().toString()))
                .append(": ")
                .append(state(job))
                .append('\n');
        job.hash()
                .ifPresent(hash ->
                        text.append(ansi.dim("  input hash " + hash.hex())).append('\n'));
        job.evidence().filter(Evidence::flaky).ifPresent(this::flaky);
        if (job.state() != JobState.RUN) {
            return this;
        }
        if (job.evidence().filter(Evidence::proven).isPresent()) {
            text.append("  It passed for these inputs, but ").append(job.why()).append(".\n");
        } else if (job.evidence().isPresent()) {
            text.append("  It ran for these inputs and failed.\n");
        } else if (last == null) {
            text.append("  No outcome of it is recorded.\n");
        } else {
            different(job, last, paths);
        }
        return this;
    }

    /** The whole explanation. */
    public String render() {
        return text.toString();
    }

    private String state(PlannedJob job) {
        return switch (job.state()) {
            case RUN -> ansi.cyan("has to run");
            case PROVEN ->
                ansi.green("proven") + " " + job.why() + ", "
                        + job.evidence()
                                .map(evidence -> evidence.latest().at().toString())
                                .orElse("");
            case UNAFFECTED -> "not affected";
            case SKIPPED -> "skipped, " + job.why();
        };
    }

    private void flaky(Evidence evidence) {
        text.append("  ")
                .append(ansi.yellow("flaky"))
                .append(": for these inputs it passed ")
                .append(PlanText.count(evidence.passes(), "time"))
                .append(" and failed ")
                .append(PlanText.count(evidence.failures(), "time"))
                .append(".\n");
    }

    private void different(PlannedJob job, Outcome last, List<String> paths) {
        text.append("  It last ran in ")
                .append(last.run())
                .append(" at ")
                .append(last.at())
                .append(" and ")
                .append(last.passed() ? "passed" : "failed")
                .append(". Since then:\n");
        List<InputChange> changes = InputChange.between(job.inputs(), last);
        for (InputChange change : changes) {
            text.append("    ")
                    .append(change.input())
                    .append(": ")
                    .append(verb(change.kind()))
                    .append('\n');
        }
        if (changes.isEmpty()) {
            text.append("    the way input hashes are computed has changed\n");
        }
        if (paths != null && !paths.isEmpty()) {
            text.append("  Paths among its inputs that changed since commit ")
                    .append(last.revision(), 0, Math.min(9, last.revision().length()))
                    .append(":\n");
            paths.stream()
                    .limit(MAX_PATHS)
                    .forEach(path ->
                            text.append("    ").append(GitPath.display(path)).append('\n'));
            if (paths.size() > MAX_PATHS) {
                text.append("    and ").append(paths.size() - MAX_PATHS).append(" more\n");
            }
        }
    }

    private static String verb(InputChange.Kind kind) {
        return switch (kind) {
            case CHANGED -> "changed";
            case ADDED -> "was not an input before";
            case REMOVED -> "is no longer an input";
        };
    }
}
