package io.jenkins.plugins.mergeability.engine.run;

import java.util.List;

/**
 * How a block ended.
 *
 * @param state whether it passed
 * @param failures the commands that made it fail, in the order of the map
 */
record BlockResult(State state, List<CommandResult> failures) {

    /** Whether a block passed. A block that was ended because of something else has neither passed nor failed. */
    enum State {
        PASSED,
        FAILED,
        ENDED
    }

    static final BlockResult PASSED = new BlockResult(State.PASSED, List.of());
    static final BlockResult ENDED = new BlockResult(State.ENDED, List.of());

    static BlockResult failed(List<CommandResult> failures) {
        return new BlockResult(State.FAILED, failures);
    }

    boolean failed() {
        return state == State.FAILED;
    }
}
