package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;

/** An archive that is damaged, or is not what its digest names. */
public final class DamagedOutputException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient OutputDigest digest;

    DamagedOutputException(OutputDigest digest, String problem, Throwable cause) {
        super("outputs " + digest.hex().substring(0, 12) + " are damaged: " + problem, cause);
        this.digest = digest;
    }

    /** What was to be read. */
    public OutputDigest digest() {
        return digest;
    }
}
