package io.jenkins.plugins.mergeability.engine.deploy;

import java.io.IOException;

/** The order of the commits of an environment's branch. */
public interface CommitOrder {

    /** How a commit is related to another one. */
    enum Relation {
        SAME,
        DESCENDANT,
        ANCESTOR,
        /** Neither is an ancestor of the other, or one no longer exists. */
        UNRELATED
    }

    /** What a commit is to {@code other}: its descendant, for example. */
    Relation relation(String commit, String other) throws IOException;

    /** Whether a commit can be reached from the branch of the environment. */
    boolean onBranch(String commit) throws IOException;
}
