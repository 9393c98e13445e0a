package io.jenkins.plugins.mergeability.engine.verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who owns what a pull request changes, as far as the rules ask for it.
 *
 * @param shares what has owners, one share for all paths with the same owners; none if nothing has
 * @param doubtful who may own something of which nobody could be told whether they do, without regard to case
 * @param unknown why it could not be found out at all; nothing then counts as an owner's
 */
public record Ownership(List<Share> shares, Set<String> doubtful, Optional<String> unknown) {

    /** How many owners are named where there are more than one or two. */
    private static final int NAMED = 3;

    /** Nothing has an owner, or nobody asked. */
    public static final Ownership NONE = new Ownership(List.of(), Set.of(), Optional.empty());

    /**
     * Paths with the same owners.
     *
     * @param path one of them
     * @param owners the owners, as people know them; at least one
     * @param reviewers who of those asked about was found to be among them, without regard to case
     */
    public record Share(String path, List<String> owners, Set<String> reviewers) {

        public Share {
            owners = List.copyOf(owners);
            reviewers = anyCase(reviewers);
        }

        /** Whose approval of what is needed. */
        String words() {
            int shown = owners.size() > NAMED ? NAMED - 1 : owners.size();
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
        doubtful = anyCase(doubtful);
    }

    /** It could not be found out. */
    public static Ownership unknown(String why) {
        return new Ownership(List.of(), Set.of(), Optional.of(why));
    }

    /** Whether somebody owns something of it. */
    public boolean isOwner(String login) {
        for (Share share : shares) {
            if (share.reviewers().contains(login)) {
                return true;
            }
        }
        return false;
    }

    /** Whose approval of what is still needed, in words. */
    List<String> awaited(Collection<String> approvedBy) {
        List<String> awaited = new ArrayList<>();
        for (Share share : shares) {
            if (approvedBy.stream().noneMatch(share.reviewers()::contains)) {
                awaited.add(share.words());
            }
        }
        return awaited;
    }

    private static Set<String> anyCase(Collection<String> logins) {
        Set<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sorted.addAll(logins);
        return Collections.unmodifiableSet(sorted);
    }
}
