package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.When;
import java.util.List;
import java.util.Set;

/**
 * All that a plan is made of, but for the proofs.
 *
 * @param map the component map at the head
 * @param scope what the plan starts from
 * @param files digests of the files at the head
 * @param environment what else decides the outcome of jobs
 * @param occasion what the plan is for
 * @param base the commit the change starts from, or empty where there is none
 * @param head the commit that is planned, with {@code +} behind it where uncommitted changes are part of it; empty before
 *     the first commit
 * @param notes what a reader should know beforehand
 * @param describe whether jobs that run are to say what their inputs are, which takes a while: for recording outcomes,
 *     and for reporting what has changed since the last
 * @param outputs whether jobs find what proven jobs that they need leave
 * @param informational the platforms on which a failure does not count
 */
public record PlanRequest(
        ComponentMap map,
        PlanScope scope,
        FileDigests files,
        RunEnvironment environment,
        When occasion,
        String base,
        String head,
        List<String> notes,
        boolean describe,
        OutputAvailability outputs,
        Set<String> informational) {

    public PlanRequest {
        informational = Set.copyOf(informational);
    }

    /** A request in which every platform counts. */
    public PlanRequest(
            ComponentMap map,
            PlanScope scope,
            FileDigests files,
            RunEnvironment environment,
            When occasion,
            String base,
            String head,
            List<String> notes,
            boolean describe,
            OutputAvailability outputs) {
        this(map, scope, files, environment, occasion, base, head, notes, describe, outputs, Set.of());
    }
}
