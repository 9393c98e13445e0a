package io.jenkins.plugins.mergeability.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.plan.ChangedFiles;
import io.jenkins.plugins.mergeability.engine.plan.FileDigests;
import io.jenkins.plugins.mergeability.engine.plan.MapFiles;
import io.jenkins.plugins.mergeability.engine.plan.OutputAvailability;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlanRequest;
import io.jenkins.plugins.mergeability.engine.plan.PlanScope;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.plan.Planner;
import io.jenkins.plugins.mergeability.engine.plan.RunEnvironment;
import io.jenkins.plugins.mergeability.engine.proof.MemoryProofStore;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTextTest {

    private static final FileDigests FILES = new FileDigests() {
        @Override
        public byte[] claimedBy(int component) {
            return new byte[] {(byte) component};
        }

        @Override
        public byte[] unclaimed() {
            return new byte[0];
        }

        @Override
        public byte[] selectedBy(int selector) {
            return new byte[0];
        }
    };

    private final MemoryProofStore proofs = new MemoryProofStore();

    /** A plan for changes of four components with two jobs each. */
    private Plan plan() throws Exception {
        StringBuilder map = new StringBuilder("version: 1\ncomponents:\n");
        for (String name : List.of("air", "earth", "fire", "water")) {
            map.append("  ").append(name).append(": {jobs: {build: make, test: make test}}\n");
        }
        ComponentMap read = MapReader.read("components.yaml", map.toString().getBytes(StandardCharsets.UTF_8));
        List<String> changed = List.of("air/a", "earth/e", "fire/f", "water/w");
        return Planner.plan(
                new PlanRequest(
                        read,
                        new PlanScope.Changed(
                                ChangedFiles.of(
                                        read.components().keySet(),
                                        MapFiles.of(read),
                                        List.of(),
                                        changed,
                                        "components.yaml",
                                        Map.of(),
                                        path -> true),
                                List.of()),
                        FILES,
                        RunEnvironment.NONE,
                        When.CHANGE,
                        "",
                        "a change",
                        List.of(),
                        false,
                        OutputAvailability.FOUND),
                proofs);
    }

    private void prove(String component) throws Exception {
        for (String name : List.of("build", "test")) {
            PlannedJob job = plan().components().stream()
                    .flatMap(each -> each.jobs().stream())
                    .filter(each -> each.key().equals(new JobKey(component, name, Optional.empty())))
                    .findFirst()
                    .orElseThrow();
            proofs.record(List.of(new Outcome(
                    job.key(),
                    job.hash().orElseThrow(),
                    true,
                    Instant.EPOCH,
                    Duration.ofSeconds(1),
                    "first",
                    "",
                    Map.of())));
        }
    }

    @Test
    void shouldListWhatRunsAndWhy() throws Exception {
        prove("air");

        assertThat(PlanText.render(plan(), Ansi.OFF)).isEqualTo("""
                4 of 4 components affected, at a change

                air      proven      air/a changed
                  build  proven      by first
                  test   proven      by first
                earth    affected    earth/e changed
                  build  run
                  test   run
                fire     affected    fire/f changed
                  build  run
                  test   run
                water    affected    water/w changed
                  build  run
                  test   run

                6 jobs to run, 2 proven
                """);
    }

    @Test
    void shouldListWhatRunsFirstIfNotAllFits() throws Exception {
        prove("air");

        assertThat(PlanText.render(plan(), Ansi.OFF, 12)).isEqualTo(PlanText.render(plan(), Ansi.OFF));
        assertThat(PlanText.render(plan(), Ansi.OFF, 8)).isEqualTo("""
                4 of 4 components affected, at a change

                earth    affected    earth/e changed
                  build  run
                  test   run
                fire     affected    fire/f changed
                  build  run
                  test   run
                water    affected    water/w changed
                  build  run
                and 1 more component and 3 more jobs

                6 jobs to run, 2 proven
                """);
        assertThat(PlanText.render(plan(), Ansi.OFF, 11))
                .endsWith("air      proven      air/a changed\n  build  proven      by first\nand 1 more job\n\n"
                        + "6 jobs to run, 2 proven\n");
        assertThat(PlanText.render(plan(), Ansi.OFF, 0)).isEqualTo("""
                4 of 4 components affected, at a change

                and 4 more components and 8 more jobs

                6 jobs to run, 2 proven
                """);
    }
}
