package io.jenkins.plugins.mergeability.proofs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;

/**
 * A repository of which proofs are kept.
 *
 * @param id the name of its directory, by which it is cleared
 * @param name what the repository is called, such as {@code github.com/acme/shop}
 * @param proofs how many input hashes are proven, for everybody or for one pull request
 * @param flaky how many input hashes have both passed and failed
 * @param untrusted how many untrusted pull requests have proofs of their own
 * @param branches how many branches have a commit for which everything was proven
 * @param bytes how much room it takes
 * @param lastUse when a build last asked for its proofs
 * @param problem why not all of it could be read; null if it could
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
        @CheckForNull String problem) {}
