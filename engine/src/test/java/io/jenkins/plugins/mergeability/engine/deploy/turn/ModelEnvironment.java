package io.jenkins.plugins.mergeability.engine.deploy.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.deploy.Deployment;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EnvironmentRecord;
import io.jenkins.plugins.mergeability.engine.deploy.journal.LineJournal;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An environment with its record and its target, whose process may be killed at any line and in any step. */
final class ModelEnvironment {

    final ModelWorld world;
    final Environment environment;
    final ModelTarget target;
    final List<Offer> offers = new ArrayList<>();
    private final ModelEnvironment before;
    private final LineJournal journal;
    EnvironmentRecord record;
    Deployer deployer;

    ModelEnvironment(ModelWorld world, Environment environment, ModelEnvironment before) {
        this.world = world;
        this.environment = environment;
        this.before = before;
        this.target = new ModelTarget(world);
        this.journal = new LineJournal(event -> world.mayBeKilled(), event -> world.mayBeKilled());
        restart();
    }

    /** What an action of a process does to the record. */
    interface Work {
        void run() throws RefusedException, IOException;
    }

    /** Runs in a process that may be killed, and starts the next process then. */
    boolean run(Work work) {
        try {
            work.run();
            return true;
        } catch (Killed e) {
            restart();
            return false;
        } catch (RefusedException e) {
            return true;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void restart() {
        try {
            record = EnvironmentRecord.read(journal);
            deployer = new Deployer(
                    environment, record, before(), world.history, target, ModelWorld.SOAK, () -> world.now);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, Waits.Before> before() {
        Map<String, Waits.Before> all = new TreeMap<>();
        if (before != null) {
            ModelWorld.COMPONENTS.forEach(
                    component -> all.put(component, new Waits.Before(before.environment, before.record)));
        }
        return all;
    }

    /** Lets another process take over; its environment before may have a newer record. */
    void takeOver() {
        restart();
    }

    void offer(String component, ModelHistory.Commit commit) {
        Offer offer = world.offer(component, commit, environment.name());
        run(() -> {
            deployer.offer(offer, "build");
            offers.add(offer);
        });
    }

    void settle(String component) {
        if (record.blocked(component).isPresent()) {
            run(() -> {
                target.settled(component);
                deployer.settle(component, "anna", "put in order");
            });
        }
    }

    void rollBack(String component) {
        run(() -> {
            deployer.rollBack(component, Optional.empty(), "anna", "it is slow");
        });
    }

    void approve(Candidate candidate) {
        run(() -> deployer.approve(candidate.number(), candidate.offer(), "anna"));
    }

    void accept(Candidate candidate) {
        run(() -> {
            world.accepted.add(candidate.offer());
            deployer.acceptOrder(candidate.number(), "anna", "history was rewritten");
        });
    }

    /** All that waits. */
    List<Candidate> waiting() {
        return ModelWorld.COMPONENTS.stream()
                .flatMap(component -> record.waiting(component).stream())
                .toList();
    }

    /** Whether a candidate of an equal deployment had ended before another one was offered. */
    boolean offeredAgain(Offer offer) {
        return record.candidates().stream()
                        .filter(candidate -> candidate.offer().deployment().equals(offer.deployment()))
                        .count()
                > 1;
    }

    /** Does all that is to be done now. */
    void work() {
        boolean[] more = {true};
        for (int steps = 0; more[0]; steps++) {
            assertThat(steps).as("steps of %s", environment.name()).isLessThan(1000);
            run(() -> more[0] = step().isPresent());
            for (String component : ModelWorld.COMPONENTS) {
                record.live(component)
                        .filter(live -> record.active().isEmpty() && !record.unknown(component))
                        .ifPresent(live -> target.recordedLive(live.offer()));
            }
        }
    }

    /** The same as {@link Deployer#step}, as a front end does it that performs steps elsewhere: it asks for the step again. */
    private Optional<Action> step() throws IOException {
        Optional<Action> next = deployer.begin();
        if (next.isPresent() && next.get() instanceof Action.Perform perform) {
            Action.Perform begun = deployer.begun().orElseThrow();
            assertThat(begun.candidate()).isEqualTo(perform.candidate());
            assertThat(begun.subject()).isEqualTo(perform.subject());
            assertThat(begun.step()).isEqualTo(perform.step());
            Offer offer = perform.subject().offer();
            deployer.ended(begun, target.perform(begun.step(), offer, deployer.previous(offer.component())));
        }
        return next;
    }

    /** Nothing is lost: the journal alone has all that the process knows. */
    void checkJournal() throws IOException {
        assertThat(states(EnvironmentRecord.read(journal))).isEqualTo(states(record));
    }

    /** What must be so at every moment. */
    void check() {
        for (String component : ModelWorld.COMPONENTS) {
            Optional<Candidate> live = record.live(component);
            boolean settled = record.active().isEmpty()
                    && !record.unknown(component)
                    && record.blocked(component).isEmpty();
            if (settled && live.isPresent()) {
                assertThat(live.get().state()).isEqualTo(DeploymentState.LIVE);
                Deployment now = target.now(component);
                if (now == null || !now.sameAs(live.get().offer().deployment())) {
                    throw new AssertionError(now + " runs of " + component + ", and recorded as live is " + live.get());
                }
            }
        }
    }

    /** The outputs of the release that would be put back are kept. */
    void checkLastGood() {
        for (String component : ModelWorld.COMPONENTS) {
            record.live(component)
                    .flatMap(one -> record.lastGood(component, one, world.now, ModelWorld.SOAK))
                    .ifPresent(good -> assertThat(record.pinned(world.now, ModelWorld.SOAK))
                            .containsAll(good.offer().release().outputs().values()));
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(environment.name());
        journal.read()
                .forEach(event -> text.append("\n  ")
                        .append(event.kind() + " " + event.candidate() + " " + event.other() + " " + event.text())
                        .append(event.offer()
                                .map(offer -> " " + offer.component() + " " + offer.commit())
                                .orElse("")));
        return text.toString();
    }

    private static List<String> states(EnvironmentRecord record) {
        return record.candidates().stream()
                .map(candidate -> candidate + " " + candidate.passes() + candidate.approvals() + candidate.verified()
                        + candidate.text())
                .toList();
    }
}
