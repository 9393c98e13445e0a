package io.jenkins.plugins.mergeability.view;

import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.report.graph.Graph;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One call of the step in a build: its plan, and what became of it. */
@ExportedBean(defaultVisibility = 3)
public final class InvocationView {

    /** So many affected components are shown at first; who wants the others asks for them. */
    static final int SHOWN = 100;

    private final BuildRecord record;
    private final Plan plan;
    private final long closed;
    private final List<ComponentView> components = new ArrayList<>();
    private final Counts counts;

    InvocationView(BuildRecord record, ViewContext moment) {
        this.record = record;
        this.plan = record.plan();
        this.closed = record.closed();
        for (PlannedComponent component : plan.components()) {
            components.add(new ComponentView(component, record, moment));
        }
        this.counts = Counts.of(components);
    }

    /** Which call it is, from 1. */
    @Exported
    public int getNumber() {
        return record.number();
    }

    /** What the component map is called. */
    @Exported
    public String getMap() {
        return record.facts().mapName();
    }

    /** The repository's address; empty where there is none. */
    @Exported
    public String getRepository() {
        return record.facts().repository();
    }

    /** What the plan is for. */
    @Exported
    public String getOccasion() {
        return plan.occasion().text();
    }

    /** The commit the change starts from; empty where there is none. */
    @Exported
    public String getBase() {
        return plan.base();
    }

    /** The commit that is built. */
    @Exported
    public String getHead() {
        return plan.head();
    }

    /** Where the change begins and where it ends, short enough to be read. */
    public String getSpan() {
        String head = brief(plan.head());
        if (head.isEmpty()) {
            return "";
        }
        return plan.base().isEmpty() ? Messages.CallView_At(head) : Messages.CallView_FromTo(brief(plan.base()), head);
    }

    private static String brief(String commit) {
        return commit.length() >= 40 ? commit.substring(0, 10) : commit;
    }

    /** What a reader should know of how the plan came about. */
    @Exported
    public List<String> getNotes() {
        return plan.notes();
    }

    /** Changed paths that no component claims, the first of them. */
    @Exported
    public List<String> getUnclaimed() {
        return plan.unclaimed().named().stream().map(GitPath::display).toList();
    }

    /** Why the plan was not carried out; empty otherwise. */
    @Exported
    public String getError() {
        return record.error();
    }

    /** When the last of it ended, in milliseconds since 1970; 0 before. */
    @Exported
    public long getEnded() {
        return closed;
    }

    /** Whether what passed is recorded, so that another build need not run it again. */
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

    /** The affected ones, those with something wrong first; of very many the most urgent ones, unless all are asked for. */
    public List<ComponentView> shown(boolean all) {
        List<ComponentView> shown =
                components.stream().filter(ComponentView::isAffected).toList();
        if (!all && shown.size() > SHOWN) {
            shown = shown.stream()
                    .sorted(Comparator.comparingInt(ComponentView::urgency))
                    .limit(SHOWN)
                    .sorted(Comparator.comparing(ComponentView::getName))
                    .toList();
        }
        // By name but for what is wrong, so that what someone reads does not run away while the build goes on.
        return shown.stream()
                .sorted(Comparator.comparing(component -> !component.ailing()))
                .toList();
    }

    /** The names of the components that are not affected, sorted. */
    public List<String> getUnaffected() {
        return components.stream()
                .filter(component -> !component.isAffected())
                .map(ComponentView::getName)
                .toList();
    }

    /** The same in a line. */
    public String getUnaffectedNames() {
        return String.join(", ", getUnaffected());
    }

    /** The picture of the plan in a line of words. */
    public String getGraphTitle() {
        return Graph.of(plan).title();
    }

    List<JobView> getFailed() {
        return components.stream()
                .flatMap(component -> component.getJobs().stream())
                .filter(JobView::isFailed)
                .toList();
    }

    /** Whether there is something of it that another build would run. */
    boolean lacking() {
        return !record.error().isEmpty()
                || components.stream()
                        .flatMap(component -> component.getJobs().stream())
                        .anyMatch(JobView::isLacking);
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
