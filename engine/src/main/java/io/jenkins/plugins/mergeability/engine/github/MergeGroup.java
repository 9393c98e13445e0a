package io.jenkins.plugins.mergeability.engine.github;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The group of pull requests that a branch of a merge queue merges.
 *
 * @param head the head of the branch; empty if the branch does not exist any more
 * @param headOfPullRequest whether an open pull request has the same head: then somebody else made the branch, as a
 *     merge queue makes commits of its own
 * @param pullRequests the numbers of the pull requests: of the branch, and, if they were asked for, of those branches of
 *     the queue whose heads are ancestors of its head
 */
public record MergeGroup(Optional<String> head, boolean headOfPullRequest, SortedSet<Integer> pullRequests) {

    /** The group of a branch that does not exist any more. */
    static final MergeGroup GONE = new MergeGroup(Optional.empty(), false, new TreeSet<>());

    public MergeGroup {
        pullRequests = Collections.unmodifiableSortedSet(new TreeSet<>(pullRequests));
    }
}
