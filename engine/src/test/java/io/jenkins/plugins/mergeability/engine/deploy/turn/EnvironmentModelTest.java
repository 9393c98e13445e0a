package io.jenkins.plugins.mergeability.engine.deploy.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Environments in random histories, compared with what must never happen and with what must. */
class EnvironmentModelTest {

    private static final int HISTORIES = 10_000;
    private static final int ACTIONS = 60;

    @Test
    void shouldShipOnlyWhatIsProvenInOrderOneAtATimeWhateverHappens() throws Exception {
        int[] seen = new int[DeploymentState.values().length];
        for (int seed = 0; seed < HISTORIES; seed++) {
            ModelWorld world = new ModelWorld(seed);
            try {
                for (int action = 0; action < ACTIONS; action++) {
                    act(world);
                    world.staging.check();
                    world.production.check();
                }
                for (ModelEnvironment environment : List.of(world.staging, world.production)) {
                    environment.checkJournal();
                    environment.checkLastGood();
                    count(environment, seen);
                }
                shouldShipTheNewestOnceItIsCalm(world);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "history " + seed + ": " + e.getMessage() + "\n" + world.staging + "\n" + world.production, e);
            }
        }
        for (DeploymentState state : List.of(
                DeploymentState.SUPERSEDED,
                DeploymentState.WITHDRAWN,
                DeploymentState.LIVE,
                DeploymentState.REPLACED,
                DeploymentState.FAILED,
                DeploymentState.ROLLED_BACK,
                DeploymentState.NEEDS_PERSON)) {
            assertThat(seen[state.ordinal()])
                    .as("candidates that ended %s", state.text())
                    .isGreaterThan(1000);
        }
    }

    private static void count(ModelEnvironment environment, int[] seen) {
        environment
                .record
                .candidates()
                .forEach(candidate -> seen[candidate.state().ordinal()]++);
    }

    private static void act(ModelWorld world) {
        Random random = world.random;
        List<ModelHistory.Commit> commits = world.history.commits();
        ModelHistory.Commit any = commits.get(random.nextInt(commits.size()));
        ModelEnvironment environment = random.nextBoolean() ? world.staging : world.production;
        String component = ModelWorld.COMPONENTS.get(random.nextInt(2));
        switch (random.nextInt(22)) {
            case 0, 1, 2 -> world.proven.add(world.history.change().name());
            case 3 -> world.history.aside(any);
            case 4 -> world.proven.add(world.history.merge(any).name());
            case 5 -> world.proven.add(world.history.revert(any).name());
            case 6 -> {
                if (random.nextInt(4) == 0 && world.history.onBranch(any.name())) {
                    world.proven.add(world.history.rewrite(any).name());
                }
            }
            case 7, 8, 9, 10 -> offer(world, component, world.history.tip());
            case 11 -> offer(world, component, any);
            case 12, 13 -> environment.waiting().forEach(environment::approve);
            case 14 -> environment.waiting().forEach(environment::accept);
            case 15 -> environment.settle(component);
            case 16 -> {
                if (random.nextInt(4) == 0) {
                    environment.rollBack(component);
                }
            }
            case 17 -> world.now = world.now.plus(Duration.ofMinutes(random.nextInt(300)));
            default -> {
                world.now = world.now.plusSeconds(60L * random.nextInt(20));
                world.production.takeOver();
                environment.work();
            }
        }
    }

    /** A build offers to both environments only what it has proven. */
    private static void offer(ModelWorld world, String component, ModelHistory.Commit commit) {
        if (world.proven.contains(commit.name())) {
            world.staging.offer(component, commit);
            world.production.offer(component, commit);
        }
    }

    /** Whatever has happened: a good release becomes live when it has soaked, is approved and is not frozen. */
    private static void shouldShipTheNewestOnceItIsCalm(ModelWorld world) {
        world.calm = true;
        ModelHistory.Commit newest = world.history.change();
        while (newest.content() % 5 == 3) {
            newest = world.history.change();
        }
        world.proven.add(newest.name());
        for (String component : ModelWorld.COMPONENTS) {
            ship(world.staging, component, newest);
        }
        world.production.takeOver();
        Instant soaked = world.now.plus(ModelWorld.SOAK);
        world.now = world.production.environment.freeze().stream()
                .flatMap(window -> window.endsAfter(soaked).stream())
                .findFirst()
                .orElse(soaked);
        for (String component : ModelWorld.COMPONENTS) {
            ship(world.production, component, newest);
        }
    }

    private static void ship(ModelEnvironment environment, String component, ModelHistory.Commit commit) {
        environment.work();
        ModelWorld.COMPONENTS.forEach(environment::settle);
        environment.offer(component, commit);
        for (Candidate candidate : environment.record.waiting(component)) {
            if (candidate.offer().commit().equals(commit.name())) {
                environment.accept(candidate);
                environment.approve(candidate);
            }
        }
        environment.work();
        environment.check();
        assertThat(environment.record.live(component).orElseThrow().offer().commit())
                .as("live of %s in %s", component, environment.environment.name())
                .isEqualTo(commit.name());
    }

    @Test
    void shouldKeepProductionMovingUnderMergesFasterThanTheSoak() {
        ModelWorld world = new ModelWorld(0);
        while (world.production.environment.approval().isPresent()
                || !world.production.environment.freeze().isEmpty()) {
            world = new ModelWorld(world.random.nextInt());
        }
        world.calm = true;
        String last = "";
        Instant changed = world.now;
        for (int merge = 0; merge < 200; merge++) {
            ModelHistory.Commit commit = world.history.change();
            if (commit.content() % 5 == 3) {
                continue;
            }
            world.proven.add(commit.name());
            offer(world, "air", commit);
            world.staging.work();
            world.production.takeOver();
            world.production.work();
            String live = world.production
                    .record
                    .live("air")
                    .map(one -> one.offer().commit())
                    .orElse("");
            if (!live.equals(last)) {
                last = live;
                changed = world.now;
            }
            assertThat(Duration.between(changed, world.now)).isLessThanOrEqualTo(ModelWorld.SOAK.plusMinutes(5));
            world.now = world.now.plus(Duration.ofMinutes(5));
        }
        assertThat(world.production.record.candidates().stream()
                        .filter(candidate -> candidate.state() == DeploymentState.REPLACED))
                .hasSizeGreaterThan(100);
    }
}
