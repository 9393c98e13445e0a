package io.jenkins.plugins.mergeability.engine.map;

import java.util.List;
import java.util.OptionalInt;

/**
 * Blocks that run at the same time; all failures are collected.
 *
 * @param branches the blocks, at least one, in the order of the map
 * @param failFast whether the first failure ends the other branches
 * @param maxParallel how many branches may run at once, at least 1; empty for no limit of its own
 * @param options the options of the whole block
 * @param position where it starts in the map
 */
public record Parallel(
        List<Block> branches, boolean failFast, OptionalInt maxParallel, BlockOptions options, Position position)
        implements Block {

    public Parallel {
        branches = List.copyOf(branches);
    }

    @Override
    public Parallel named(String name) {
        return new Parallel(branches, failFast, maxParallel, options.named(name), position);
    }
}
