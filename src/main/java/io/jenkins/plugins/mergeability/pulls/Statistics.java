package io.jenkins.plugins.mergeability.pulls;

import hudson.Util;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The statistics of the components of a project. */
@ExportedBean(defaultVisibility = 2)
public final class Statistics {

    /** The maximum length of each list. */
    static final int MAX_ENTRIES = 20;

    private final boolean complete;
    private final Collection<BuildDigest> builds;
    private final Map<String, JobFigures> jobs = new HashMap<>();
    private final Map<String, Integer> components = new HashMap<>();

    private Statistics(boolean complete, Collection<BuildDigest> builds) {
        this.complete = complete;
        this.builds = builds;
        for (BuildDigest build : builds) {
            build.affected().forEach(name -> components.merge(name, 1, Integer::sum));
            build.jobs()
                    .forEach(job ->
                            jobs.computeIfAbsent(job.name(), JobFigures::new).add(job));
        }
    }

    /**
     * The statistics of builds.
     *
     * @param complete whether all builds have been read
     */
    static Statistics of(boolean complete, Collection<BuildDigest> builds) {
        return new Statistics(complete, builds);
    }

    /** Whether all builds have been read. Otherwise a later request returns more. */
    @Exported
    public boolean isComplete() {
        return complete;
    }

    /** The number of builds. */
    @Exported
    public int getBuilds() {
        return builds.size();
    }

    /** The start of the oldest build in milliseconds since 1970; 0 without builds. */
    @Exported
    public long getFrom() {
        return builds.stream().mapToLong(BuildDigest::started).min().orElse(0);
    }

    /** The start of the newest build in milliseconds since 1970; 0 without builds. */
    @Exported
    public long getTo() {
        return builds.stream().mapToLong(BuildDigest::started).max().orElse(0);
    }

    /** The days of the oldest and the newest build, for people. */
    public String getSpan() {
        DateTimeFormatter day =
                DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withZone(ZoneId.systemDefault());
        String from = day.format(Instant.ofEpochMilli(getFrom()));
        String to = day.format(Instant.ofEpochMilli(getTo()));
        return from.equals(to) ? from : Messages.Statistics_span(from, to);
    }

    /** The number of runs of jobs that have ended. */
    @Exported
    public int getRuns() {
        return jobs.values().stream().mapToInt(JobFigures::getRuns).sum();
    }

    /** The number of proven jobs, which did not run. */
    @Exported
    public int getProven() {
        return jobs.values().stream().mapToInt(JobFigures::getProven).sum();
    }

    /** The percentage of jobs of affected components that were proven. */
    @Exported
    public double getProofHitRate() {
        return Ratio.percent(getProven(), getProven() + getRuns());
    }

    /** The estimated time that proofs have saved, in milliseconds. */
    @Exported
    public long getSaved() {
        return jobs.values().stream().mapToLong(JobFigures::saved).sum();
    }

    /** The saved time, for people. */
    public String getSavedText() {
        return Util.getTimeSpanString(getSaved());
    }

    /** The jobs with the longest median duration, the slowest first. */
    @Exported
    public List<JobFigures> getSlowest() {
        return jobs(job -> job.getMedian() > 0, Comparator.comparing(JobFigures::getMedian));
    }

    /** The jobs that both passed and failed for the same inputs, the flakiest first. */
    @Exported
    public List<JobFigures> getFlakiest() {
        return jobs(
                job -> job.getFlaky() > 0,
                Comparator.comparing(JobFigures::getFlaky).thenComparing(JobFigures::getFlakyShare));
    }

    private List<JobFigures> jobs(Predicate<JobFigures> filter, Comparator<JobFigures> order) {
        return jobs.values().stream()
                .filter(filter)
                .sorted(order.reversed().thenComparing(JobFigures::getName))
                .limit(MAX_ENTRIES)
                .toList();
    }

    /** The components that are affected by most builds. */
    @Exported
    public List<ComponentFigures> getMostAffected() {
        return components.entrySet().stream()
                .map(each -> new ComponentFigures(each.getKey(), each.getValue(), builds.size()))
                .sorted(Comparator.comparing(ComponentFigures::getBuilds)
                        .reversed()
                        .thenComparing(ComponentFigures::getName))
                .limit(MAX_ENTRIES)
                .toList();
    }

    /** The number of components that at least one build has affected. */
    @Exported
    public int getComponents() {
        return components.size();
    }

    /** The number of different jobs. */
    @Exported
    public int getJobs() {
        return jobs.size();
    }
}
