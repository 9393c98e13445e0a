package io.jenkins.plugins.mergeability.engine.map;

/**
 * One command line (or script of several lines), run in a shell of its own.
 *
 * @param run the text handed to the shell, never blank
 * @param options what applies to it
 * @param position where it stands in the map
 */
public record Command(String run, BlockOptions options, Position position) implements Block {

    @Override
    public Command named(String name) {
        return new Command(run, options.named(name), position);
    }
}
