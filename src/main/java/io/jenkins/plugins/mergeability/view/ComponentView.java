package io.jenkins.plugins.mergeability.view;

import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.report.PlanText;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A component in a build. */
@ExportedBean(defaultVisibility = 4)
public final class ComponentView {

    private final PlannedComponent component;
    private final List<String> reasons;
    private final List<JobView> jobs;

    ComponentView(PlannedComponent component, BuildRecord record, ViewContext context) {
        this.component = component;
        this.reasons =
                component.reasons().stream().map(PlanText::reason).distinct().toList();
        List<JobView> all = new ArrayList<>(component.jobs().size());
        for (PlannedJob job : component.jobs()) {
            all.add(new JobView(record.number(), job, record.job(job.key()), context));
        }
        this.jobs = List.copyOf(all);
    }

    @Exported
    public String getName() {
        return component.name();
    }

    /** Its state in the plan: {@code affected}, {@code proven} or {@code unaffected}. */
    @Exported
    public String getState() {
        return component.state().text();
    }

    /** Whether the change affects it. */
    public boolean isAffected() {
        return component.affected();
    }

    /** Why it is affected, the most direct reason first. */
    @Exported
    public List<String> getReasons() {
        return reasons;
    }

    @Exported
    public List<JobView> getJobs() {
        return jobs;
    }

    /** Its jobs, those with problems first. */
    public List<JobView> getSortedJobs() {
        return jobs.stream()
                .sorted(Comparator.comparing(job -> job.urgency() > JobView.PROBLEM))
                .toList();
    }

    /** The rank of its most urgent job; the smaller, the more urgent. */
    int urgency() {
        return jobs.stream().mapToInt(JobView::urgency).min().orElse(Integer.MAX_VALUE);
    }

    /** Whether one of its jobs has a problem. */
    boolean hasProblem() {
        return urgency() <= JobView.PROBLEM;
    }
}
