package io.jenkins.plugins.mergeability.engine.verdict;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The facts about a pull request that a verdict depends on.
 *
 * @param mergeability whether it conflicts with its target branch
 * @param draft whether it is marked as a draft
 * @param labels the names of its labels, case-insensitive as at GitHub
 * @param author the login of its author, case-insensitive
 * @param head its newest commit
 * @param reviews its reviews, in any order; of two submitted at the same time the one at the higher index is later
 * @param ownership its code owners, if {@link MergeRules#needsOwners} says that they matter
 */
public record PullRequest(
        MergeableState mergeability,
        boolean draft,
        Set<String> labels,
        String author,
        String head,
        List<Review> reviews,
        Ownership ownership) {

    /** A pull request without code owners. */
    public PullRequest(
            MergeableState mergeability,
            boolean draft,
            Set<String> labels,
            String author,
            String head,
            List<Review> reviews) {
        this(mergeability, draft, labels, author, head, reviews, Ownership.NONE);
    }

    public PullRequest {
        Set<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sorted.addAll(labels);
        labels = Collections.unmodifiableSet(sorted);
        reviews = List.copyOf(reviews);
    }
}
