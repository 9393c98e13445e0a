package io.jenkins.plugins.mergeability.engine.change;

import java.util.List;
import java.util.Optional;

/**
 * The change to determine.
 *
 * @param extent the paths that count as changed
 * @param head the revision to compare; empty for the working tree with its uncommitted changes
 */
public record Selection(Extent extent, Optional<String> head) {

    /** The paths that count as changed. */
    public sealed interface Extent {}

    /** The differences from the merge base with the default branch, if one can be determined. */
    public record SinceDefault() implements Extent {}

    /** The differences from the merge base with this revision, which must exist. */
    public record Since(String base) implements Extent {}

    /** These paths, determined by the caller. */
    public record Paths(List<String> paths) implements Extent {

        public Paths {
            paths = paths.stream().sorted().distinct().toList();
        }
    }

    /** Everything, with the reason as a sentence. */
    public record Everything(String why) implements Extent {}

    /** The working tree, compared with the default branch. */
    public static final Selection DEFAULT = new Selection(new SinceDefault(), Optional.empty());

    /** The working tree, compared with the merge base with {@code base}. */
    public static Selection since(String base) {
        return new Selection(new Since(base), Optional.empty());
    }

    /** The same for a revision instead of the working tree. */
    public Selection at(String revision) {
        return new Selection(extent, Optional.of(revision));
    }
}
