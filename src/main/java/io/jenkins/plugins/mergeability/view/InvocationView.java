package io.jenkins.plugins.mergeability.view;

import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.report.graph.Graph;
import io.jenkins.plugins.mergeability.engine.report.graph.TimelineSvg;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A call of the step in a build: its plan, and the status of its jobs. */
@ExportedBean(defaultVisibility = 3)
public final class InvocationView {

    /** The number of affected components that the page shows at first. */
    static final int MAX_SHOWN = 100;

    private final BuildRecord record;
    private final Plan plan;
    private final long closed;
    private final List<ComponentView> components = new ArrayList<>();
    private final Counts counts;

    InvocationView(BuildRecord record, ViewContext context) {
        this.record = record;
        this.plan = record.plan();
        this.closed = record.closed();
        for (PlannedComponent component : plan.components()) {
            components.add(new ComponentView(component, record, context));
        }
        this.counts = Counts.of(components);
    }

    /** The number of the call, from 1. */
    @Exported
    public int getNumber() {
        return record.number();
    }

    /** The name of the component map. */
    @Exported
    public String getMap() {
        return record.facts().mapName();
    }

    /** The repository's address; empty if there is none. */
    @Exported
    public String getRepository() {
        return record.facts().repository();
    }

    /** The occasion of the plan. */
    @Exported
    public String getOccasion() {
        return plan.occasion().text();
    }

    /** The base commit of the change; empty if there is none. */
    @Exported
    public String getBase() {
        return plan.base();
    }

    /** The commit that is built. */
    @Exported
    public String getHead() {
        return plan.head();
    }

    /** The base and the head of the change, abbreviated. */
    public String getSpan() {
        String head = brief(plan.head());
        if (head.isEmpty()) {
            return "";
        }
        return plan.base().isEmpty()
                ? Messages.InvocationView_At(head)
                : Messages.InvocationView_FromTo(brief(plan.base()), head);
    }

    private static String brief(String commit) {
        return commit.length() >= 40 ? commit.substring(0, 10) : commit;
    }

    /** The notes of the plan. */
    @Exported
    public List<String> getNotes() {
        return plan.notes();
    }

    /** Changed paths that no component claims, the first of them. */
    @Exported
    public List<String> getUnclaimed() {
        return plan.unclaimed().named().stream().map(GitPath::display).toList();
    }

    /** Why the call ended early; empty otherwise. */
    @Exported
    public String getError() {
        return record.error();
    }

    /** When the call ended, in milliseconds since 1970; 0 before. */
    @Exported
    public long getEnded() {
        return closed;
    }

    /** Whether passed jobs are recorded as proven. */
    @Exported
    public boolean isProofs() {
        return record.facts().proofs();
    }

    @Exported
    public Counts getCounts() {
        return counts;
    }

    /** All components, sorted by name. */
    @Exported
    public List<ComponentView> getComponents() {
        return components;
    }

    /** The affected components, those with problems first; of very many, only the most urgent unless all are requested. */
    public List<ComponentView> shown(boolean all) {
        List<ComponentView> shown =
                components.stream().filter(ComponentView::isAffected).toList();
        if (!all && shown.size() > MAX_SHOWN) {
            shown = shown.stream()
                    .sorted(Comparator.comparingInt(ComponentView::urgency))
                    .limit(MAX_SHOWN)
                    .sorted(Comparator.comparing(ComponentView::getName))
                    .toList();
        }
        // Sorted by name otherwise, so that rows keep their place while the build runs.
        return shown.stream()
                .sorted(Comparator.comparing(component -> !component.hasProblem()))
                .toList();
    }

    /** The names of the components that are not affected, sorted. */
    public List<String> getUnaffected() {
        return components.stream()
                .filter(component -> !component.isAffected())
                .map(ComponentView::getName)
                .toList();
    }

    /** The names of the unaffected components in one line. */
    public String getUnaffectedNames() {
        return String.join(", ", getUnaffected());
    }

    /** The title of the graph of the plan. */
    public String getGraphTitle() {
        return Graph.of(plan).title();
    }

    /** Whether a job has started, so that there is a timeline. */
    public boolean isExecuted() {
        return components.stream()
                .flatMap(component -> component.getJobs().stream())
                .anyMatch(job -> job.getStarted() != 0);
    }

    /** The title of the timeline. */
    public String getTimelineTitle() {
        return TimelineSvg.title(Timelines.of(record, System.currentTimeMillis()));
    }

    List<JobView> getFailed() {
        return components.stream()
                .flatMap(component -> component.getJobs().stream())
                .filter(JobView::isFailed)
                .toList();
    }

    /** Whether another build would run some of its jobs. */
    boolean isIncomplete() {
        return !record.error().isEmpty()
                || components.stream()
                        .flatMap(component -> component.getJobs().stream())
                        .anyMatch(JobView::isIncomplete);
    }

    int version() {
        int hash = Long.hashCode(closed);
        for (ComponentView component : components) {
            for (JobView job : component.getJobs()) {
                hash = 31 * hash + job.version();
            }
        }
        return hash;
    }
}
