package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.When;
import java.util.List;
import java.util.Map;

/**
 * All that a plan is made of, but for the proofs.
 *
 * @param map the component map at the head
 * @param claims which component claims a path, numbered in the order of the map's components
 * @param cause what the plan starts from
 * @param contents digests of the components' files at the head
 * @param occasion what the plan is for
 * @param fingerprints what distinguishes a platform from an earlier one of the same name, by platform
 * @param base the commit the change starts from, or empty where there is none
 * @param head the commit that is planned, with {@code +} behind it where uncommitted changes are part of it; empty before
 *     the first commit
 * @param notes what a reader should know beforehand
 * @param describe whether jobs that run are to say what their inputs are, which takes a while: for recording outcomes,
 *     and for telling what has changed since the last
 */
public record PlanRequest(
        ComponentMap map,
        ClaimIndex claims,
        PlanScope cause,
        FileDigests contents,
        When occasion,
        Map<String, String> fingerprints,
        String base,
        String head,
        List<String> notes,
        boolean describe) {}
