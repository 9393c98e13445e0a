package io.jenkins.plugins.mergeability.engine.change.git;

import io.jenkins.plugins.mergeability.engine.text.NearestName;
import java.util.ArrayList;
import java.util.List;

/** The names that somebody who wrote another one may have meant. */
final class SimilarNames {

    private static final int MOST = 3;

    private SimilarNames() {}

    /** Up to three of {@code names}: first those that only have a prefix more, such as a remote's, then the nearest. */
    static List<String> of(String wanted, List<String> names) {
        List<String> near = new ArrayList<>();
        for (String name : names.stream().sorted().toList()) {
            if (near.size() < MOST && (name.endsWith("/" + wanted) || name.equalsIgnoreCase(wanted))) {
                near.add(name);
            }
        }
        String nearest = new NearestName().to(wanted, names);
        if (nearest != null && near.size() < MOST && !near.contains(nearest)) {
            near.add(nearest);
        }
        return near;
    }
}
