package io.jenkins.plugins.mergeability.engine.deploy;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The order in which a release passes through the environments of a map. Environments of the command line and the others
 * are two orders: neither knows what the other has verified.
 */
public final class EnvironmentOrder {

    private EnvironmentOrder() {}

    /** The environment in which a release of each component has to be verified before it enters another one. */
    public static Map<String, Environment> before(ComponentMap map, Environment environment) {
        Map<String, Environment> before = new TreeMap<>();
        for (Environment earlier : map.environments().values()) {
            if (earlier.name().equals(environment.name())) {
                break;
            }
            if (earlier.local() == environment.local()) {
                for (DeployDefinition definition : earlier.deploy().values()) {
                    if (environment.deploy().containsKey(definition.component())) {
                        before.put(definition.component(), earlier);
                    }
                }
            }
        }
        return before;
    }

    /** How long a release has to be verified in an environment until it is good: as long as it soaks for the next ones. */
    public static Duration soak(ComponentMap map, Environment environment) {
        Duration soak = Duration.ZERO;
        for (Environment later : map.environments().values()) {
            boolean follows = before(map, later).values().stream()
                    .anyMatch(earlier -> earlier.name().equals(environment.name()));
            if (follows && later.soak().compareTo(soak) > 0) {
                soak = later.soak();
            }
        }
        return soak;
    }
}
