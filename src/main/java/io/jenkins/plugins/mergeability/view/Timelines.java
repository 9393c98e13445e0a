package io.jenkins.plugins.mergeability.view;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.report.graph.Timeline;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.util.ArrayList;
import java.util.List;

/** Converts the record of a build to a {@link Timeline}. */
final class Timelines {

    private Timelines() {}

    /**
     * The timeline of the jobs that have started.
     *
     * @param now the present, in milliseconds since 1970
     */
    static Timeline of(BuildRecord record, long now) {
        List<Timeline.Execution> jobs = new ArrayList<>();
        long end = record.facts().created();
        for (JobRecord job : record.jobs()) {
            if (job.started() != 0) {
                boolean running = job.status() == JobStatus.RUNNING;
                long ended = running ? now : job.started() + job.millis();
                end = Math.max(end, ended);
                jobs.add(new Timeline.Execution(
                        job.key().toString(),
                        job.agent(),
                        state(job.status()),
                        job.started(),
                        ended,
                        record.planned(job.key()).needs().stream()
                                .map(JobKey::toString)
                                .toList()));
            }
        }
        return new Timeline(record.facts().created(), end, jobs);
    }

    private static Timeline.State state(JobStatus status) {
        return switch (status) {
            case RUNNING -> Timeline.State.RUNNING;
            case PASSED -> Timeline.State.PASSED;
            case FAILED, UNSTABLE -> Timeline.State.FAILED;
            default -> Timeline.State.STOPPED;
        };
    }
}
