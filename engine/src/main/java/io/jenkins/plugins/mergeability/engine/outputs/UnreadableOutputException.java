package io.jenkins.plugins.mergeability.engine.outputs;

import java.io.IOException;

/** An archive that could not be read to its end, which says nothing of what it holds: a network or a disk failed. */
public final class UnreadableOutputException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableOutputException(IOException cause) {
        super("the outputs cannot be read: " + (cause.getMessage() == null ? cause : cause.getMessage()), cause);
    }
}
