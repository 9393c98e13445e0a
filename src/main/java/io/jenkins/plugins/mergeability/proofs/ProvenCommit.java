package io.jenkins.plugins.mergeability.proofs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A commit for which everything was proven, and what its proofs were for besides the repository.
 *
 * @param commit the ID of the commit
 * @param build the build, such as {@code main #812}
 * @param around what the proofs were for; empty if that was not recorded
 */
public record ProvenCommit(String commit, String build, Optional<Around> around) {

    /**
     * What decides the outcome of jobs besides the repository.
     *
     * @param variables a digest of each variable of the environment, by name
     * @param fingerprints the fingerprints of platforms, by name
     * @param informational the names of the platforms on which failures do not count
     * @param platforms the names of the configured platforms; of a proven commit only if its map is for all of them
     */
    public record Around(
            SortedMap<String, String> variables,
            SortedMap<String, String> fingerprints,
            List<String> informational,
            List<String> platforms) {

        public Around {
            platforms = platforms == null ? List.of() : List.copyOf(new TreeSet<>(platforms));
            variables = new TreeMap<>(variables);
            fingerprints = new TreeMap<>(fingerprints);
            informational = List.copyOf(new TreeSet<>(informational));
        }
    }

    /** Why the commit is no base for a build, as a sentence; empty if it is one. */
    public Optional<String> difference(Around now) {
        if (around.isEmpty()) {
            return Optional.of("the environment of the last fully proven commit is not known");
        }
        Around then = around.get();
        List<String> variables = different(then.variables(), now.variables());
        if (!variables.isEmpty()) {
            return Optional.of("the environment differs from that of " + build + ": " + String.join(", ", variables));
        }
        List<String> fingerprints = different(then.fingerprints(), now.fingerprints());
        if (!fingerprints.isEmpty()) {
            return Optional.of("the fingerprints of platforms differ from those of " + build + ": "
                    + String.join(", ", fingerprints));
        }
        if (!then.platforms().isEmpty() && !then.platforms().equals(now.platforms())) {
            return Optional.of("the configured platforms differ from those of " + build + ": "
                    + String.join(", ", now.platforms()));
        }
        return then.informational().equals(now.informational())
                ? Optional.empty()
                : Optional.of("the informational platforms differ from those of " + build + ": "
                        + (now.informational().isEmpty()
                                ? "there are none now"
                                : String.join(", ", now.informational())));
    }

    private static List<String> different(Map<String, String> then, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        List<String> different = new ArrayList<>();
        for (String name : names) {
            if (!Optional.ofNullable(then.get(name)).equals(Optional.ofNullable(now.get(name)))) {
                different.add(name);
            }
        }
        return different;
    }
}
