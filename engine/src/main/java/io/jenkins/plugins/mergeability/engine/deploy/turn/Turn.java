package io.jenkins.plugins.mergeability.engine.deploy.turn;

import io.jenkins.plugins.mergeability.engine.deploy.CommitOrder;
import io.jenkins.plugins.mergeability.engine.deploy.CommitOrder.Relation;
import io.jenkins.plugins.mergeability.engine.deploy.DeployStep;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EnvironmentRecord;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EventKind;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what is done next in an environment, from its record alone. So a process that was killed at any moment goes on
 * where it was: a step whose end is not recorded is performed again, but for the command before the switch.
 */
final class Turn {

    private final Environment environment;
    private final EnvironmentRecord record;
    private final Waits waits;
    private final CommitOrder order;
    private final Duration soak;

    /**
     * The decisions of an environment.
     *
     * @param soak how long a release has to be verified here until it is good
     */
    Turn(Environment environment, EnvironmentRecord record, Waits waits, CommitOrder order, Duration soak) {
        this.environment = environment;
        this.record = record;
        this.waits = waits;
        this.order = order;
        this.soak = soak;
    }

    /** The next action; empty if there is nothing to do now. */
    Optional<Action> next(Instant now) throws IOException {
        Optional<Candidate> active = record.active();
        if (active.isPresent()) {
            return Optional.of(underWay(active.get(), now));
        }
        for (Candidate candidate : record.candidates()) {
            Optional<Action> ends = ends(candidate);
            if (ends.isPresent()) {
                return ends;
            }
        }
        return start(now);
    }

    /** The step of the deployment under way whose end is not recorded; empty if none is performed. */
    Optional<Action.Perform> begun(Instant now) throws IOException {
        Optional<Candidate> active = record.active();
        if (active.isEmpty()) {
            return Optional.empty();
        }
        Candidate candidate = active.get();
        if (candidate.state() == DeploymentState.PREPARING && candidate.beforeBegun() && !candidate.beforeDone()) {
            return Optional.of(before(candidate));
        }
        return underWay(candidate, now) instanceof Action.Perform perform ? Optional.of(perform) : Optional.empty();
    }

    /** The end of a waiting candidate that can never go. */
    private Optional<Action> ends(Candidate candidate) throws IOException {
        if (candidate.state() != DeploymentState.CANDIDATE) {
            return Optional.empty();
        }
        Optional<Candidate> by = waits.supersededBy(candidate);
        if (by.isPresent()) {
            return Optional.of(new Action.Record(candidate, EventKind.SUPERSEDED, by.get(), ""));
        }
        return Optional.empty();
    }

    /** The newest candidate that can go begins, of the first component in the order of needs that has one. */
    private Optional<Action> start(Instant now) throws IOException {
        for (String component : environment.deploy().keySet()) {
            Candidate newest = null;
            for (Candidate candidate : record.waiting(component)) {
                if (waits.of(candidate, now).isEmpty() && (newest == null || !isOlder(candidate, newest))) {
                    newest = candidate;
                }
            }
            if (newest != null) {
                return Optional.of(start(newest));
            }
        }
        return Optional.empty();
    }

    private boolean isOlder(Candidate candidate, Candidate than) throws IOException {
        return order.relation(candidate.offer().commit(), than.offer().commit()) == Relation.ANCESTOR;
    }

    private Action start(Candidate candidate) throws IOException {
        if (!order.onBranch(candidate.offer().commit())) {
            return left(candidate);
        }
        EventKind kind = waits.isLive(candidate) ? EventKind.ADOPTED : EventKind.STARTED;
        return new Action.Record(candidate, kind, null, "");
    }

    private static Action left(Candidate candidate) {
        return new Action.Record(
                candidate, EventKind.WITHDRAWN, null, "its commit can no longer be reached from the branch");
    }

    private Action underWay(Candidate candidate, Instant now) throws IOException {
        return switch (candidate.state()) {
            case PREPARING -> prepare(candidate, now);
            case SWITCHING ->
                new Action.Perform(
                        candidate, DeployStep.SWITCH, candidate, null, EventKind.SWITCHED, EventKind.STEP_FAILED);
            case VERIFYING, LIVE ->
                new Action.Perform(
                        candidate, DeployStep.VERIFY, candidate, null, EventKind.VERIFIED, EventKind.STEP_FAILED);
            case FAILING -> failed(candidate, now);
            case ROLLING_BACK -> rollBack(candidate);
            default -> throw new IllegalStateException(candidate + " is not under way");
        };
    }

    private Action prepare(Candidate candidate, Instant now) throws IOException {
        Optional<Offer.Migration> migration = candidate.offer().migration();
        if (!candidate.beforeBegun()) {
            if (!order.onBranch(candidate.offer().commit())) {
                return left(candidate);
            }
            if (!waits.of(candidate, now).isEmpty()) {
                return new Action.Record(candidate, EventKind.RETURNED, null, "");
            }
            if (!candidate.prepared()) {
                return new Action.Perform(
                        candidate, DeployStep.PREPARE, candidate, null, EventKind.PREPARED, EventKind.STEP_FAILED);
            }
            if (migration.isPresent()) {
                return before(candidate);
            }
        } else if (!candidate.beforeDone()) {
            return migration.orElseThrow().again()
                    ? before(candidate)
                    : person(candidate, "its `before` was interrupted, and may not run again by itself");
        } else if (!order.onBranch(candidate.offer().commit())) {
            return person(candidate, "its commit left the branch after its `before` had run");
        }
        return new Action.Perform(
                candidate,
                DeployStep.SWITCH,
                candidate,
                EventKind.SWITCHING,
                EventKind.SWITCHED,
                EventKind.STEP_FAILED);
    }

    private static Action.Perform before(Candidate candidate) {
        return new Action.Perform(
                candidate,
                DeployStep.BEFORE,
                candidate,
                EventKind.BEFORE_STARTED,
                EventKind.BEFORE_DONE,
                EventKind.STEP_FAILED);
    }

    private Action failed(Candidate candidate, Instant now) {
        String component = candidate.offer().component();
        if (!candidate.switchBegun()) {
            boolean harmless = !candidate.beforeBegun()
                    || !candidate.beforeDone()
                            && candidate.offer().migration().orElseThrow().again();
            return harmless
                    ? new Action.Record(candidate, EventKind.NOT_DEPLOYED, null, "")
                    : person(candidate, "its `before` did not pass: " + candidate.text());
        }
        if (candidate.offer().migration().filter(before -> !before.compatible()).isPresent()) {
            return person(
                    candidate,
                    candidate.text()
                            + "; what was live before may not work after its `before`, which is not `compatible`");
        }
        Optional<Candidate> good = record.lastGood(component, candidate, now, soak);
        if (good.isPresent()) {
            return new Action.Record(candidate, EventKind.ROLLING_BACK, good.get(), "");
        }
        return record.first(component, candidate)
                ? new Action.Record(candidate, EventKind.NOTHING_LIVE, null, "")
                : person(candidate, candidate.text() + "; there is no good release to put back");
    }

    private Action rollBack(Candidate candidate) {
        Candidate to = candidate.other().orElseThrow();
        return candidate.restored()
                ? new Action.Perform(
                        candidate, DeployStep.VERIFY, to, null, EventKind.ROLLED_BACK, EventKind.PERSON_NEEDED)
                : new Action.Perform(
                        candidate, DeployStep.SWITCH, to, null, EventKind.RESTORED, EventKind.PERSON_NEEDED);
    }

    private static Action person(Candidate candidate, String why) {
        return new Action.Record(candidate, EventKind.PERSON_NEEDED, null, why);
    }
}
