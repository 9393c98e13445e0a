package io.jenkins.plugins.mergeability.engine.change.git;

import io.jenkins.plugins.mergeability.engine.text.NearestName;
import java.util.ArrayList;
import java.util.List;

/** Finds the existing names that an unknown name most likely stands for. */
final class SimilarNames {

    private static final int MAX_NAMES = 3;

    private SimilarNames() {}

    /** Up to three of {@code names}: first those with an additional prefix, such as a remote's, then the nearest. */
    static List<String> of(String wanted, List<String> names) {
        List<String> near = new ArrayList<>();
        for (String name : names.stream().sorted().toList()) {
            if (near.size() < MAX_NAMES && (name.endsWith("/" + wanted) || name.equalsIgnoreCase(wanted))) {
                near.add(name);
            }
        }
        String nearest = new NearestName().to(wanted, names);
        if (nearest != null && near.size() < MAX_NAMES && !near.contains(nearest)) {
            near.add(nearest);
        }
        return near;
    }
}
