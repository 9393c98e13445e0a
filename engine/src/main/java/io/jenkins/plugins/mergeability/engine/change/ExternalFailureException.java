package io.jenkins.plugins.mergeability.engine.change;

import java.io.IOException;
import java.io.Serial;

/** A failure of an external system, such as git or the network, with valid input. */
public final class ExternalFailureException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    public ExternalFailureException(String message) {
        super(message);
    }

    public ExternalFailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
