package io.jenkins.plugins.mergeability.record;

import java.util.List;
import java.util.Map;

/**
 * The facts about a build that are recorded beside its plan.
 *
 * @param mapName the name of the component map in error messages
 * @param repository the normalized address of the repository; empty where there is none
 * @param untrusted the source of the build, such as {@code PR-17}, if it gets no credentials; null for a trusted build
 * @param scope the builds that share their outcomes with this one; null where it is not recorded
 * @param baseline the builds whose last proven commit this build updates; null where it updates none, as for a pull request
 * @param proofs whether results are recorded as proofs
 * @param maxParallel how many jobs may run at the same time; 0 for any number
 * @param failFast whether the first failure stops the rest
 * @param informational platforms on which a failure is shown but does not count
 * @param branches the branches of the pipeline that run jobs
 * @param labels the label expression of the agents of each job that runs, by {@code component/job@platform}; empty for
 *     any agent
 * @param variables a digest of each variable of the environment that decides the outcome of jobs; null where it is not
 *     recorded
 * @param fingerprints the fingerprints of platforms, by name
 * @param platforms the configured platforms, if a job of the map is for all of them
 * @param hidden the variables that commands do not get, unless they are inputs of their job
 * @param created when the plan was made, in milliseconds since 1970
 * @param step the id of the flow node of the step that planned; null where it is not recorded
 * @param workspace the agent and the path of the workspace in which the step was called; null if it was called outside of any
 */
public record BuildFacts(
        String mapName,
        String repository,
        String untrusted,
        String scope,
        String baseline,
        boolean proofs,
        int maxParallel,
        boolean failFast,
        List<String> informational,
        List<Branch> branches,
        Map<String, String> labels,
        Map<String, String> variables,
        Map<String, String> fingerprints,
        List<String> platforms,
        List<String> hidden,
        long created,
        String step,
        String workspace) {

    /**
     * A branch of the pipeline that runs jobs one after another.
     *
     * @param name its name in the pipeline
     * @param component the component whose jobs it runs; null for jobs of any component
     * @param labels the label expressions of the jobs it runs; empty for those of its component's jobs
     * @param onCallingAgent whether it runs in the workspace in which the step was called
     */
    public record Branch(String name, String component, List<String> labels, boolean onCallingAgent) {
        public Branch {
            labels = List.copyOf(labels);
        }
    }

    public BuildFacts {
        informational = List.copyOf(informational);
        branches = List.copyOf(branches);
        labels = Map.copyOf(labels);
        fingerprints = fingerprints == null ? Map.of() : Map.copyOf(fingerprints);
        platforms = platforms == null ? List.of() : List.copyOf(platforms);
        hidden = hidden == null ? List.of() : List.copyOf(hidden);
    }
}
