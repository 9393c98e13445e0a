package io.jenkins.plugins.mergeability.engine.verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The code owners of a pull request, as far as the rules need them.
 *
 * @param shares the changed paths that have owners, one share for all paths with the same owners
 * @param unknown why the owners could not be determined at all; then nobody counts as an owner
 */
public record Ownership(List<Share> shares, Optional<String> unknown) {

    /** How many owners are listed at most. */
    private static final int MAX_LISTED = 3;

    /** No path has an owner, or owners do not matter. */
    public static final Ownership NONE = new Ownership(List.of(), Optional.empty());

    /**
     * Paths with the same owners.
     *
     * @param path the first of them
     * @param owners the display names of the owners, at least one
     * @param reviewers the reviewers who are among the owners, case-insensitive
     */
    public record Share(String path, List<String> owners, Set<String> reviewers) {

        public Share {
            owners = List.copyOf(owners);
            reviewers = caseInsensitive(reviewers);
        }

        /** The owners and the path, as in "awaiting approval of". */
        String text() {
            int shown = owners.size() > MAX_LISTED ? MAX_LISTED - 1 : owners.size();
            String named = String.join(", ", owners.subList(0, shown));
            if (owners.size() > shown) {
                named += " or " + (owners.size() - shown) + " others";
            } else if (shown > 1) {
                named = String.join(", ", owners.subList(0, shown - 1)) + " or " + owners.get(shown - 1);
            }
            return named + " for " + path;
        }
    }

    public Ownership {
        shares = List.copyOf(shares);
    }

    /** The owners could not be determined. */
    public static Ownership unknown(String why) {
        return new Ownership(List.of(), Optional.of(why));
    }

    /** The shares that still need the approval of an owner, as text. */
    List<String> missingApprovals(Collection<String> approvedBy) {
        List<String> missing = new ArrayList<>();
        for (Share share : shares) {
            if (approvedBy.stream().noneMatch(share.reviewers()::contains)) {
                missing.add(share.text());
            }
        }
        return missing;
    }

    private static Set<String> caseInsensitive(Collection<String> logins) {
        Set<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sorted.addAll(logins);
        return Collections.unmodifiableSet(sorted);
    }
}
