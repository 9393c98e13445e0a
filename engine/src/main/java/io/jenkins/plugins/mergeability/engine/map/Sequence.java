package io.jenkins.plugins.mergeability.engine.map;

import java.util.List;

/**
 * Blocks that run one after another, up to the first that fails.
 *
 * @param steps the blocks in order, at least one
 * @param options the options of the sequence
 * @param position where it starts in the map
 */
public record Sequence(List<Block> steps, BlockOptions options, Position position) implements Block {

    public Sequence {
        steps = List.copyOf(steps);
    }

    @Override
    public Sequence named(String name) {
        return new Sequence(steps, options.named(name), position);
    }
}
