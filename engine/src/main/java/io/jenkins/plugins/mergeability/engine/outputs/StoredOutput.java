package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.time.Instant;

/**
 * An archive in a store.
 *
 * @param digest what it holds
 * @param bytes its compressed length
 * @param lastUsed when it was put or last read
 */
public record StoredOutput(OutputDigest digest, long bytes, Instant lastUsed) {}
