package io.jenkins.plugins.mergeability.engine.change;

import java.util.List;
import java.util.Optional;

/**
 * A change: the changed paths and the commits it lies between.
 *
 * @param paths the changed paths, sorted; both paths of a moved file; empty if everything counts as changed
 * @param everything the reason why everything counts as changed, as a sentence, if it does
 * @param bases the merge bases, from which the change starts; none if there is nothing to compare with
 * @param head the selected commit, or the commit checked out in the working tree; absent before the first commit
 * @param uncommitted whether the change includes uncommitted changes of the working tree
 * @param notes remarks for the user, in sentences
 */
public record Change(
        List<String> paths,
        Optional<String> everything,
        List<String> bases,
        Optional<String> head,
        boolean uncommitted,
        List<String> notes) {

    public Change {
        paths = paths.stream().sorted().distinct().toList();
        bases = List.copyOf(bases);
        notes = List.copyOf(notes);
    }

    /** The merge base, or the first of several. */
    public Optional<String> base() {
        return bases.stream().findFirst();
    }
}
