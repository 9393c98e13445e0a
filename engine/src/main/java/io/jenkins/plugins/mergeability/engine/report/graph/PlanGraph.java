package io.jenkins.plugins.mergeability.engine.report.graph;

import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.plan.Reason;
import io.jenkins.plugins.mergeability.engine.report.PlanText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Creates the {@link Graph} of a plan. */
final class PlanGraph {

    private static final int COMMIT_DIGITS = 10;
    private static final int MAX_NOTES = 6;

    private final Plan plan;
    /** The reasons, in the form of {@link #arrow}. */
    private final Set<String> reasons = new HashSet<>();

    private PlanGraph(Plan plan) {
        this.plan = plan;
    }

    /** The whole plan, with nothing folded. */
    static Graph draw(Plan plan) {
        return new PlanGraph(plan).draw();
    }

    private Graph draw() {
        List<PlannedComponent> components = plan.components();
        for (PlannedComponent component : components) {
            for (Reason reason : component.reasons()) {
                reasons.add(arrow(reason, component));
            }
        }
        List<Graph.Edge> edges = new ArrayList<>();
        Set<String> drawn = new HashSet<>();
        for (Graph.Edge edge : MapGraph.edges(
                components.stream().map(PlannedComponent::definition).toList())) {
            Reason.Kind kind = edge.affects() ? Reason.Kind.AFFECTED_BY : Reason.Kind.DEPENDS_ON;
            String from = components.get(edge.from()).name();
            String arrow = arrow(new Reason(kind, from, 0), components.get(edge.to()));
            drawn.add(arrow);
            edges.add(new Graph.Edge(edge.from(), edge.to(), edge.affects(), reasons.contains(arrow)));
        }
        List<Graph.Node> nodes = new ArrayList<>();
        for (PlannedComponent component : components) {
            nodes.add(node(component, drawn));
        }
        return new Graph(title(), notes(), nodes, edges, List.of());
    }

    private static Graph.Node node(PlannedComponent component, Set<String> drawn) {
        List<String> lines = new ArrayList<>();
        lines.add(jobs(component));
        String because = because(component, drawn);
        if (!because.isEmpty()) {
            lines.add(because);
        }
        if (component.definition().affects().everything()) {
            lines.add(MapGraph.AFFECTS_EVERYTHING);
        }
        boolean direct = component.reasons().stream().anyMatch(PlanGraph::direct);
        List<String> why = component.reasons().stream()
                .map(reason -> GraphText.safe(PlanText.reason(reason)))
                .distinct()
                .toList();
        String description =
                component.name() + ": " + lines.get(0) + (why.isEmpty() ? "" : ", because " + GraphText.list(why));
        return new Graph.Node(component.name(), kind(component), direct, lines, description);
    }

    private static boolean direct(Reason reason) {
        return switch (reason.kind()) {
            case CHANGED, LOCKED, REDEFINED, REQUESTED, EVERY_OCCASION -> true;
            default -> false;
        };
    }

    private static Graph.Kind kind(PlannedComponent component) {
        return switch (component.state()) {
            case UNAFFECTED -> Graph.Kind.UNAFFECTED;
            case PROVEN -> count(component, JobState.PROVEN) > 0 ? Graph.Kind.PROVEN : Graph.Kind.IDLE;
            case AFFECTED, NEEDED -> count(component, JobState.RUN) > 0 ? Graph.Kind.RUN : Graph.Kind.IDLE;
        };
    }

    /** The states of the component's jobs in a line. */
    private static String jobs(PlannedComponent component) {
        if (!component.affected()) {
            return "unaffected";
        }
        List<String> parts = new ArrayList<>();
        for (JobState state : List.of(JobState.RUN, JobState.PROVEN, JobState.SKIPPED)) {
            int count = count(component, state);
            if (count > 0) {
                parts.add(count + " " + (state == JobState.RUN ? "to run" : state.text()));
            }
        }
        long flaky = component.jobs().stream().filter(PlanGraph::flaky).count();
        if (flaky > 0) {
            parts.add(flaky + " flaky");
        }
        if (parts.isEmpty()) {
            return "affected, no jobs";
        }
        return (kind(component) == Graph.Kind.IDLE ? "affected, " : "") + String.join(", ", parts);
    }

