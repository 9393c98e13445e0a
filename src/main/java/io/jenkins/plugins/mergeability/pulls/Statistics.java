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

/** What the builds of a project tell about its components. */
@ExportedBean(defaultVisibility = 2)
public final class Statistics {

    /** How many of each kind are told. */
    static final int LISTED = 20;

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
     * Those of builds.
     *
     * @param complete whether these are all that should be looked at
     */
    static Statistics of(boolean complete, Collection<BuildDigest> builds) {
        return new Statistics(complete, builds);
    }

    /** Whether all builds have been looked at that should be; otherwise there will be more in a while. */
    @Exported
    public boolean isComplete() {
        return complete;
    }

    /** How many builds these are about. */
    @Exported
    public int getBuilds() {
        return builds.size();
    }

    /** When the oldest of them began, in milliseconds since 1970; 0 if there are none. */
    @Exported
    public long getFrom() {
        return builds.stream().mapToLong(BuildDigest::at).min().orElse(0);
    }

    /** When the newest of them began, in milliseconds since 1970; 0 if there are none. */
    @Exported
    public long getTo() {
        return builds.stream().mapToLong(BuildDigest::at).max().orElse(0);
    }

    /** The days of the oldest and the newest, for people. */
    public String getSpan() {
        DateTimeFormatter day =
                DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withZone(ZoneId.systemDefault());
        String from = day.format(Instant.ofEpochMilli(getFrom()));
        String to = day.format(Instant.ofEpochMilli(getTo()));
        return from.equals(to) ? from : Messages.Statistics_Span(from, to);
    }

    /** How often a job of an affected component ran to its end. */
    @Exported
    public int getRuns() {
        return jobs.values().stream().mapToInt(JobFigures::getRuns).sum();
    }

    /** How often one did not have to run, because it was proven. */
    @Exported
    public int getProven() {
        return jobs.values().stream().mapToInt(JobFigures::getProven).sum();
    }

    /** How many of a hundred jobs of affected components did not have to run. */
    @Exported
    public double getProofHitRate() {
        return Ratio.percent(getProven(), getProven() + getRuns());
    }

    /** About how long these would have run, one after the other, in milliseconds: as long as usual. */
    @Exported
    public long getSaved() {
        return jobs.values().stream().mapToLong(JobFigures::saved).sum();
    }

    /** The same for people. */
    public String getSavedWords() {
        return Util.getTimeSpanString(getSaved());
    }

    /** The jobs that take longest, the slowest first. */
    @Exported
    public List<JobFigures> getSlowest() {
        return jobs(job -> job.getMedian() > 0, Comparator.comparing(JobFigures::getMedian));
    }

    /** The jobs that both passed and failed for the same inputs, the worst first. */
    @Exported
    public List<JobFigures> getFlakiest() {
        return jobs(
                job -> job.getFlaky() > 0,
                Comparator.comparing(JobFigures::getFlaky).thenComparing(JobFigures::getFlakyShare));
    }

    private List<JobFigures> jobs(Predicate<JobFigures> which, Comparator<JobFigures> order) {
        return jobs.values().stream()
                .filter(which)
                .sorted(order.reversed().thenComparing(JobFigures::getName))
                .limit(LISTED)
                .toList();
    }

    /** The components that most builds affect. */
    @Exported
    public List<ComponentFigures> getMostAffected() {
        return components.entrySet().stream()
                .map(each -> new ComponentFigures(each.getKey(), each.getValue(), builds.size()))
                .sorted(Comparator.comparing(ComponentFigures::getBuilds)
                        .reversed()
                        .thenComparing(ComponentFigures::getName))
                .limit(LISTED)
                .toList();
    }

    /** How many components were affected, of whatever builds. */
    @Exported
    public int getComponents() {
        return components.size();
    }

    /** How many jobs there are figures of. */
    @Exported
    public int getJobs() {
        return jobs.size();
    }
}
