package io.jenkins.plugins.mergeability.engine.deploy.turn;

import io.jenkins.plugins.mergeability.engine.deploy.CommitOrder;
import io.jenkins.plugins.mergeability.engine.deploy.CommitOrder.Relation;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EnvironmentRecord;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.environments.FreezeWindow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the candidates of an environment wait for. */
public final class Waits {

    private static final int SHORT_COMMIT = 10;

    private final Environment environment;
    private final EnvironmentRecord record;
    private final Map<String, Before> before;
    private final CommitOrder order;

    /**
     * The environment before, of those that deploy a component.
     *
     * @param environment the environment before
     * @param record its record
     */
    public record Before(Environment environment, EnvironmentRecord record) {}

    /**
     * The waits of an environment.
     *
     * @param before the environment that a release has to be verified in first, by component
     * @param order the order of commits on the environment's branch
     */
    public Waits(Environment environment, EnvironmentRecord record, Map<String, Before> before, CommitOrder order) {
        this.environment = environment;
        this.record = record;
        this.before = Map.copyOf(before);
        this.order = order;
    }

    /** What a candidate waits for; empty if it can go now. */
    public List<Wait> of(Candidate candidate, Instant now) throws IOException {
        List<Wait> waits = new ArrayList<>(entry(candidate, now));
        Optional<DeployDefinition> definition =
                Optional.ofNullable(environment.deploy().get(candidate.offer().component()));
        if (definition.isPresent()) {
            for (String need : definition.get().needs()) {
                if (record.blocked(need).isPresent() || goes(need, now)) {
                    waits.add(Wait.of(Wait.Reason.NEEDS, need));
                }
            }
        }
        return waits;
    }

    /** Whether the same as a candidate is live, so that it takes effect without running anything. */
    public boolean isLive(Candidate candidate) {
        String component = candidate.offer().component();
        return record.live(component)
                .filter(live -> !record.unknown(component))
                .filter(live -> record.blocked(component).isEmpty())
                .filter(live ->
                        live.offer().deployment().sameAs(candidate.offer().deployment()))
                .isPresent();
    }

    /** The candidate that a waiting one is older than: the newest that was deployed, unless that never took effect. */
    public Optional<Candidate> supersededBy(Candidate candidate) throws IOException {
        Optional<Candidate> newest = record.newest(candidate.offer().component());
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        Relation relation =
                order.relation(candidate.offer().commit(), newest.get().offer().commit());
        boolean same = relation == Relation.SAME && !fails(newest.get());
        return same || relation == Relation.ANCESTOR ? newest : Optional.empty();
    }

    /** Whether a waiting candidate of a component can go now. */
    private boolean goes(String component, Instant now) throws IOException {
        for (Candidate candidate : record.waiting(component)) {
            if (supersededBy(candidate).isEmpty() && of(candidate, now).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private List<Wait> entry(Candidate candidate, Instant now) throws IOException {
        List<Wait> waits = new ArrayList<>();
        order(candidate).ifPresent(waits::add);
        record.blocked(candidate.offer().component())
                .ifPresent(blocked -> waits.add(Wait.of(Wait.Reason.BLOCKED, Integer.toString(blocked.number()))));
        if (isLive(candidate)) {
            return waits;
        }
        soak(candidate, now).ifPresent(waits::add);
        int missing = missingApprovals(candidate);
        if (missing > 0) {
            waits.add(Wait.of(Wait.Reason.APPROVAL, missing == 1 ? "1 approval" : missing + " approvals"));
        }
        for (FreezeWindow window : environment.freeze()) {
            window.endsAfter(now).ifPresent(end -> waits.add(Wait.until(end, Wait.Reason.FREEZE, window.text())));
        }
        return waits;
    }

    /** A commit that does not follow from the newest one is a person's decision. */
    private Optional<Wait> order(Candidate candidate) throws IOException {
        Optional<Candidate> newest = record.newest(candidate.offer().component());
        if (newest.isEmpty() || candidate.orderAccepted()) {
            return Optional.empty();
        }
        String commit = newest.get().offer().commit();
        return switch (order.relation(candidate.offer().commit(), commit)) {
            case DESCENDANT, ANCESTOR -> Optional.empty(); // an ancestor is superseded
            case SAME ->
                fails(newest.get()) ? Optional.of(Wait.of(Wait.Reason.FAILED_BEFORE, brief(commit))) : Optional.empty();
            case UNRELATED -> Optional.of(Wait.of(Wait.Reason.REWRITTEN, brief(commit)));
        };
    }

    private static boolean fails(Candidate newest) {
        return newest.state() == DeploymentState.ROLLED_BACK || newest.state() == DeploymentState.FAILED;
    }

    private Optional<Wait> soak(Candidate candidate, Instant now) {
        Before first = before.get(candidate.offer().component());
        if (first == null) {
            return Optional.empty();
        }
        String name = first.environment().name();
        Optional<Instant> verified = first.record().verified(candidate.offer().release());
        if (verified.isEmpty()) {
            return Optional.of(
                    Wait.of(unverified(first.record().last(candidate.offer().release())), name));
        }
        Instant soaked = verified.get().plus(environment.soak());
        return soaked.isAfter(now) ? Optional.of(Wait.until(soaked, Wait.Reason.SOAK, name)) : Optional.empty();
    }

    /** Why a release is not verified in the environment before: it still can be, or only a newer one will. */
    private static Wait.Reason unverified(Optional<Candidate> there) {
        if (there.filter(Candidate::takenBack).isPresent()) {
            return Wait.Reason.ROLLED_BACK_BEFORE;
        }
        return switch (there.map(Candidate::state).orElse(DeploymentState.CANDIDATE)) {
            case CANDIDATE, PREPARING, SWITCHING, VERIFYING, LIVE, REPLACED -> Wait.Reason.VERIFIED_BEFORE;
            case SUPERSEDED, WITHDRAWN -> Wait.Reason.PASSED_OVER_BEFORE;
            case FAILING, FAILED, ROLLING_BACK, ROLLED_BACK, NEEDS_PERSON -> Wait.Reason.ROLLED_BACK_BEFORE;
        };
    }

    private int missingApprovals(Candidate candidate) {
        return environment
                .approval()
                .map(rule -> rule.count() - candidate.approvals().size())
                .orElse(0);
    }

    private static String brief(String commit) {
        return commit.substring(0, Math.min(SHORT_COMMIT, commit.length()));
    }
}
