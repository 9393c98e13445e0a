package io.jenkins.plugins.mergeability.environment;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The outcome of an offer of a release by a build.
 *
 * @param component the component
 * @param environment the environment
 * @param outcome {@code offered}, {@code live already}, or {@code refused:} with the reason
 */
record ReleaseOffer(String component, String environment, String outcome) {

    static final String OFFERED = "offered";
    static final String LIVE = "live already";

    static ReleaseOffer refused(String component, String environment, String why) {
        return new ReleaseOffer(component, environment, "refused: " + why);
    }

    /** The offer as data for a pipeline. */
    Map<String, String> data() {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("component", component);
        data.put("environment", environment);
        data.put("outcome", outcome);
        return data;
    }
}
