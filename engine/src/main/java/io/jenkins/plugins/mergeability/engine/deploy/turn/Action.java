package io.jenkins.plugins.mergeability.engine.deploy.turn;

import io.jenkins.plugins.mergeability.engine.deploy.DeployStep;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EventKind;

/** What is done next in an environment. */
public sealed interface Action {

    /** The candidate that it is about. */
    Candidate candidate();

    /**
     * An event is recorded.
     *
     * @param candidate the candidate that it is about
     * @param kind the event
     * @param other the other candidate of the event, or null
     * @param why the text of the event
     */
    record Record(Candidate candidate, EventKind kind, Candidate other, String why) implements Action {}

    /**
     * A step is performed.
     *
     * @param candidate the candidate whose state it changes
     * @param step the step
     * @param subject the candidate whose release it is performed with: another one if that is put back
     * @param intent the event that is recorded before, or null
     * @param passed the event of success
     * @param failed the event of failure
     */
    record Perform(
            Candidate candidate,
            DeployStep step,
            Candidate subject,
            EventKind intent,
            EventKind passed,
            EventKind failed)
            implements Action {}
}
