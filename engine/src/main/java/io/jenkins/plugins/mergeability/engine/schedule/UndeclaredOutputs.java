package io.jenkins.plugins.mergeability.engine.schedule;

import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Names the needs of a failed job that do not say which files they leave: it may have missed one of these. */
public final class UndeclaredOutputs {

    private static final int MAX_SHOWN = 3;

    private UndeclaredOutputs() {}

    /**
     * The hints about a job that has failed, one for each need.
     *
     * @param needs the jobs that it needs
     * @param jobs what the map says of a job
     * @param map the map as messages show it
     */
    public static List<String> hints(Iterable<JobKey> needs, Function<JobKey, Job> jobs, String map) {
        List<String> hints = new ArrayList<>();
        for (JobKey need : needs) {
            Job job = jobs.apply(need);
            if (job.settings().files().outputs().isEmpty() && hints.size() < MAX_SHOWN) {
                hints.add(need.ref() + " declares no outputs (" + map + ":"
                        + job.position().line() + ")");
            }
        }
        return hints;
    }
}
