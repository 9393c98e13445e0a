package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What else decides the outcome of jobs, beside the repository.
 *
 * @param fingerprints what distinguishes a platform from an earlier one of the same name, by platform
 * @param variables the values of variables of the environment, for jobs that name them with {@code inputs.env}
 * @param digest a digest of everything around the jobs that decides their outcome; empty where nothing does
 */
public record RunEnvironment(Map<String, String> fingerprints, Map<String, String> variables, String digest) {

    /** Nothing else. */
    public static final RunEnvironment NONE = new RunEnvironment(Map.of(), Map.of(), "");

    public RunEnvironment {
        fingerprints = Map.copyOf(fingerprints);
        variables = Collections.unmodifiableMap(new TreeMap<>(variables));
    }

    /**
     * The environment of a map's jobs, with the variables that they name.
     *
     * @param environment the variables around the jobs
     * @param digest a digest of what else around the jobs decides their outcome
     */
    public static RunEnvironment of(
            ComponentMap map, Map<String, String> fingerprints, Map<String, String> environment, String digest) {
        Map<String, String> variables = new TreeMap<>();
        for (Component component : map.components().values()) {
            for (Job job : component.jobs().values()) {
                for (String name : job.settings().files().inputs().env()) {
                    if (environment.containsKey(name)) {
                        variables.put(name, environment.get(name));
                    }
                }
            }
        }
        return new RunEnvironment(fingerprints, variables, digest);
    }
}
