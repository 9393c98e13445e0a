package io.jenkins.plugins.mergeability.engine.map;

/**
 * One command line (or script of several lines), which runs in its own shell.
 *
 * @param run the text handed to the shell, never blank
 * @param options the options of the command
 * @param position where it is in the map
 */
public record Command(String run, BlockOptions options, Position position) implements Block {

    @Override
    public Command named(String name) {
        return new Command(run, options.named(name), position);
    }
}
