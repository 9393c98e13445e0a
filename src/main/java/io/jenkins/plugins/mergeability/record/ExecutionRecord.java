package io.jenkins.plugins.mergeability.record;

/**
 * Where and when a job runs or ran.
 *
 * @param attempts how often it was started, including the attempts that lost their agent
 * @param branch the branch of the pipeline that runs it; empty before
 * @param agent the node it runs on; empty before
 * @param started when it started, in milliseconds since 1970; 0 before
 * @param millis its duration; 0 before its end
 */
public record ExecutionRecord(int attempts, String branch, String agent, long started, long millis) {

    static final ExecutionRecord NONE = new ExecutionRecord(0, "", "", 0, 0);

    ExecutionRecord started(String newBranch, String newAgent, long at) {
        return new ExecutionRecord(attempts + 1, newBranch, newAgent, at, 0);
    }

    ExecutionRecord requeued() {
        return new ExecutionRecord(attempts, "", "", 0, 0);
    }

    ExecutionRecord timed(long from, long took) {
        return new ExecutionRecord(attempts, branch, agent, from, took);
    }

    ExecutionRecord ended(long at) {
        boolean known = started == 0 || millis > 0;
        return new ExecutionRecord(attempts, branch, agent, started, known ? millis : Math.max(0, at - started));
    }
}
