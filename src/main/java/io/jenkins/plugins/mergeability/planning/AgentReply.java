package io.jenkins.plugins.mergeability.planning;

import java.io.Serializable;

/**
 * What an agent answers to an {@link AgentQuery}: the facts, or what is missing to tell them.
 *
 * @param facts the facts; null if there is anything else
 * @param failure why there will never be an answer, for people; null if that is not so
 * @param lack what is missing; null if nothing
 * @param why what git says of that, as a sentence
 * @param shallow whether the clone is shallow, so that fetching more of its history might help
 */
record AgentReply(RepositoryFacts facts, String failure, Lack lack, String why, boolean shallow)
        implements Serializable {

    /** What a clone may lack. */
    enum Lack {
        /** The commit to compare with. */
        BASE,
        /** A common ancestor of that commit and what is checked out. */
        HISTORY,
        /** The commit is no ancestor of what is checked out, though it should be. */
        ANCESTRY
    }

    static AgentReply of(RepositoryFacts facts) {
        return new AgentReply(facts, null, null, "", false);
    }

    static AgentReply failure(String message) {
        return new AgentReply(null, message, null, "", false);
    }

    static AgentReply noBase(boolean shallow) {
        return new AgentReply(null, null, Lack.BASE, "", shallow);
    }

    static AgentReply noHistory(String why, boolean shallow) {
        return new AgentReply(null, null, Lack.HISTORY, why, shallow);
    }

    static AgentReply rewritten() {
        return new AgentReply(null, null, Lack.ANCESTRY, "", false);
    }

    /** Whether fetching a base, or more of the history, might help. */
    boolean mayBeFetched(Base.Commit base) {
        return !base.branch().isEmpty() && (shallow || lack == Lack.BASE && !base.ancestor());
    }

    /** A sentence that says why nothing can be compared with a base, although it is known. */
    String why(Base.Commit base) {
        String commit = base.words() + " (" + base.revision() + ")";
        return switch (lack) {
            case BASE -> commit + " is not in the clone" + (shallow ? ", which is shallow" : "");
            case HISTORY -> why;
            case ANCESTRY -> "the history was rewritten: " + commit + " is no longer part of it";
        };
    }
}
