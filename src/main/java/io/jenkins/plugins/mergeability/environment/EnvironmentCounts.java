package io.jenkins.plugins.mergeability.environment;

/**
 * How many environments of this controller are in a state that people should know of.
 *
 * @param behind those to which something newer was offered than is live
 * @param rolledBack those in which the newest deployment of a component did not hold
 * @param waitingForPerson those in which something waits for an approval or a decision
 */
public record EnvironmentCounts(int behind, int rolledBack, int waitingForPerson) {

    /** The counts as of the last change of each environment; reads nothing. */
    public static EnvironmentCounts current() {
        return EnvironmentSummaries.counts();
    }
}
