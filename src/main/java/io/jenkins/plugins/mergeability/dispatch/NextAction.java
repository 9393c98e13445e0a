package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.List;

/** What a branch of the pipeline does next. */
public sealed interface NextAction {

    /** End: no job is left for the branch. */
    record Done() implements NextAction {}

    /** Wait until the dispatcher calls back. */
    record Wait() implements NextAction {}

    /** Allocate an agent with this label, and claim jobs there. */
    record Agent(String label) implements NextAction {}

    /** Allocate an agent with this label, and run only this job there, in an empty workspace. */
    record Isolated(JobKey job, String label) implements NextAction {}

    /** Run these platforms of one job in parallel, each in a branch of its own. */
    record Platforms(List<JobKey> jobs) implements NextAction {
        public Platforms {
            jobs = List.copyOf(jobs);
        }
    }
}
