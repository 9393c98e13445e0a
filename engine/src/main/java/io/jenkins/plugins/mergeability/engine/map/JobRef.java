package io.jenkins.plugins.mergeability.engine.map;

/** The name of a job of a component, written {@code component/job}. */
public record JobRef(String component, String job) implements Comparable<JobRef> {

    @Override
    public int compareTo(JobRef other) {
        int byComponent = component.compareTo(other.component);
        return byComponent != 0 ? byComponent : job.compareTo(other.job);
    }

    @Override
    public String toString() {
        return component + "/" + job;
    }
}
