package io.jenkins.plugins.mergeability.engine.change;

import java.io.IOException;
import java.io.Serial;

/** Something outside failed, such as git or the network, though what was asked for made sense. */
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
