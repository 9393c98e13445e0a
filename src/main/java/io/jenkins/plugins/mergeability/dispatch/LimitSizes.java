package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * How many jobs may run at the same time on the controller.
 *
 * @param ofCategory the size of each limit that jobs name
 * @param ofController the bound for all jobs; empty for none
 * @param ofFork whether the build is of a pull request from a fork; all of these together get half of each bound
 */
public record LimitSizes(ToIntFunction<String> ofCategory, OptionalInt ofController, boolean ofFork) {

    /** The sizes of the limits that a job counts for, by the limit's name. */
    Map<String, Integer> of(PlannedJob job) {
        Map<String, Integer> sizes = new TreeMap<>();
        job.definition().settings().limit().ifPresent(name -> sizes.put("limit " + name, ofCategory.applyAsInt(name)));
        ofController.ifPresent(size -> sizes.put("controller", size));
        if (ofFork) {
            Map<String, Integer> halves = new TreeMap<>();
            sizes.forEach((name, size) -> halves.put("forks of " + name, Math.max(1, size / 2)));
            sizes.putAll(halves);
        }
        return sizes;
    }
}
