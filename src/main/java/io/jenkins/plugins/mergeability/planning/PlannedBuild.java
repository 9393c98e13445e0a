package io.jenkins.plugins.mergeability.planning;

import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.outputs.PlannedOutputs;
import io.jenkins.plugins.mergeability.proofs.ProvenCommit;
import io.jenkins.plugins.mergeability.proofs.Scope;
import java.util.List;
import java.util.Optional;

/**
 * A planned build.
 *
 * @param plan the plan
 * @param map the component map
 * @param source the text of the component map
 * @param repository the name of the repository in the proof store
 * @param scope the builds that share their outcomes with this one
 * @param untrusted the source, if the build gets no credentials of the map; empty for a trusted source
 * @param counts whether outcomes of the build are recorded: not those of a Replay
 * @param scm the SCM of jobs, pinned to the planned commit; empty if the build has none
 * @param baseline the {@link BaselineKey} of the proven commit that this build may update; empty for pull requests, tags and
 *     builds that do not prove their commit completely
 * @param around what decides the outcome of jobs besides the repository
 * @param platforms the configured platforms, if a job is for all of them
 * @param hidden the variables that commands do not get, unless they are inputs of their job
 * @param outputs the outputs of proven jobs, and which outputs the build may restore
 */
public record PlannedBuild(
        Plan plan,
        ComponentMap map,
        MapSource source,
        String repository,
        Scope scope,
        Optional<String> untrusted,
        boolean counts,
        Optional<SCM> scm,
        Optional<String> baseline,
        ProvenCommit.Around around,
        List<String> platforms,
        List<String> hidden,
        PlannedOutputs outputs) {}
