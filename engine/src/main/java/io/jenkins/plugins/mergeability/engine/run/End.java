package io.jenkins.plugins.mergeability.engine.run;

import java.util.List;

/**
 * How a block ended.
 *
 * @param state whether it passed
 * @param failures the commands that made it fail, in the order of the map
 */
record End(State state, List<CommandResult> failures) {

    /** Whether a block passed; one that was ended for the sake of something else has neither passed nor failed. */
    enum State {
        PASSED,
        FAILED,
        ENDED
    }

    static final End PASSED = new End(State.PASSED, List.of());
    static final End ENDED = new End(State.ENDED, List.of());

    static End failed(List<CommandResult> failures) {
        return new End(State.FAILED, failures);
    }

    boolean failed() {
        return state == State.FAILED;
    }
}
