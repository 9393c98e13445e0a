package io.jenkins.plugins.mergeability.engine.verdict;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a verdict has to know of a pull request.
 *
 * @param mergeability whether it conflicts with its target branch
 * @param draft whether it is marked as a draft
 * @param labels the names of its labels, sorted without regard to case, in which GitHub tells no two apart
 * @param author the login of its author, in any case
 * @param head its newest commit
 * @param reviews its reviews, in any order; of two submitted at the same moment the one further back is the later one
 * @param ownership who owns what it changes, if {@link MergeRules#askForOwners} says that it matters
 */
public record PullRequest(
        MergeableState mergeability,
        boolean draft,
        Set<String> labels,
        String author,
        String head,
        List<Review> reviews,
        Ownership ownership) {

    /** One where it does not matter who owns what, or nothing has an owner. */
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
