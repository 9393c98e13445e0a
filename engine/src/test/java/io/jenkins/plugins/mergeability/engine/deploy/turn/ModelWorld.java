package io.jenkins.plugins.mergeability.engine.deploy.turn;

import io.jenkins.plugins.mergeability.engine.deploy.Deployment;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.environments.ApprovalRule;
import io.jenkins.plugins.mergeability.engine.map.environments.FreezeWindow;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The world around two environments, {@code staging} and {@code production}, of {@code air} and {@code cloak}. */
final class ModelWorld {

    static final List<String> COMPONENTS = List.of("air", "cloak");
    static final Duration SOAK = Duration.ofMinutes(30);

    final Random random;
    final ModelHistory history = new ModelHistory();
    final Set<String> proven = new HashSet<>();
    final Set<Offer> accepted = new HashSet<>();
    final ModelEnvironment staging;
    final ModelEnvironment production;
    Instant now = Instant.parse("2026-11-23T09:00:00Z");
    boolean calm;

    ModelWorld(long seed) {
        random = new Random(seed);
        staging = new ModelEnvironment(this, environment("staging", Duration.ZERO, Optional.empty(), List.of()), null);
        Optional<ApprovalRule> approval =
                random.nextBoolean() ? Optional.of(new ApprovalRule(List.of(), 1, false)) : Optional.empty();
        List<FreezeWindow> freeze = random.nextInt(3) == 0
                ? List.of(FreezeWindow.parse("mon 16:00 - tue 06:00 Europe/Stockholm"))
                : List.of();
        production = new ModelEnvironment(this, environment("production", SOAK, approval, freeze), staging);
    }

    private static Environment environment(
            String name, Duration soak, Optional<ApprovalRule> approval, List<FreezeWindow> freeze) {
        return new Environment(
                name,
                true,
                soak,
                approval,
                freeze,
                Map.of("air", definition("air", List.of()), "cloak", definition("cloak", List.of("air"))),
                Position.NONE);
    }

    private static DeployDefinition definition(String component, List<String> needs) {
        Command run = new Command("./deploy", BlockOptions.NONE, Position.NONE);
        return new DeployDefinition(
                component, "release", Optional.empty(), needs, Optional.empty(), run, run, Position.NONE);
    }

    /** What would be offered of a component at a commit: equal content makes equal bytes. */
    Offer offer(String component, ModelHistory.Commit commit, String environment) {
        int content = commit.content();
        Map<String, OutputDigest> outputs = Map.of("", new OutputDigest(String.format("%064x", content)));
        Optional<Offer.Migration> migration = content % 4 == 0
                ? Optional.of(new Offer.Migration(content % 8 == 0, content % 3 == 0))
                : Optional.empty();
        return new Offer(
                new Deployment(new Release(component, outputs, commit.name()), "d" + content % 5, environment),
                migration,
                Map.of());
    }

    boolean isBad(Offer offer) {
        return history.get(offer.commit()).content() % 5 == 3;
    }

    boolean isProven(Offer offer) {
        return proven.contains(offer.commit());
    }

    /** Whether a person has accepted its place in history. */
    boolean accepted(Offer offer) {
        return accepted.contains(offer);
    }

    /** Whether it runs once more because a person wants it to. */
    boolean acceptedAgain(Offer offer) {
        return accepted(offer) || production.offeredAgain(offer) || staging.offeredAgain(offer);
    }

    void mayBeKilled() {
        if (!calm && random.nextInt(40) == 0) {
            throw new Killed();
        }
    }

    Optional<String> glitch() {
        return !calm && random.nextInt(15) == 0 ? Optional.of("a glitch") : Optional.empty();
    }
}
