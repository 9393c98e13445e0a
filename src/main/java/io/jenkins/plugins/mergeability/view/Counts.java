package io.jenkins.plugins.mergeability.view;

import io.jenkins.plugins.mergeability.record.JobStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The number of affected components, and of jobs by status. */
@ExportedBean(defaultVisibility = 4)
public final class Counts {

    /** The statuses in the order of the summary, which leaves out jobs of unaffected components. */
    private static final List<JobStatus> SUMMARIZED = List.of(
            JobStatus.PASSED,
            JobStatus.FAILED,
            JobStatus.UNSTABLE,
            JobStatus.INTERRUPTED,
            JobStatus.RUNNING,
            JobStatus.WAITING,
            JobStatus.NOT_RUN,
            JobStatus.PROVEN,
            JobStatus.SKIPPED);

    private final int components;
    private final int affected;
    private final int flaky;
    private final Map<JobStatus, Integer> jobs;

    private Counts(int components, int affected, int flaky, Map<JobStatus, Integer> jobs) {
        this.components = components;
        this.affected = affected;
        this.flaky = flaky;
        this.jobs = jobs;
    }

    static Counts of(Collection<ComponentView> components) {
        int affected = 0;
        int flaky = 0;
        Map<JobStatus, Integer> jobs = new EnumMap<>(JobStatus.class);
        for (ComponentView component : components) {
            affected += component.isAffected() ? 1 : 0;
            for (JobView job : component.getJobs()) {
                flaky += job.isFlaky() ? 1 : 0;
                jobs.merge(job.status(), 1, Integer::sum);
            }
        }
        return new Counts(components.size(), affected, flaky, jobs);
    }

    static Counts sum(Collection<Counts> parts) {
        int components = 0;
        int affected = 0;
        int flaky = 0;
        Map<JobStatus, Integer> jobs = new EnumMap<>(JobStatus.class);
        for (Counts part : parts) {
            components += part.components;
            affected += part.affected;
            flaky += part.flaky;
            part.jobs.forEach((status, count) -> jobs.merge(status, count, Integer::sum));
        }
        return new Counts(components, affected, flaky, jobs);
    }

    /** The number of components of the map. */
    @Exported
    public int getComponents() {
        return components;
    }

    /** The number of affected components. */
    @Exported
    public int getAffected() {
        return affected;
    }

    /** The number of jobs that passed and failed for the same inputs. */
    @Exported
    public int getFlaky() {
        return flaky;
    }

    @Exported
    public int getWaiting() {
        return get(JobStatus.WAITING);
    }

    @Exported
    public int getRunning() {
        return get(JobStatus.RUNNING);
    }

    @Exported
    public int getPassed() {
        return get(JobStatus.PASSED);
    }

    @Exported
    public int getUnstable() {
        return get(JobStatus.UNSTABLE);
    }

    @Exported
    public int getFailed() {
        return get(JobStatus.FAILED);
    }

    @Exported
    public int getProven() {
        return get(JobStatus.PROVEN);
    }

    @Exported
    public int getUnaffected() {
        return get(JobStatus.UNAFFECTED);
    }

    @Exported
    public int getSkipped() {
        return get(JobStatus.SKIPPED);
    }

    @Exported
    public int getNotRun() {
        return get(JobStatus.NOT_RUN);
    }

    @Exported
    public int getInterrupted() {
        return get(JobStatus.INTERRUPTED);
    }

    int get(JobStatus status) {
        return jobs.getOrDefault(status, 0);
    }

    /** Such as {@code 3 of 41 components affected: 5 jobs passed, 1 failed, 2 proven}. */
    public String getSummary() {
        if (affected == 0) {
            return Messages.Counts_NothingAffected(components);
        }
        List<String> parts = new ArrayList<>();
        for (JobStatus status : SUMMARIZED) {
            int count = get(status);
            if (count > 0) {
                String word = StatusLabels.of(status);
                parts.add(parts.isEmpty() ? Messages.Counts_First(count, word) : Messages.Counts_Further(count, word));
            }
        }
        if (flaky > 0) {
            parts.add(Messages.Counts_Further(flaky, Messages.Counts_Flaky()));
        }
        String jobSummary = parts.isEmpty() ? Messages.Counts_NoJobs() : String.join(", ", parts);
        return Messages.Counts_Affected(affected, components, jobSummary);
    }
}
