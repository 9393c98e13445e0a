package io.jenkins.plugins.mergeability.engine.report;

import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.plan.ComponentState;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.plan.Reason;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A plan as text: what runs, what is proven, and why. */
public final class PlanText {

    private static final int MAX_NAMES = 20;
    private static final int MAX_PATHS = 10;

    private final Plan plan;
    private final Ansi ansi;
    private final int maxLines;
    private final StringBuilder text = new StringBuilder();

    private PlanText(Plan plan, Ansi ansi, int maxLines) {
        this.plan = plan;
        this.ansi = ansi;
        this.maxLines = maxLines;
    }

    /** The plan as lines, each with a newline at its end. */
    public static String render(Plan plan, Ansi ansi) {
        return render(plan, ansi, Integer.MAX_VALUE);
    }

    /**
     * The same with a bound on its length.
     *
     * @param maxLines how many lines affected components and their jobs have at most; components with a job that runs come
     *     before others if not all fit
     */
    public static String render(Plan plan, Ansi ansi, int maxLines) {
        PlanText form = new PlanText(plan, ansi, maxLines);
        form.write();
        return form.text.toString();
    }

    /** A reason as text, such as {@code depends on bom}. */
    public static String reason(Reason reason) {
        String subject = reason.subject();
        return switch (reason.kind()) {
            case CHANGED -> GitPath.display(subject) + more(reason.more(), " changed");
            case LOCKED ->
                GitPath.display(subject) + (reason.more() == 0 ? "" : " and " + count(reason.more(), "more change"));
            case UNCLAIMED ->
                GitPath.display(subject) + more(reason.more(), " changed") + ", which no component claims";
            case REDEFINED -> "its definition in the component map changed";
            case REQUESTED -> "requested";
            case EVERY_OCCASION -> "a job of it runs on every " + subject + " (cache: false)";
            case EVERYTHING -> subject;
            case AFFECTED_BY -> "affected by " + subject;
            case DEPENDS_ON -> "depends on " + subject;
            case NEEDS -> "needs a job of " + subject;
            case NEEDED_BY -> "needed by " + subject;
            case GATE -> "needed by the gate of " + subject;
        };
    }

    private static String more(int more, String verb) {
        return more == 0 ? verb : " and " + count(more, "more path") + verb;
    }

    private void write() {
        List<PlannedComponent> affected = new ArrayList<>();
        List<String> unaffected = new ArrayList<>();
        for (PlannedComponent component : plan.components()) {
            if (component.affected()) {
                affected.add(component);
            } else {
                unaffected.add(component.name());
            }
        }
        text.append(ansi.bold(
                plan.affected().size() + " of " + count(plan.components().size(), "component") + " affected"));
        text.append(ansi.dim(span())).append('\n');
        Optional<Reason> one = reasonOfAll(affected);
        one.ifPresent(reason -> text.append("because ").append(reason(reason)).append('\n'));
        if (!affected.isEmpty()) {
            text.append('\n');
        }
        affected(affected, one.isEmpty());
        if (!unaffected.isEmpty()) {
            text.append(ansi.dim("\nunaffected: " + names(unaffected))).append('\n');
        }
        if (!plan.unclaimed().isEmpty()) {
            unclaimed();
        }
        text.append('\n').append(totals()).append('\n');
        for (String note : plan.notes()) {
            text.append(ansi.yellow("note: ")).append(note).append('\n');
        }
    }

    private void affected(List<PlannedComponent> all, boolean why) {
        int lines = 0;
        for (PlannedComponent component : all) {
            lines += 1 + component.jobs().size();
        }
        List<PlannedComponent> ordered = new ArrayList<>(all);
        if (lines > maxLines) {
            ordered.sort(Comparator.comparing(
                    component -> component.jobs().stream().noneMatch(job -> job.state() == JobState.RUN)));
        }
        int width = width(all);
        int left = maxLines;
        int components = 0;
        int jobs = 0;
        for (PlannedComponent component : ordered) {
            int shown = Math.min(left - 1, component.jobs().size());
            if (left > 0) {
                component(component, width, why, shown);
            } else {
                components++;
            }
            jobs += component.jobs().size() - Math.max(shown, 0);
            left -= 1 + Math.max(shown, 0);
        }
        if (components + jobs > 0) {
            String more = components == 0 ? "" : count(components, "more component") + " and ";
            text.append("and ").append(more).append(count(jobs, "more job")).append('\n');
        }
    }

