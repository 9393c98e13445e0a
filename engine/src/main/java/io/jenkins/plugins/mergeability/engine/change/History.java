package io.jenkins.plugins.mergeability.engine.change;

import java.util.Optional;

/** What a repository knows of one {@link Selection}. Implementations are safe for use by several threads. */
public interface History {

    /**
     * What has changed.
     *
     * @throws BadInputException if what was selected does not exist
     * @throws ExternalFailureException if it cannot be found out
     */
    Change change() throws BadInputException, ExternalFailureException;

    /**
     * Every path of what is looked at.
     *
     * @throws BadInputException if what was selected does not exist
     * @throws ExternalFailureException if it cannot be found out
     */
    Snapshot snapshot() throws BadInputException, ExternalFailureException;

    /**
     * Every path of a commit, such as {@link Change#base}.
     *
     * @throws BadInputException if what was selected does not exist
     * @throws ExternalFailureException if it cannot be found out
     */
    Snapshot snapshot(String commit) throws BadInputException, ExternalFailureException;

    /**
     * The content of a file in a commit, such as {@link Change#base}, or nothing where it is no file there.
     *
     * @throws BadInputException if what was selected does not exist
     * @throws ExternalFailureException if it cannot be found out
     */
    Optional<byte[]> file(String commit, String path) throws BadInputException, ExternalFailureException;
}
