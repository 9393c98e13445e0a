package io.jenkins.plugins.mergeability.engine.map;

import java.util.List;
import java.util.Optional;

/**
 * How a component is deployed to an environment.
 *
 * @param component the component
 * @param of the job whose outputs are deployed
 * @param platform the platform of that job; empty for a job without platforms
 * @param needs components of the environment that are deployed before it, sorted
 * @param before what runs before the release is switched to
 * @param run switches the environment to the release
 * @param verify passes if the environment runs the release and it works
 * @param position where it is in the map
 */
public record DeployDefinition(
        String component,
        String of,
        Optional<String> platform,
        List<String> needs,
        Optional<BeforeDeploy> before,
        Block run,
        Block verify,
        Position position) {

    public DeployDefinition {
        needs = NameRules.sorted(needs);
    }

    /** The job on a platform whose outputs are deployed. */
    public JobKey source() {
        return new JobKey(component, of, platform);
    }
}
