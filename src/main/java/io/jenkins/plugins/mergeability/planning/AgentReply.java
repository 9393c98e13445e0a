package io.jenkins.plugins.mergeability.planning;

import java.io.Serializable;

/**
 * The reply to an {@link AgentQuery}: the facts, or what the repository lacks.
 *
 * @param facts the facts; null without success
 * @param objects the objects from the head to the map, if the map is the one at the head; null without success
 * @param failure the error message if no base can succeed; otherwise null
 * @param lack what is missing; null if nothing
 * @param reason the explanation of git, as a sentence
 * @param shallow whether the clone is shallow, so fetching more history may help
 */
record AgentReply(RepositoryFacts facts, GitObjects objects, String failure, Lack lack, String reason, boolean shallow)
        implements Serializable {

    /** What a clone can lack. */
    enum Lack {
        /** The commit of the base. */
        BASE,
        /** A common ancestor of the base and the checked-out commit. */
        HISTORY,
        /** The base is not an ancestor of the checked-out commit, although it should be. */
        ANCESTRY
    }

    static AgentReply of(RepositoryFacts facts, GitObjects objects) {
        return new AgentReply(facts, objects, null, null, "", false);
    }

    static AgentReply failure(String message) {
        return new AgentReply(null, null, message, null, "", false);
    }

    static AgentReply noBase(boolean shallow) {
        return new AgentReply(null, null, null, Lack.BASE, "", shallow);
    }

    static AgentReply noHistory(String reason, boolean shallow) {
        return new AgentReply(null, null, null, Lack.HISTORY, reason, shallow);
    }

    static AgentReply rewritten() {
        return new AgentReply(null, null, null, Lack.ANCESTRY, "", false);
    }

    /** Whether fetching the base or more history may help. */
    boolean mayBeFetched(Base.Commit base) {
        return !base.branch().isEmpty() && (shallow || lack == Lack.BASE && !base.ancestor());
    }

    /** A sentence that explains why a comparison with the base is not possible. */
    String reason(Base.Commit base) {
        String commit = base.description() + " (" + base.revision() + ")";
        return switch (lack) {
            case BASE -> commit + " is not in the clone" + (shallow ? ", which is shallow" : "");
            case HISTORY -> reason;
            case ANCESTRY -> "the history was rewritten: " + commit + " is no longer part of it";
        };
    }
}
