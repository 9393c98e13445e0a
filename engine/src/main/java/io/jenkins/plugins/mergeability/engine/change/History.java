package io.jenkins.plugins.mergeability.engine.change;

import java.util.Optional;

/** The history of a repository for one {@link Selection}. Implementations are thread-safe. */
public interface History {

    /**
     * The change.
     *
     * @throws BadInputException if the selection does not exist
     * @throws ExternalFailureException if it cannot be read
     */
    Change change() throws BadInputException, ExternalFailureException;

    /**
     * All paths of the selected tree.
     *
     * @throws BadInputException if the selection does not exist
     * @throws ExternalFailureException if it cannot be read
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
     * The content of a file in a commit, such as {@link Change#base}, or empty if it is not a file there.
     *
     * @throws BadInputException if the selection does not exist
     * @throws ExternalFailureException if it cannot be read
     */
    Optional<byte[]> file(String commit, String path) throws BadInputException, ExternalFailureException;

    /**
     * The content of a regular file of a snapshot; empty if it has more bytes than a bound, or is no longer there as the
     * snapshot has it.
     *
     * @param entry its entry in the snapshot
     * @throws BadInputException if the selection does not exist
     * @throws ExternalFailureException if it cannot be read
     */
    Optional<byte[]> content(String path, Snapshot.Entry entry, int mostBytes)
            throws BadInputException, ExternalFailureException;
}
