package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Archives of outputs, found by the digest of what they hold. A store keeps bytes; a reader verifies them with an
 * {@link OutputArchiveReader}, and removes what is damaged. Safe for use by several threads.
 */
public interface OutputStore {

    boolean has(OutputDigest digest) throws IOException;

    /** The archive, which counts as used now. */
    Optional<InputStream> get(OutputDigest digest) throws IOException;

    /**
     * Keeps an archive, which counts as used now. One that is kept already is not written again.
     *
     * @throws IOException if it cannot be written or read to its end; nothing of it is kept then
     */
    void put(OutputDigest digest, OutputArchive archive) throws IOException;

    /** All that is kept, in any order. */
    List<StoredOutput> list() throws IOException;

    /** Removes an archive, if it is kept; who is reading it reads on. */
    void remove(OutputDigest digest) throws IOException;
}