    /** The reason why everything counts as changed, if it does; it is printed once. */
    private static Optional<Reason> reasonOfAll(List<PlannedComponent> affected) {
        Set<Reason> reasons = new HashSet<>();
        affected.forEach(component -> reasons.addAll(component.reasons()));
        return affected.size() > 1 && reasons.size() == 1
                ? reasons.stream()
                        .filter(reason -> reason.kind() == Reason.Kind.EVERYTHING)
                        .findFirst()
                : Optional.empty();
    }

    private String span() {
        String head = plan.head().isEmpty() ? "no commit yet" : shortened(plan.head());
        return plan.base().isEmpty() ? ", at " + head : ", from " + shortened(plan.base()) + " to " + head;
    }

    private static String shortened(String commit) {
        int end = 0;
        while (end < commit.length() && Character.digit(commit.charAt(end), 16) >= 0) {
            end++;
        }
        return end >= 40 ? commit.substring(0, 9) + commit.substring(end) : commit;
    }

    private static int width(List<PlannedComponent> components) {
        int width = 0;
        for (PlannedComponent component : components) {
            width = Math.max(width, component.name().length());
            for (PlannedJob job : component.jobs()) {
                width = Math.max(width, 2 + label(job).length());
            }
        }
        return Math.min(width, 40);
    }

    private static String label(PlannedJob job) {
        return job.key().job() + job.key().platform().map(name -> "@" + name).orElse("");
    }

    private void component(PlannedComponent component, int width, boolean why, int jobs) {
        List<Reason> reasons = component.reasons();
        String others = reasons.size() > 1 ? ansi.dim(" (and " + count(reasons.size() - 1, "more reason") + ")") : "";
        line(
                ansi.bold(padded(component.name(), width)),
                component.state() == ComponentState.PROVEN
                        ? ansi.green(padded("proven", 12))
                        : ansi.yellow(padded(component.state().text(), 12)),
                why ? reason(reasons.get(0)) + others : "");
        for (PlannedJob job : component.jobs().subList(0, jobs)) {
            line(padded("  " + label(job), width), state(job), why(job));
        }
    }

    private String state(PlannedJob job) {
        String word = padded(job.state().text(), 12);
        return switch (job.state()) {
            case RUN -> ansi.cyan(word);
            case PROVEN -> ansi.green(word);
            case SKIPPED, UNAFFECTED -> ansi.dim(word);
        };
    }

    private String why(PlannedJob job) {
        String flaky = job.evidence().filter(Evidence::flaky).isPresent() ? ansi.yellow("flaky") : "";
        String why = job.why();
        return why.isEmpty() || flaky.isEmpty() ? why + flaky : why + ", " + flaky;
    }

    private void line(String name, String state, String why) {
        String line = name + "  " + state + why;
        text.append(line.stripTrailing()).append('\n');
    }

    private void unclaimed() {
        text.append('\n')
                .append(ansi.yellow(count(plan.unclaimed().count(), "changed path") + " claimed by no component:"))
                .append('\n');
        List<String> named = plan.unclaimed().named();
        int shown = Math.min(MAX_PATHS, named.size());
        for (String path : named.subList(0, shown)) {
            text.append("  ").append(GitPath.display(path)).append('\n');
        }
        if (shown < plan.unclaimed().count()) {
            text.append("  and ").append(plan.unclaimed().count() - shown).append(" more\n");
        }
    }

    private String totals() {
        int run = 0;
        int proven = 0;
        int flaky = 0;
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                run += job.state() == JobState.RUN ? 1 : 0;
                proven += job.state() == JobState.PROVEN ? 1 : 0;
                flaky += job.evidence().filter(Evidence::flaky).isPresent() ? 1 : 0;
            }
        }
        String totals = run == 0 ? "nothing to run" : count(run, "job") + " to run";
        if (proven > 0) {
            totals += ", " + proven + " proven";
        }
        return totals + (flaky > 0 ? ", " + flaky + " flaky" : "");
    }

    private static String names(List<String> names) {
        if (names.size() <= MAX_NAMES) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, MAX_NAMES)) + " and " + (names.size() - MAX_NAMES) + " more";
    }

    static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
