package io.jenkins.plugins.mergeability.engine.github;

import java.io.IOException;

/** Tells that nobody can say who owns what a pull request changes, as opposed to not just now. */
final class UnknownOwnersException extends IOException {

    private static final long serialVersionUID = 1L;

    UnknownOwnersException(String why) {
        super(why);
    }
}
