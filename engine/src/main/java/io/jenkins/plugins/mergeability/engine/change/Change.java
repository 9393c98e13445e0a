package io.jenkins.plugins.mergeability.engine.change;

import java.util.List;
import java.util.Optional;

/**
 * What has changed.
 *
 * @param paths the changed paths, sorted; both paths of a file that moved; empty where everything counts as changed
 * @param everything a sentence that says why everything counts as changed, where it does
 * @param base the commit the change starts from, the merge base; absent where there is none to compare with
 * @param head the commit that is looked at or that the working tree started from; absent before the first commit
 * @param uncommitted whether the working tree differs from {@code head}, and that is part of the change
 * @param notes what else a reader should know, in sentences
 */
public record Change(
        List<String> paths,
        Optional<String> everything,
        Optional<String> base,
        Optional<String> head,
        boolean uncommitted,
        List<String> notes) {

    public Change {
        paths = paths.stream().sorted().distinct().toList();
        notes = List.copyOf(notes);
    }
}
