package io.jenkins.plugins.mergeability.engine.map;

/** The name of a job of a component, written {@code component/job}. */
public record JobRef(String component, String job) implements Comparable<JobRef> {

    @Override
    public int compareTo(JobRef other) {
        int byComponent = component.compareTo(other.component);
        return byComponent != 0 ? byComponent : job.compareTo(other.job);
    }

    // Written out: at the start of a process the generated ones cost more than everything they are used for.
    @Override
    public boolean equals(Object other) {
        return other instanceof JobRef ref && component.equals(ref.component) && job.equals(ref.job);
    }

    @Override
    public int hashCode() {
        return 31 * component.hashCode() + job.hashCode();
    }

    @Override
    public String toString() {
        return component + "/" + job;
    }
}
