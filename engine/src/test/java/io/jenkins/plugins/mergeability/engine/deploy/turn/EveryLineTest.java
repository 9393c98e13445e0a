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
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A good deployment and a bad one, with the process killed before and after every line of the journal. */
class EveryLineTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private final List<String> done = new ArrayList<>();
    private final ModelHistory history = new ModelHistory();
    private final String first = history.tip().name();
    private final String second = history.change().name();
    private LineJournal journal;
    private int left;
    private int lines;

    @Test
    void shouldPutBackTheGoodReleaseWhereverItIsKilled() throws Exception {
        Optional<Offer.Migration> compatible = Optional.of(new Offer.Migration(true, true));
        int[] total = {0};
        assertThat(states(compatible, -1, total)).containsExactly("live", "rolled back");
        int all = total[0];
        assertThat(all).isGreaterThan(15);
        assertThat(done)
                .containsExactly(
                        "prepare 1",
                        "before 1",
                        "switch 1",
                        "verify 1",
                        "verify 1",
                        "verify 1",
                        "prepare 2",
                        "before 2",
                        "switch 2",
                        "verify 2",
                        "switch 1",
                        "verify 1");
        for (int kill = 0; kill < 2 * all; kill++) {
            assertThat(states(compatible, kill, total)).as("killed at %s", kill).containsExactly("live", "rolled back");
            assertThat(done).endsWith("verify 1");
            assertThat(done.stream().filter(step -> step.startsWith("switch")).reduce((one, two) -> two))
                    .contains("switch 1");
        }
    }

    @Test
    void shouldAskAPersonWhereTheReleaseBeforeMayNotWork() throws Exception {
        assertThat(states(Optional.of(new Offer.Migration(false, true)), -1, new int[1]))
                .containsExactly("live", "needs a person");
        assertThat(done).endsWith("switch 2", "verify 2");
    }

    @Test
    void shouldNotRunAgainWhatMayNotRunAgain() throws Exception {
        Optional<Offer.Migration> once = Optional.of(new Offer.Migration(true, false));
        int[] total = {0};
        states(once, -1, total);
        int asked = 0;
        int all = total[0];
        for (int kill = 0; kill < 2 * all; kill++) {
            asked += states(once, kill, total).contains("needs a person") ? 1 : 0;
            assertThat(done.stream().filter("before 1"::equals).count()).isLessThanOrEqualTo(1);
            assertThat(done.stream().filter("before 2"::equals).count()).isLessThanOrEqualTo(1);
        }
        // after the line that it begins, and before the line that it is done, of either deployment
        assertThat(asked).isEqualTo(4);
    }

    /** The final states of both deployments, with one kill. */
    private List<String> states(Optional<Offer.Migration> migration, int kill, int[] total) throws Exception {
        done.clear();
        left = kill;
        lines = 0;
        journal = new LineJournal(event -> line(), event -> line());
        deploy(first, 1, migration);
        deploy(second, 2, migration);
        total[0] = lines / 2;
        return EnvironmentRecord.read(journal).candidates().stream()
                .map(Candidate::state)
                .map(DeploymentState::text)
                .toList();
    }

    private void line() {
        lines++;
        if (left-- == 0) {
            throw new Killed();
        }
    }

    private void deploy(String commit, int content, Optional<Offer.Migration> migration) throws Exception {
        Map<String, OutputDigest> outputs = Map.of("", new OutputDigest(String.format("%064x", content)));
        Offer offer = new Offer(
                new Deployment(new Release("air", outputs, commit), "definition", "production"), migration, Map.of());
        for (boolean ended = false; !ended; ) {
            try {
                Deployer deployer = deployer();
                if (EnvironmentRecord.read(journal).candidates().stream()
                        .noneMatch(candidate -> candidate.offer().equals(offer))) {
                    deployer.offer(offer, "anna");
                }
                while (deployer.step().isPresent()) {
                    continue;
                }
                ended = true;
            } catch (Killed e) {
                // the next process goes on
            } catch (RefusedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Deployer deployer() throws IOException {
        Command run = new Command("./deploy", BlockOptions.NONE, Position.NONE);
        DeployDefinition air = new DeployDefinition(
                "air", "release", Optional.empty(), List.of(), Optional.empty(), run, run, Position.NONE);
        Environment environment = new Environment(
                "production", true, Duration.ZERO, Optional.empty(), List.of(), Map.of("air", air), Position.NONE);
        return new Deployer(
                environment, EnvironmentRecord.read(journal), Map.of(), history, target(), Duration.ZERO, () -> NOW);
    }

    /** The second release does not hold. */
    private DeployTarget target() {
        return (step, offer, previous) -> {
            boolean bad = offer.commit().equals(second);
            done.add(step.text() + " " + (bad ? 2 : 1));
            return bad && step == DeployStep.VERIFY ? Optional.of("it does not answer") : Optional.empty();
        };
    }
}
