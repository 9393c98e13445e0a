package io.jenkins.plugins.mergeability.engine.deploy.turn;

/** An offer or a decision that is refused; the message says why. Nothing was recorded. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
