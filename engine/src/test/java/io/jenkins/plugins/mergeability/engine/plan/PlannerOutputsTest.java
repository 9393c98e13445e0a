package io.jenkins.plugins.mergeability.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.proof.MemoryProofStore;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Proven jobs whose outputs are there, or are not. */
class PlannerOutputsTest {

    private final MemoryProofStore proofs = new MemoryProofStore();

    @Test
    void shouldRunAgainWhatLeftNothingBehindAProvenJob() throws Exception {
        ComponentMap map = map("outputs: [gen/**]");
        prove(map, "air/generate", "air/compile");

        assertThat(states(plan(map, Set.of()))).containsExactly("generate proven", "compile proven", "test run");
        assertThat(states(plan(map, Set.of("air/generate"))))
                .containsExactly("generate run", "compile proven", "test run");
        assertThat(needs(plan(map, Set.of("air/generate")), "test")).containsExactly("air/compile", "air/generate");
        assertThat(needs(plan(map, Set.of()), "test")).containsExactly("air/compile");
    }

    @Test
    void shouldRunAgainAJobBehindAProvenOneWhosePassIsNotKnown() throws Exception {
        ComponentMap map = map("outputs: [gen/**]");
        prove(map, "air/compile");

        assertThat(states(plan(map, Set.of()))).containsExactly("generate run", "compile proven", "test run");
    }

    @Test
    void shouldAskNothingOfAGateBehindAProvenJob() throws Exception {
        for (String gate : List.of("outputs: []", "retry: 0")) {
            ComponentMap map = map(gate);
            prove(map, "air/generate", "air/compile");

            assertThat(states(plan(map, Set.of("air/generate"))))
                    .as(gate)
                    .containsExactly("generate proven", "compile proven", "test run");
        }
    }

    @Test
    void shouldAskNothingForAJobThatDoesNotRun() throws Exception {
        ComponentMap map = map("outputs: [gen/**]");
        prove(map, "air/generate", "air/compile", "air/test");

        assertThat(states(plan(map, Set.of("air/generate", "air/compile"))))
                .containsExactly("generate proven", "compile proven", "test proven");
    }

    private static ComponentMap map(String generate) throws Exception {
        return MapReader.read("components.yaml", """
                        version: 1
                        components:
                          air:
                            jobs:
                              generate: {run: make gen, %s}
                              compile: {needs: [generate], run: make, outputs: [dist/**]}
                              test: {needs: [compile], run: make test, outputs: []}
                        """.formatted(generate).getBytes(StandardCharsets.UTF_8));
    }

    /** The plan where the outputs of some jobs are not there. */
    private Plan plan(ComponentMap map, Set<String> missing) throws Exception {
        return Planner.plan(
                new PlanRequest(
                        map,
                        new PlanScope.Everything("test"),
                        new Tree(Map.of("air/f", "1")).contents(map),
                        RunEnvironment.of(map, Map.of(), Map.of(), ""),
                        When.CHANGE,
                        "",
                        "head",
                        List.of(),
                        false,
                        (key, job, pass, neededBy) ->
                                missing.contains(key.toString()) ? Optional.of("gone") : Optional.empty()),
                proofs);
    }

    private void prove(ComponentMap map, String... keys) throws Exception {
        for (PlannedJob job : plan(map, Set.of()).component("air").jobs()) {
            if (List.of(keys).contains(job.key().toString())) {
                proofs.record(List.of(new Outcome(
                        job.key(),
                        job.hash().orElseThrow(),
                        true,
                        Instant.ofEpochSecond(1),
                        Duration.ofSeconds(1),
                        "run 1",
                        "abc",
                        Map.of())));
            }
        }
    }

    private static List<String> states(Plan plan) {
        List<String> states = new ArrayList<>();
        plan.component("air")
                .jobs()
                .forEach(job -> states.add(job.key().job() + " " + job.state().text()));
        return states;
    }

    private static List<String> needs(Plan plan, String name) {
        return plan.component("air").jobs().stream()
                .filter(job -> job.key().job().equals(name))
                .flatMap(job -> job.needs().stream())
                .map(Object::toString)
                .toList();
    }
}
