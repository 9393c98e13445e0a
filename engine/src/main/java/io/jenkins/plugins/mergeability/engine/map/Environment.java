package io.jenkins.plugins.mergeability.engine.map;

import io.jenkins.plugins.mergeability.engine.map.environments.ApprovalRule;
import io.jenkins.plugins.mergeability.engine.map.environments.FreezeWindow;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where releases of components go, such as {@code staging}.
 *
 * @param name unique within the map
 * @param local whether the command line deploys to it
 * @param soak how long a release has to be verified in the environment before
 * @param approval who has to approve
 * @param freeze when nothing new is deployed
 * @param deploy how each component is deployed, sorted by component
 * @param position where its name is in the map
 */
public record Environment(
        String name,
        boolean local,
        Duration soak,
        Optional<ApprovalRule> approval,
        List<FreezeWindow> freeze,
        Map<String, DeployDefinition> deploy,
        Position position) {

    public Environment {
        freeze = List.copyOf(freeze);
        deploy = Collections.unmodifiableMap(new TreeMap<>(deploy));
    }
}
