package io.jenkins.plugins.mergeability.engine.deploy.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.deploy.DeployStep;
import io.jenkins.plugins.mergeability.engine.deploy.DeployTarget;
import io.jenkins.plugins.mergeability.engine.deploy.Deployment;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EnvironmentRecord;
import io.jenkins.plugins.mergeability.engine.deploy.journal.LineJournal;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.environments.ApprovalRule;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A merge every five minutes, with a soak of thirty: production keeps moving. Each turn is decided as on a controller, once a minute. */
class SteadyMergesTest {

    private static final Duration SOAK = Duration.ofMinutes(30);
    private static final int BETWEEN_MERGES = 5;
    private static final int MINUTES = 5 * 60;

    private final ModelHistory history = new ModelHistory();
    private final LineJournal stagingJournal = new LineJournal(event -> {}, event -> {});
    private final LineJournal productionJournal = new LineJournal(event -> {}, event -> {});
    private final Map<String, Instant> merged = new HashMap<>();
    private final Set<String> bad = new HashSet<>();
    private final Environment staging = environment("staging", Duration.ZERO, Optional.empty());
    private Environment production = environment("production", SOAK, Optional.empty());
    private Instant now = Instant.parse("2026-11-23T09:00:00Z");

    @BeforeEach
    void begin() throws Exception {
        merge();
    }

    @Test
    void shouldKeepProductionMoving() throws Exception {
        Set<String> live = new HashSet<>();
        for (int minute = 1; minute <= MINUTES; minute++) {
            pass(minute);
            live.add(newestInProduction());
            if (minute > SOAK.toMinutes() + BETWEEN_MERGES) {
                assertThat(age(newestInProduction()))
                        .as("minute %s", minute)
                        .isBetween(SOAK, SOAK.plusMinutes(BETWEEN_MERGES));
            }
        }
        assertThat(live).as("every merge was live once").hasSizeGreaterThan(MINUTES / BETWEEN_MERGES - 10);
    }

    @Test
    void shouldPassOverWhatDoesNotHoldBefore() throws Exception {
        for (int minute = 1; minute <= MINUTES; minute++) {
            if (minute % 60 == 0) {
                bad.add("c" + history.commits().size());
            }
            pass(minute);
            if (minute > 60) {
                // What was verified since the release that is put back has to soak again.
                assertThat(age(newestInProduction()))
                        .as("minute %s", minute)
                        .isBetween(SOAK, SOAK.multipliedBy(2).plusMinutes(2 * BETWEEN_MERGES));
            }
        }
        assertThat(bad).hasSize(5);
        assertThat(record(productionJournal).candidates())
                .filteredOn(candidate -> bad.contains(candidate.offer().commit()))
                .extracting(Candidate::state)
                .containsOnly(DeploymentState.SUPERSEDED, DeploymentState.CANDIDATE);
    }

    @Test
    void shouldMoveWithEveryApproval() throws Exception {
        production = environment("production", SOAK, Optional.of(new ApprovalRule(List.of(), 1, false)));
        Duration longest = Duration.ZERO;
        for (int minute = 1; minute <= MINUTES; minute++) {
            pass(minute);
            if (minute % 60 == 0) {
                approveNewest();
            }
            if (minute > 120) {
                Duration age = age(newestInProduction());
                longest = age.compareTo(longest) > 0 ? age : longest;
            }
        }
        // The newest at an approval goes after its soak, and lives until the next approved one has soaked.
        assertThat(longest)
                .isBetween(
                        Duration.ofMinutes(60),
                        Duration.ofMinutes(60).plus(SOAK).plusMinutes(1));
    }

    @Test
    void shouldSayWhyAReleaseWillNotBeVerifiedBefore() throws Exception {
        pass(1);
        now = now.plus(SOAK);
        bad.add(merge());
        pass(2);
        assertThat(waits()).contains("for a newer release, because it did not hold in staging");

        merge();
        assertThat(waits()).contains("to be verified in staging");
        merge();
        pass(3);
        Candidate skipped = record(productionJournal).waiting("air").get(1);
        assertThat(skipped.number()).isEqualTo(3);
        assertThat(waits(skipped)).contains("for a newer release, because staging does not take it any more");
    }

    private String waits() throws IOException {
        List<Candidate> waiting = record(productionJournal).waiting("air");
        return waits(waiting.get(waiting.size() - 1));
    }

    private String waits(Candidate candidate) throws IOException {
        return deployer(production, productionJournal).waits(candidate).get(0).text();
    }

    /** A commit on the branch, which is offered to both environments. */
    private String merge() throws IOException {
        String commit = history.change().name();
        merged.put(commit, now);
        offer(stagingJournal, staging);
        offer(productionJournal, production);
        return commit;
    }

    private void offer(LineJournal journal, Environment environment) throws IOException {
        ModelHistory.Commit tip = history.tip();
        Release release =
                new Release("air", Map.of("", new OutputDigest(String.format("%064x", tip.content()))), tip.name());
        try {
            deployer(environment, journal)
                    .offer(
                            new Offer(
                                    new Deployment(release, "definition", environment.name()),
                                    Optional.empty(),
                                    Map.of()),
                            "build");
        } catch (RefusedException e) {
            throw new AssertionError(e);
        }
    }

    /** A minute passes. */
    private void pass(int minute) throws IOException {
        now = now.plusSeconds(60);
        if (minute % BETWEEN_MERGES == 0) {
            merge();
        }
        work(staging, stagingJournal);
        work(production, productionJournal);
    }

    private void work(Environment environment, LineJournal journal) throws IOException {
        Deployer deployer = deployer(environment, journal);
        for (int steps = 0; deployer.step().isPresent(); steps++) {
            assertThat(steps).isLessThan(100);
        }
    }

    private void approveNewest() throws IOException {
        List<Candidate> waiting = record(productionJournal).waiting("air");
        Candidate newest = waiting.get(waiting.size() - 1);
        try {
            deployer(production, productionJournal).approve(newest.number(), newest.offer(), "anna");
        } catch (RefusedException e) {
            throw new AssertionError(e);
        }
    }

    private String newestInProduction() throws IOException {
        return record(productionJournal)
                .live("air")
                .map(live -> live.offer().commit())
                .orElse("");
    }

    private Duration age(String commit) {
        return Duration.between(merged.get(commit), now);
    }

    private static EnvironmentRecord record(LineJournal journal) throws IOException {
        return EnvironmentRecord.read(journal);
    }

    private Deployer deployer(Environment environment, LineJournal journal) throws IOException {
        Map<String, Waits.Before> before =
                environment == staging ? Map.of() : Map.of("air", new Waits.Before(staging, record(stagingJournal)));
        return new Deployer(environment, record(journal), before, history, target(), SOAK, () -> now);
    }

    private DeployTarget target() {
        return (step, offer, previous) -> step == DeployStep.VERIFY && bad.contains(offer.commit())
                ? Optional.of("it does not answer")
                : Optional.empty();
    }

    private static Environment environment(String name, Duration soak, Optional<ApprovalRule> approval) {
        Command run = new Command("./deploy", BlockOptions.NONE, Position.NONE);
        DeployDefinition air = new DeployDefinition(
                "air", "release", Optional.empty(), List.of(), Optional.empty(), run, run, Position.NONE);
        return new Environment(name, false, soak, approval, List.of(), Map.of("air", air), Position.NONE);
    }
}
