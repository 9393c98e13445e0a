package io.jenkins.plugins.mergeability.engine.map;

import java.util.Optional;

/**
 * A job that must have passed before another.
 *
 * @param ref the needed job
 * @param platform the platform on which it must have passed; empty for that of the job that needs it, or all where it does not
 *     run there
 */
public record Need(JobRef ref, Optional<String> platform) implements Comparable<Need> {

    /** A need that names no platform. */
    public static Need of(JobRef ref) {
        return new Need(ref, Optional.empty());
    }

    @Override
    public int compareTo(Need other) {
        int byJob = ref.compareTo(other.ref);
        return byJob != 0 ? byJob : platform.orElse("").compareTo(other.platform.orElse(""));
    }

    // Written out, as in JobRef.
    @Override
    public boolean equals(Object other) {
        return other instanceof Need need && ref.equals(need.ref) && platform.equals(need.platform);
    }

    @Override
    public int hashCode() {
        return 31 * ref.hashCode() + platform.hashCode();
    }
}
