package io.jenkins.plugins.mergeability.reporting;

import java.time.Duration;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The delays before evaluations of pull requests.
 *
 * @param event after an event of GitHub; one evaluation covers all events until then
 * @param failure after a job has failed
 * @param progress after a job has passed
 * @param interval the minimum between two evaluations of the same pull request, unless the second one is urgent
 * @param spacing the minimum between two evaluations of an account that are caused from outside: by events of GitHub,
 *     sweeps, restarts and changes of the configuration
 * @param unknownRetries the delays of the first, second, … retry while GitHub computes whether there are conflicts
 * @param errorRetries the delays of the first, second, … retry after an error
 */
@Restricted(NoExternalUse.class)
public record EvaluationTiming(
        Duration event,
        Duration failure,
        Duration progress,
        Duration interval,
        Duration spacing,
        List<Duration> unknownRetries,
        List<Duration> errorRetries) {

    /** The number of retries while GitHub computes whether there are conflicts, before that is reported. */
    static final int MAX_UNKNOWN_ATTEMPTS = 3;

    /** How many evaluations that are caused from outside an account can have at once after a quiet time. */
    static final int BURST = 30;

    public static final EvaluationTiming DEFAULT = new EvaluationTiming(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
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

    /** The delay before the next attempt. The last one repeats. */
    static Duration delay(List<Duration> delays, int attempts) {
        return delays.get(Math.min(attempts, delays.size() - 1));
    }
}
