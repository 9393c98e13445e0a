package io.jenkins.plugins.mergeability.engine.change;

import java.io.Serial;

/** Invalid input, which the caller can fix. The message says where, what is wrong and how to fix it. */
public final class BadInputException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    public BadInputException(String message) {
        super(message);
    }
}
