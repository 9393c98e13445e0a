package io.jenkins.plugins.mergeability.engine.change;

import java.util.List;
import java.util.Optional;

/**
 * Which change is asked about.
 *
 * @param extent what counts as changed
 * @param head the revision to look at; the working tree, uncommitted changes included, where there is none
 */
public record Selection(Extent extent, Optional<String> head) {

    /** What counts as changed. */
    public sealed interface Extent {}

    /** What differs from the repository's default branch, as far as one can be told. */
    public record SinceDefault() implements Extent {}

    /** What differs from the merge base with this revision, which has to exist. */
    public record Since(String base) implements Extent {}

    /** These paths, found out by somebody else. */
    public record Paths(List<String> paths) implements Extent {

        public Paths {
            paths = paths.stream().sorted().distinct().toList();
        }
    }

    /** Everything, for a reason that a sentence tells. */
    public record Everything(String why) implements Extent {}

    /** The working tree against the default branch. */
    public static final Selection DEFAULT = new Selection(new SinceDefault(), Optional.empty());

    /** What the working tree differs in from the merge base with {@code base}. */
    public static Selection since(String base) {
        return new Selection(new Since(base), Optional.empty());
    }

    /** The same, asked about a revision. */
    public Selection at(String revision) {
        return new Selection(extent, Optional.of(revision));
    }
}
