package io.jenkins.plugins.mergeability.proofs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;

/**
 * A repository with proofs.
 *
 * @param id the name of its directory, which identifies it
 * @param name the name, such as {@code github.com/acme/shop}
 * @param proofs the number of proven input hashes, including those of untrusted pull requests
 * @param flaky the number of input hashes that have both passed and failed
 * @param untrusted the number of untrusted pull requests with proofs
 * @param branches the number of branches with a fully proven commit
 * @param bytes the size on the disk
 * @param lastUse the last time that a build used the proofs
 * @param error why a store could not be read; null if all could
 */
public record StoredRepository(
        String id,
        String name,
        int proofs,
        int flaky,
        int untrusted,
        int branches,
        long bytes,
        Instant lastUse,
        @CheckForNull String error) {}
