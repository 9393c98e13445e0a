package io.jenkins.plugins.mergeability.record;

import java.util.List;
import java.util.Map;

/**
 * What a build has to remember of its plan beside the plan.
 *
 * @param mapName what problems call the component map
 * @param repository the normalized address of the repository; empty where there is none
 * @param untrusted who the build is not to be trusted for, such as {@code PR-17}; null for a trusted one
 * @param line the line of builds whose last proven commit the build moves; null where it moves none, as for a pull request
 * @param proofs whether outcomes are recorded as proofs
 * @param maxParallel how many jobs may run at once; 0 for any number
 * @param failFast whether the first failure ends the rest
 * @param informational platforms on which a failure is shown but does not count
 * @param lanes the branches of the pipeline that run jobs
 * @param labels the label expression each job on a platform runs on, by the job as it is written; empty for any agent
 * @param created when the plan was made, in milliseconds since 1970
 * @param step the id of the flow node of the step that made it; null where that is not remembered
 */
public record BuildFacts(
        String mapName,
        String repository,
        String untrusted,
        String line,
        boolean proofs,
        int maxParallel,
        boolean failFast,
        List<String> informational,
        List<Lane> lanes,
        Map<String, String> labels,
        long created,
        String step) {

    /**
     * A branch of the pipeline that runs jobs one after another.
     *
     * @param name what it is called in the pipeline
     * @param component the component whose jobs it runs; null for those of any
     * @param labels the label expressions of the jobs it runs; empty for whatever the jobs of its component need
     * @param here whether it runs on the agent and in the workspace the step was called in
     */
    public record Lane(String name, String component, List<String> labels, boolean here) {
        public Lane {
            labels = List.copyOf(labels);
        }
    }

    public BuildFacts {
        informational = List.copyOf(informational);
        lanes = List.copyOf(lanes);
        labels = Map.copyOf(labels);
    }
}
