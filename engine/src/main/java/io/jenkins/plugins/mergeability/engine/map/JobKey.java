package io.jenkins.plugins.mergeability.engine.map;

import java.util.Optional;

/**
 * One job on one platform: what is planned, proven and run as one. Written {@code component/job} or
 * {@code component/job@platform}.
 *
 * @param component the component's name, or that of something else which has to end well and is no job of a map
 * @param job the job's name; empty for what is no job of a map
 * @param platform the platform's name; empty for a job that names none and runs once, anywhere
 */
public record JobKey(String component, String job, Optional<String> platform) implements Comparable<JobKey> {

    /** The job this is, whatever the platform. */
    public JobRef ref() {
        return new JobRef(component, job);
    }

    @Override
    public int compareTo(JobKey other) {
        int order = component.compareTo(other.component);
        if (order == 0) {
            order = job.compareTo(other.job);
        }
        return order != 0 ? order : platform.orElse("").compareTo(other.platform.orElse(""));
    }

    // Written out, as in JobRef.
    @Override
    public boolean equals(Object other) {
        return other instanceof JobKey key
                && component.equals(key.component)
                && job.equals(key.job)
                && platform.equals(key.platform);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * component.hashCode() + job.hashCode()) + platform.hashCode();
    }

    @Override
    public String toString() {
        return component
                + (job.isEmpty() ? "" : "/" + job)
                + platform.map(name -> "@" + name).orElse("");
    }
}
