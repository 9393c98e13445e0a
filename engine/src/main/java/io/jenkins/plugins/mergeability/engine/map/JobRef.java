package io.jenkins.plugins.mergeability.engine.map;

/** The name of a job of a component, written {@code component/job}. */
public record JobRef(String component, String job) implements Comparable<JobRef> {

    @Override
    public int compareTo(JobRef other) {
        int byComponent = component.compareTo(other.component);
        return byComponent != 0 ? byComponent : job.compareTo(other.job);
    }

    // Written out: the generated methods are slow at their first use, which counts in a short-lived process.
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
