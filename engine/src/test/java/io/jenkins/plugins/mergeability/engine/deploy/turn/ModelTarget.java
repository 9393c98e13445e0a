package io.jenkins.plugins.mergeability.engine.deploy.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.deploy.CommitOrder.Relation;
import io.jenkins.plugins.mergeability.engine.deploy.DeployStep;
import io.jenkins.plugins.mergeability.engine.deploy.DeployTarget;
import io.jenkins.plugins.mergeability.engine.deploy.Deployment;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.Release;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The target of an environment, which knows nothing of its record, and fails a test that switches it to something
 * unproven, to two things at once, or backwards.
 */
final class ModelTarget implements DeployTarget {

    private final ModelWorld world;
    private final Map<String, Running> running = new HashMap<>();

    /** What runs of a component, and what is known of what ran. */
    private static final class Running {
        Deployment now;
        Deployment unfinished;
        boolean failed;
        boolean lived;
        int passes;
        String newest;
        final List<Deployment> verified = new ArrayList<>();
        final Set<Deployment> migrated = new HashSet<>();
    }

    ModelTarget(ModelWorld world) {
        this.world = world;
    }

    /** What runs of a component; null for nothing, or for something that is neither the one nor the other. */
    Deployment now(String component) {
        return of(component).now;
    }

    /** A deployment is recorded as live, maybe without having been switched to, because an equal one is. */
    void recordedLive(Offer offer) {
        Running there = of(offer.component());
        there.lived = true;
        Deployment to = offer.deployment();
        if (there.unfinished == null && !there.verified.contains(to)) {
            assertThat(there.now).as("what runs, when %s is adopted", to).matches(now -> now.sameAs(to));
            forward(there, offer);
            there.verified.add(to);
        }
    }

    /** A person has put in order what is there. */
    void settled(String component) {
        of(component).unfinished = null;
    }

    private Running of(String component) {
        return running.computeIfAbsent(component, name -> new Running());
    }

    @Override
    public Optional<String> perform(DeployStep step, Offer offer, Optional<Release> previous) {
        world.mayBeKilled();
        Running there = of(offer.component());
        Optional<String> failure =
                switch (step) {
                    case PREPARE -> world.glitch();
                    case BEFORE -> before(there, offer);
                    case SWITCH -> change(there, offer);
                    case VERIFY -> verify(there, offer);
                };
        there.failed |= failure.isPresent();
        world.mayBeKilled();
        return failure;
    }

    private Optional<String> before(Running there, Offer offer) {
        boolean first = there.migrated.add(offer.deployment());
        assertThat(first || offer.migration().orElseThrow().again() || world.acceptedAgain(offer))
                .as("`before` of %s runs again", offer.release())
                .isTrue();
        return world.glitch();
    }

    private Optional<String> change(Running there, Offer offer) {
        Deployment to = offer.deployment();
        if (!world.isProven(offer)) {
            throw new AssertionError(to + " is not proven");
        }
        boolean known = there.verified.contains(to);
        if (there.unfinished != null && !there.unfinished.equals(to)) {
            assertThat(known || there.failed && !there.lived)
                    .as("%s while %s is under way", to, there.unfinished)
                    .isTrue();
        }
        if (!known) {
            forward(there, offer);
        }
        there.unfinished = to;
        there.failed = false;
        there.passes = 0;
        there.now = null;
        world.mayBeKilled();
        Optional<String> failure = world.glitch();
        if (failure.isEmpty()) {
            there.now = to;
        }
        return failure;
    }

    private void forward(Running there, Offer offer) {
        String commit = offer.commit();
        if (there.newest != null && !world.accepted(offer)) {
            Relation relation = world.history.relation(commit, there.newest);
            assertThat(relation == Relation.DESCENDANT || commit.equals(there.newest) && to(there, offer))
                    .as("%s after %s", commit, there.newest)
                    .isTrue();
        }
        there.newest = commit;
    }

    /** Whether a switch is only repeated. */
    private static boolean to(Running there, Offer offer) {
        return offer.deployment().equals(there.unfinished);
    }

    private Optional<String> verify(Running there, Offer offer) {
        if (!offer.deployment().equals(there.now)) {
            return Optional.of("something else is there");
        }
        Optional<String> failure = world.isBad(offer) ? Optional.of("the release is bad") : world.glitch();
        if (failure.isEmpty() && ++there.passes >= 3) {
            there.verified.add(offer.deployment());
        }
        if (failure.isEmpty() && there.verified.contains(offer.deployment())) {
            there.unfinished = null;
        }
        return failure;
    }
}
