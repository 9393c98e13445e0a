package io.jenkins.plugins.mergeability.engine.deploy.turn;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that a candidate waits for.
 *
 * @param reason what it is
 * @param until when it ends by itself; empty if it does not
 * @param detail a component, an environment or a number, as the reason has it
 */
public record Wait(Reason reason, Optional<Instant> until, String detail) {

    /** What a candidate can wait for. */
    public enum Reason {
        /** It is not verified in the environment before. */
        VERIFIED_BEFORE("to be verified in %s"),
        /** It did not hold in the environment before. */
        ROLLED_BACK_BEFORE("for a newer release, because it did not hold in %s"),
        /** It was never deployed to the environment before, and cannot be any more. */
        PASSED_OVER_BEFORE("for a newer release, because %s does not take it any more"),
        /** It is not verified long enough in the environment before. */
        SOAK("to be verified long enough in %s"),
        /** Approvals are missing. */
        APPROVAL("for %s"),
        /** Nothing is deployed at this time. */
        FREEZE("for the end of the freeze %s"),
        /** A component that it needs goes first, or needs a person. */
        NEEDS("for %s, which goes first"),
        /** A person has to settle an earlier deployment. */
        BLOCKED("for a person to settle candidate %s"),
        /** Its commit is not newer than what was deployed, and not older. */
        REWRITTEN("for a person: its commit does not follow from commit %s, which was deployed"),
        /** The same commit was deployed and did not hold. */
        FAILED_BEFORE("for a person: commit %s was deployed and did not hold");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    static Wait of(Reason reason, String detail) {
        return new Wait(reason, Optional.empty(), detail);
    }

    static Wait until(Instant end, Reason reason, String detail) {
        return new Wait(reason, Optional.of(end), detail);
    }

    /** What it waits for, in words that follow "waits". */
    public String text() {
        return String.format(reason.text, detail);
    }
}
