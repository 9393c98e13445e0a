package io.jenkins.plugins.mergeability.engine.map;

import java.util.Optional;

/**
 * One job on one platform: the unit that is planned, proven and run. Written {@code component/job} or
 * {@code component/job@platform}.
 *
 * @param component the component's name, or the name of another required check
 * @param job the job's name; empty for a required check that is not a job of a map
 * @param platform the platform's name; empty for a job without platforms, which runs once, anywhere
 */
public record JobKey(String component, String job, Optional<String> platform) implements Comparable<JobKey> {

    /** The key that is written so; what has no slash is the name of another required check. */
    public static JobKey parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            return new JobKey(text, "", Optional.empty());
        }
        int at = text.indexOf('@', slash);
        String job = text.substring(slash + 1, at < 0 ? text.length() : at);
        return new JobKey(
                text.substring(0, slash), job, at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1)));
    }

    /** The job, without the platform. */
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
