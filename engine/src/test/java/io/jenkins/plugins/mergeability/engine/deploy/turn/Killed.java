package io.jenkins.plugins.mergeability.engine.deploy.turn;

/** The end of a process at a moment that it did not choose. */
final class Killed extends Error {

    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}
