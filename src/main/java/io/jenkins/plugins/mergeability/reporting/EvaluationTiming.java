package io.jenkins.plugins.mergeability.reporting;

import java.time.Duration;
import java.util.List;

/**
 * How soon pull requests are looked at.
 *
 * @param event after something has happened at GitHub; what else happens until then is covered by the same look
 * @param failure after a job has failed
 * @param progress after a job has ended well
 * @param gap between two looks at the same pull request, unless the second is urgent
 * @param apart how far apart the looks at many pull requests are at least
 * @param unknown how long to wait, the first time, the second time and so on, for GitHub to find out about conflicts
 * @param trouble the same after GitHub could not be asked
 */
public record EvaluationTiming(
        Duration event,
        Duration failure,
        Duration progress,
        Duration gap,
        Duration apart,
        List<Duration> unknown,
        List<Duration> trouble) {

    /** How often GitHub is asked whether there are conflicts before it is told that this is not known. */
    static final int PATIENCE = 3;

    static final EvaluationTiming USUAL = new EvaluationTiming(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            List.of(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5)),
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15)));

    /** The wait before the next attempt. */
    static Duration after(List<Duration> waits, int attempts) {
        return waits.get(Math.min(attempts, waits.size() - 1));
    }
}
