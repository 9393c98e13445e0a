package io.jenkins.plugins.mergeability.engine.deploy.turn;

import io.jenkins.plugins.mergeability.engine.deploy.CommitOrder;
import io.jenkins.plugins.mergeability.engine.deploy.CommitOrder.Relation;
import io.jenkins.plugins.mergeability.engine.deploy.DeployStep;
import io.jenkins.plugins.mergeability.engine.deploy.DeployTarget;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EnvironmentRecord;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EventKind;
import io.jenkins.plugins.mergeability.engine.deploy.journal.JournalEvent;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deploys to an environment: takes offers and decisions of people, and carries out what has its turn, step by step. */
public final class Deployer {

    private final EnvironmentRecord record;
    private final CommitOrder order;
    private final DeployTarget target;
    private final InstantSource clock;
    private final Duration soak;
    private final Waits waits;
    private final Turn turn;

    /**
     * A deployer, the only one of its environment at a time.
     *
     * @param before the environment that a release has to be verified in first, by component
     * @param soak how long a release has to be verified here until it is good
     */
    public Deployer(
            Environment environment,
            EnvironmentRecord record,
            Map<String, Waits.Before> before,
            CommitOrder order,
            DeployTarget target,
            Duration soak,
            InstantSource clock) {
        this.record = record;
        this.order = order;
        this.target = target;
        this.clock = clock;
        this.soak = soak;
        this.waits = new Waits(environment, record, before, order);
        this.turn = new Turn(environment, record, waits, order, soak);
    }

    /**
     * Offers a deployment that the gate lets through. An equal one that waits, is under way or live is not offered twice.
     *
     * @return the candidate, new or not
     * @throws RefusedException if its commit is not on the branch, or older than what was deployed
     */
    public Candidate offer(Offer offer, String by) throws RefusedException, IOException {
        if (!order.onBranch(offer.commit())) {
            throw new RefusedException(
                    "commit " + offer.commit() + " cannot be reached from the branch of the environment");
        }
        Optional<Candidate> newest = record.newest(offer.component());
        if (newest.isPresent()
                && order.relation(offer.commit(), newest.get().offer().commit()) == Relation.ANCESTOR) {
            throw new RefusedException("commit " + offer.commit() + " is older than commit "
                    + newest.get().offer().commit()
                    + ", which was deployed: an older release enters only by a rollback");
        }
        for (Candidate candidate : record.candidates()) {
            boolean held = candidate.state() == DeploymentState.CANDIDATE
                    || candidate.state() == DeploymentState.LIVE && !record.unknown(offer.component())
                    || record.active().filter(active -> active == candidate).isPresent();
            if (held && candidate.offer().deployment().equals(offer.deployment())) {
                return candidate;
            }
        }
        return record.offer(offer, by, clock.instant());
    }

    /**
     * Records an approval.
     *
     * @param shown the deployment that was shown to who approves
     * @throws RefusedException if the candidate is another one, or waits no longer
     */
    public void approve(int number, Offer shown, String by) throws RefusedException, IOException {
        Candidate candidate = waiting(number);
        if (!candidate.offer().deployment().equals(shown.deployment())) {
            throw new RefusedException("candidate " + number + " is not the one that was shown");
        }
        record.append(JournalEvent.by(by, EventKind.APPROVED, number, clock.instant(), ""));
    }

    /**
     * Records that a person lets a candidate go whose commit does not follow from the newest one that was deployed.
     *
     * @throws RefusedException if it waits for no such decision
     */
    public void acceptOrder(int number, String by, String reason) throws RefusedException, IOException {
        Candidate candidate = waiting(number);
        boolean asks = waits.of(candidate, clock.instant()).stream()
                .anyMatch(wait -> wait.reason() == Wait.Reason.REWRITTEN || wait.reason() == Wait.Reason.FAILED_BEFORE);
        if (!asks) {
            throw new RefusedException("candidate " + number + " needs no decision about its commit");
        }
        record.append(JournalEvent.by(by, EventKind.ORDER_ACCEPTED, number, clock.instant(), reason));
    }

    private Candidate waiting(int number) throws RefusedException {
        return record.candidate(number)
                .filter(candidate -> candidate.state() == DeploymentState.CANDIDATE)
                .orElseThrow(() -> new RefusedException("no candidate " + number + " waits"));
    }

