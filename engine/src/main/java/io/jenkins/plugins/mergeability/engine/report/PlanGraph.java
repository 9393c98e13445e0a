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
                if (reason instanceof Reason.DependsOn dependsOn) {
                    reasons.add("depends:" + dependsOn.component() + "/" + component.name());
                } else if (reason instanceof Reason.AffectedBy affectedBy) {
                    reasons.add("affects:" + affectedBy.component() + "/" + component.name());
                }
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
        boolean direct = component.reasons().stream()
                .anyMatch(reason -> reason instanceof Reason.Changed
                        || reason instanceof Reason.Redefined
                        || reason instanceof Reason.Asked);
        List<String> why =
                component.reasons().stream().map(PlanGraph::inWords).distinct().toList();
        String story =
                component.name() + ": " + lines.get(0) + (why.isEmpty() ? "" : ", because " + GraphText.list(why));
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
        return (int)
                component.jobs().stream().filter(job -> job.state() == state).count();
    }

    /**
     * The first reason that no arrow shows, and how many more changed paths there are; empty where arrows say it all.
     */
    private static String because(PlannedComponent component, Set<String> drawn) {
        int changed = 0;
        String first = "";
        for (Reason reason : component.reasons()) {
            if (reason instanceof Reason.Changed) {
                changed++;
            } else if (reason instanceof Reason.MoreChanged more) {
                changed += more.count();
            }
            boolean shown = reason instanceof Reason.Everything
                    || reason instanceof Reason.DependsOn dependsOn
                            && drawn.contains("depends:" + dependsOn.component() + "/" + component.name())
                    || reason instanceof Reason.AffectedBy by
                            && drawn.contains("affects:" + by.component() + "/" + component.name());
            if (first.isEmpty() && !shown) {
                first = inWords(reason);
            }
        }
        return changed > 1 && first.startsWith("changed ") ? GraphText.clip(first) + " +" + (changed - 1) : first;
    }

    private static String inWords(Reason reason) {
        String words;
        if (reason instanceof Reason.Changed changed) {
            words = "changed " + changed.path();
        } else if (reason instanceof Reason.MoreChanged more) {
            words = GraphText.count(more.count(), "more changed path");
        } else if (reason instanceof Reason.DependsOn dependsOn) {
            words = "depends on " + dependsOn.component();
        } else if (reason instanceof Reason.AffectedBy affectedBy) {
            words = "affected by " + affectedBy.component();
        } else if (reason instanceof Reason.Everything everything) {
            words = "everything is: " + everything.why();
        } else if (reason instanceof Reason.NeededBy neededBy) {
            words = "needed by " + neededBy.job();
        } else {
            words = reason instanceof Reason.Redefined ? "redefined in the map" : "asked for";
        }
        return GraphText.safe(words);
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
                if (reason instanceof Reason.Everything everything) {
                    String why = GraphText.safe(everything.why());
                    if (notes.stream().noneMatch(note -> note.contains(why))) {
                        notes.add("Everything is affected: " + why);
                    }
                }
            }
        }
        if (!plan.unclaimed().isEmpty()) {
            notes.add("No component claims "
                    + GraphText.list(
                            plan.unclaimed().stream().map(GraphText::safe).toList()));
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
