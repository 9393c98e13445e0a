package io.jenkins.plugins.mergeability.proofs;

import java.util.regex.Pattern;

/** The full ID of a commit, in a repository with SHA-1 or with SHA-256. */
public final class CommitId {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private CommitId() {}

    /** Whether a revision is a full ID, and not a name or an abbreviation. */
    public static boolean is(String revision) {
        return ID.matcher(revision).matches();
    }
}