    /**
     * Begins to put back an earlier release in place of what is live, or needs a person; {@link #step} carries it out.
     *
     * @param to the number of the candidate to return to; empty for the last good one
     * @throws RefusedException if there is none, or something else is under way
     */
    public Candidate rollBack(String component, Optional<Integer> to, String by, String reason)
            throws RefusedException, IOException {
        if (record.active().isPresent()) {
            throw new RefusedException("candidate " + record.active().get().number() + " is being deployed");
        }
        Candidate from = record.blocked(component)
                .or(() -> record.unknown(component) ? record.newest(component) : record.live(component))
                .or(() -> record.newest(component))
                .orElseThrow(() -> new RefusedException("nothing of " + component + " was deployed"));
        Instant now = clock.instant();
        Candidate back = to.isEmpty()
                ? record.lastGood(component, from, now, soak)
                        .orElseThrow(() -> new RefusedException("there is no good release of " + component
                                + " to put back: one that was verified and is not what is live"))
                : record.candidate(to.get())
                        .filter(candidate -> candidate != from && candidate.good(now, Duration.ZERO))
                        .filter(candidate -> candidate.offer().component().equals(component))
                        .orElseThrow(() -> new RefusedException("candidate " + to.get() + " of " + component
                                + " was never verified, or was taken back"));
        Optional<String> missing = target.perform(DeployStep.PREPARE, back.offer(), previous(component));
        if (missing.isPresent()) {
            throw new RefusedException(
                    "the release of candidate " + back.number() + " cannot be put back: " + missing.get());
        }
        record.append(JournalEvent.by(by, EventKind.ROLLING_BACK, from.number(), now, reason)
                .with(back.number()));
        return back;
    }

    /**
     * Records that a person has put in order what a failed deployment left.
     *
     * @throws RefusedException if nothing of the component needs a person
     */
    public void settle(String component, String by, String reason) throws RefusedException, IOException {
        Candidate blocked = record.blocked(component)
                .orElseThrow(() -> new RefusedException("nothing of " + component + " needs a person"));
        record.append(JournalEvent.by(by, EventKind.SETTLED, blocked.number(), clock.instant(), reason));
    }

    /** What a candidate waits for; empty if it can go now. */
    public List<Wait> waits(Candidate candidate) throws IOException {
        return waits.of(candidate, clock.instant());
    }

    /** What is done next; nothing is recorded. Empty if there is nothing to do now. */
    public Optional<Action> next() throws IOException {
        return turn.next(clock.instant());
    }

    /**
     * Does the next thing that is to be done, and records it.
     *
     * @return what was done; empty if there was nothing to do
     * @throws IOException if it could not be done or recorded; it is done again the next time
     */
    public Optional<Action> step() throws IOException {
        Optional<Action> next = begin();
        if (next.isPresent() && next.get() instanceof Action.Perform perform) {
            Offer offer = perform.subject().offer();
            ended(perform, target.perform(perform.step(), offer, previous(offer.component())));
        }
        return next;
    }

    /**
     * Records the next event, or that the next step begins. The caller performs a step itself, and says how it
     * {@link #ended}.
     *
     * @return what was recorded, or has to be performed; empty if there is nothing to do now
     */
    public Optional<Action> begin() throws IOException {
        Optional<Action> next = next();
        if (next.isPresent() && next.get() instanceof Action.Perform perform) {
            if (perform.intent() != null) {
                record.append(
                        JournalEvent.of(perform.intent(), perform.candidate().number(), clock.instant(), ""));
            }
        } else if (next.isPresent() && next.get() instanceof Action.Record event) {
            JournalEvent recorded =
                    JournalEvent.of(event.kind(), event.candidate().number(), clock.instant(), event.why());
            record.append(
                    event.other() == null
                            ? recorded
                            : recorded.with(event.other().number()));
        }
        return next;
    }

    /** The step that is performed, or was when its process ended; empty if there is none. */
    public Optional<Action.Perform> begun() throws IOException {
        return turn.begun(clock.instant());
    }

    /**
     * Records how a step has ended that had begun.
     *
     * @param failure why it failed; empty if it passed
     */
    public void ended(Action.Perform perform, Optional<String> failure) throws IOException {
        record.append(JournalEvent.of(
                failure.isPresent() ? perform.failed() : perform.passed(),
                perform.candidate().number(),
                clock.instant(),
                failure.map(why -> perform.step().text() + " failed: " + why).orElse("")));
    }

    /** The release that is live of a component, or was before one whose switch was begun. */
    public Optional<Release> previous(String component) {
        return record.live(component).map(live -> live.offer().release());
    }
}
