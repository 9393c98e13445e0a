package io.jenkins.plugins.mergeability.engine.github;

import java.io.IOException;

/** The code owners of a pull request cannot be determined, and a retry would not change that. */
final class UnknownOwnersException extends IOException {

    private static final long serialVersionUID = 1L;

    UnknownOwnersException(String why) {
        super(why);
    }
}
