package io.jenkins.plugins.mergeability.planning;

import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.outputs.PlannedOutputs;
import io.jenkins.plugins.mergeability.proofs.Trust;
import java.util.Optional;

/**
 * A planned build.
 *
 * @param plan the plan
 * @param map the component map
 * @param source the text of the component map
 * @param repository the name of the repository in the proof store
 * @param trust whether the proofs of the build count for all builds
 * @param scm the SCM of jobs, pinned to the planned commit; empty if the build has none
 * @param baseline the {@link BaselineKey} of the proven commit that this build may update; empty for pull requests, tags and
 *     builds that do not prove their commit completely
 * @param outputs the outputs of proven jobs, and which outputs the build may restore
 */
public record PlannedBuild(
        Plan plan,
        ComponentMap map,
        MapSource source,
        String repository,
        Trust trust,
        Optional<SCM> scm,
        Optional<String> baseline,
        PlannedOutputs outputs) {}
