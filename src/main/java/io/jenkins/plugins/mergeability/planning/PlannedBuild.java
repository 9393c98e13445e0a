package io.jenkins.plugins.mergeability.planning;

import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.proofs.Trust;
import java.util.Optional;

/**
 * What a build has to do, and what it does it for.
 *
 * @param plan which jobs run and which need not
 * @param map the component map that was planned by
 * @param source that map's text
 * @param repository the name under which proofs of the repository are kept
 * @param trust whether what the build proves counts for everybody
 * @param scm what a job checks out, pinned to what was planned; empty where the build has no SCM of its own
 * @param line the line of builds whose last proven commit this build may move, see {@link BaselineKey}; empty for pull
 *     requests, tags and builds that do not look at everything
 */
public record PlannedBuild(
        Plan plan,
        ComponentMap map,
        MapSource source,
        String repository,
        Trust trust,
        Optional<SCM> scm,
        Optional<String> line) {}
