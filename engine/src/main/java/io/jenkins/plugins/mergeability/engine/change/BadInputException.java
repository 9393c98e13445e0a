package io.jenkins.plugins.mergeability.engine.change;

import java.io.Serial;

/** What was asked for cannot be: whoever asked can mend it. The message says where, what is wrong and how. */
public final class BadInputException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    public BadInputException(String message) {
        super(message);
    }
}
