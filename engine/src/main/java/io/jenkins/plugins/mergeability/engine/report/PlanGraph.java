package io.jenkins.plugins.mergeability.engine.report;

import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.plan.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Draws a plan as a {@link Graph}. */
final class PlanGraph {

    private static final int COMMIT_DIGITS = 10;
    private static final int NOTES = 6;

    private final Plan plan;
    /** The arrows that are reasons, as {@code from/to}: component names hold no slash. */
    private final Set<String> reasons = new HashSet<>();

    private PlanGraph(Plan plan) {
        this.plan = plan;
    }

    /** The whole plan, nothing folded away. */
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
            String ends = (edge.affects() ? "affects:" : "depends:")
                    + components.get(edge.from()).name() + "/"
                    + components.get(edge.to()).name();
            drawn.add(ends);
            edges.add(new Graph.Edge(edge.from(), edge.to(), edge.affects(), reasons.contains(ends)));
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
            lines.add(GraphText.clip(because));
        }
        if (component.definition().affects().everything()) {
            lines.add(MapGraph.AFFECTS_EVERYTHING);
        }
        boolean direct = component.reasons().stream().anyMatch(PlanGraph::direct);
        List<String> why =
                component.reasons().stream().map(PlanGraph::inWords).distinct().toList();
        String story = component.name() + ": " + lines.get(0) + (why.isEmpty() ? "" : ", because " + GraphText.list(why));
        return new Graph.Node(component.name(), kind(component), direct, lines, story);
    }

    private static Graph.Kind kind(PlannedComponent component) {
        return switch (component.state()) {
            case UNAFFECTED -> Graph.Kind.UNAFFECTED;
            case PROVEN -> count(component, JobState.PROVEN) > 0 ? Graph.Kind.PROVEN : Graph.Kind.IDLE;
            case AFFECTED -> count(component, JobState.RUN) > 0 ? Graph.Kind.RUN : Graph.Kind.IDLE;
        };
    }

    /** What becomes of the component's jobs, in a line. */
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
        return (int) component.jobs().stream().filter(job -> job.state() == state).count();
    }

    /** The first reason that no arrow shows, and how many more changed paths there are; empty where arrows say it all. */
    private static String because(PlannedComponent component, Set<String> drawn) {
        int changed = 0;
        String first = "";
        for (Reason reason : component.reasons()) {
            if (reason.kind() == Reason.Kind.CHANGED) {
                changed += 1 + reason.more();
            }
            boolean shown = reason.kind() == Reason.Kind.EVERYTHING || drawn.contains(arrow(reason, component));
            if (first.isEmpty() && !shown) {
                first = inWords(reason);
            }
        }
        return changed > 1 && first.startsWith("changed ") ? GraphText.clip(first) + " +" + (changed - 1) : first;
    }

    /** The arrow that shows a reason, as {@link #reasons} has it; something that is no arrow for other reasons. */
    private static String arrow(Reason reason, PlannedComponent component) {
        String ends = reason.subject() + "/" + component.name();
        return switch (reason.kind()) {
            case DEPENDS_ON -> "depends:" + ends;
            case AFFECTED_BY -> "affects:" + ends;
            default -> "";
        };
    }

    private static boolean direct(Reason reason) {
        return switch (reason.kind()) {
            case CHANGED, REDEFINED, ASKED -> true;
            default -> false;
        };
    }

    private static String inWords(Reason reason) {
        String subject = reason.subject();
        return GraphText.safe(switch (reason.kind()) {
            case CHANGED -> "changed " + subject;
            case UNCLAIMED -> "no component claims " + subject;
            case DEPENDS_ON -> "depends on " + subject;
            case AFFECTED_BY -> "affected by " + subject;
            case NEEDED_BY -> "needed by " + subject;
            case EVERYTHING -> "everything is: " + subject;
            case REDEFINED -> "redefined in the map";
            case ASKED -> "asked for";
        });
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
        String occasion = plan.occasion() == When.CHANGE ? "" : ", on " + plan.occasion().text();
        notes.add(plan.base().isEmpty()
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
            notes.add("No component claims " + GraphText.list(plan.unclaimed().stream().map(GraphText::safe).toList()));
        }
        List<String> all = List.copyOf(notes);
        if (all.size() <= NOTES) {
            return all;
        }
        List<String> few = new ArrayList<>(all.subList(0, NOTES - 1));
        few.add("and " + GraphText.count(all.size() - few.size(), "more note") + ", not shown here");
        return few;
    }

    private static String commit(String revision) {
        boolean uncommitted = revision.endsWith("+");
        String name = uncommitted ? revision.substring(0, revision.length() - 1) : revision;
        String brief = name.length() > COMMIT_DIGITS && name.chars().allMatch(c -> Character.digit(c, 16) >= 0)
                ? name.substring(0, COMMIT_DIGITS)
                : GraphText.safe(name);
        return uncommitted ? brief + " with uncommitted changes" : brief;
    }
}