    private static boolean flaky(PlannedJob job) {
        return job.evidence().isPresent() && job.evidence().get().flaky();
    }

    private static int count(PlannedComponent component, JobState state) {
        return (int)
                component.jobs().stream().filter(job -> job.state() == state).count();
    }

    /** The key of a reason of a component; that of an arrow if there is one. */
    private static String arrow(Reason reason, PlannedComponent of) {
        return reason.kind() + "\n" + reason.subject() + "\n" + of.name();
    }

    /**
     * The first reason that is shown neither by an arrow nor a note, and how many more changed paths there are; empty
     * if there is none.
     */
    private static String because(PlannedComponent component, Set<String> drawn) {
        int changed = 0;
        Reason first = null;
        for (Reason reason : component.reasons()) {
            if (reason.kind() == Reason.Kind.CHANGED) {
                changed += 1 + reason.more();
            }
            if (first == null && !everything(reason) && !drawn.contains(arrow(reason, component))) {
                first = reason;
            }
        }
        if (first == null) {
            return "";
        }
        return switch (first.kind()) {
            case CHANGED ->
                GraphText.clip("changed " + path(first.subject())) + (changed > 1 ? " +" + (changed - 1) : "");
            case REDEFINED -> "redefined in the map";
            default -> GraphText.clip(GraphText.safe(PlanText.reason(first)));
        };
    }

    /** Whether it is the same for every component, and shown once in the notes. */
    private static boolean everything(Reason reason) {
        return reason.kind() == Reason.Kind.EVERYTHING || reason.kind() == Reason.Kind.UNCLAIMED;
    }

    private static String path(String path) {
        return GraphText.safe(GitPath.display(path));
    }

    private String title() {
        int run = 0;
        int proven = 0;
        for (PlannedComponent component : plan.components()) {
            run += count(component, JobState.RUN);
            proven += count(component, JobState.PROVEN);
        }
        return "Plan: " + plan.affected().size() + " of "
                + GraphText.count(plan.components().size(), "component") + " affected, "
                + GraphText.count(run, "job") + " to run, " + proven + " proven";
    }

    private List<String> notes() {
        Set<String> notes = new LinkedHashSet<>();
        String occasion =
                plan.occasion() == When.CHANGE ? "" : ", on " + plan.occasion().text();
        notes.add(
                plan.base().isEmpty()
                        ? "At " + commit(plan.head()) + occasion
                        : "From " + commit(plan.base()) + " to " + commit(plan.head()) + occasion);
        plan.notes().forEach(note -> notes.add(GraphText.safe(note)));
        for (PlannedComponent component : plan.components()) {
            for (Reason reason : component.reasons()) {
                if (reason.kind() == Reason.Kind.EVERYTHING) {
                    String why = GraphText.safe(reason.subject());
                    if (notes.stream().noneMatch(note -> note.contains(why))) {
                        notes.add("Everything is affected: " + why);
                    }
                }
            }
        }
        if (!plan.unclaimed().isEmpty()) {
            notes.add("No component claims "
                    + GraphText.list(plan.unclaimed().named().stream()
                            .map(PlanGraph::path)
                            .toList()));
        }
        List<String> all = List.copyOf(notes);
        if (all.size() <= MAX_NOTES) {
            return all;
        }
        List<String> few = new ArrayList<>(all.subList(0, MAX_NOTES - 1));
        few.add("and " + GraphText.count(all.size() - few.size(), "more note") + ", not shown here");
        return few;
    }

    private static String commit(String revision) {
        if (revision.isEmpty()) {
            return "no commit yet";
        }
        boolean uncommitted = revision.endsWith("+");
        String name = uncommitted ? revision.substring(0, revision.length() - 1) : revision;
        String brief = name.length() > COMMIT_DIGITS && name.chars().allMatch(c -> Character.digit(c, 16) >= 0)
                ? name.substring(0, COMMIT_DIGITS)
                : GraphText.safe(name);
        return uncommitted ? brief + " with uncommitted changes" : brief;
    }
}
