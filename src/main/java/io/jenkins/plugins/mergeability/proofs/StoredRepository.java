package io.jenkins.plugins.mergeability.proofs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.Map;

/**
 * A repository with proofs.
 *
 * @param id the name of its directory, which identifies it
 * @param name the name, such as {@code github.com/acme/shop}
 * @param proofs the number of proven input hashes in all scopes
 * @param flaky the number of input hashes that have both passed and failed
 * @param scopes the number of branches, pull requests and jobs with proofs
 * @param bytes the size on the disk
 * @param lastUse the last time that a build used the proofs
 * @param error why a store could not be read; null if all could
 */
public record StoredRepository(
        String id,
        String name,
        int proofs,
        int flaky,
        Map<Scope.Kind, Integer> scopes,
        long bytes,
        Instant lastUse,
        @CheckForNull String error) {

    public StoredRepository {
        scopes = Map.copyOf(scopes);
    }

    /** The number of primary branches with proofs. */
    public int primary() {
        return scopes.getOrDefault(Scope.Kind.PRIMARY, 0);
    }

    /** The number of other branches, and of pull requests from the same repository, with proofs. */
    public int branches() {
        return scopes.getOrDefault(Scope.Kind.BRANCH, 0);
    }

    /** The number of other pull requests, and of jobs outside of multibranch projects, with proofs. */
    public int privateScopes() {
        return scopes.getOrDefault(Scope.Kind.PULL_REQUEST, 0) + scopes.getOrDefault(Scope.Kind.JOB, 0);
    }
}
