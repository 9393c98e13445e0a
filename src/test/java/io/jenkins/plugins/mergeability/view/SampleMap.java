package io.jenkins.plugins.mergeability.view;

import hudson.model.Run;
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
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.plan.Planner;
import io.jenkins.plugins.mergeability.engine.plan.RunEnvironment;
import io.jenkins.plugins.mergeability.engine.proof.MemoryProofStore;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans of component maps without a repository, for builds that run nothing. */
public final class SampleMap {

    /** Four components. */
    public static final String SMALL = """
            unmapped: nothing
            components:
              bom:
                paths: [bom/**]
                jobs: {check: ./check.sh}
              air:
                paths: [air/**]
                dependsOn: [bom]
                jobs:
                  compile: [make deps, mix compile]
                  test: {needs: [compile], platforms: [linux, freebsd], run: mix test}
                  release: {when: merge, run: make release}
              cloak:
                paths: [cloak/**]
                dependsOn: [air]
                jobs: {test: make test}
              docs:
                paths: [docs/**]
                jobs: {build: make html}
            """;

    private static final String BASE = "a".repeat(40);
    private static final String HEAD = "b".repeat(40);

    final ComponentMap map;
    private final byte[] source;
    private final MemoryProofStore proofs = new MemoryProofStore();
    private List<String> notes = List.of();
    private boolean keepsProofs = true;

    public SampleMap(String text) {
        source = text.getBytes(StandardCharsets.UTF_8);
        try {
            map = MapReader.read("components.yaml", source);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    SampleMap(ComponentMap map) {
        this.map = map;
        this.source = new byte[0];
    }

    /** A number of components, each ten of them in a chain. */
    static SampleMap large(int count) {
        StringBuilder text = new StringBuilder("components:\n");
        for (int i = 0; i < count; i++) {
            text.append("""
                      part-%04d:
                        paths: [part-%04d/**]
                        dependsOn: [%s]
                        jobs: {compile: [make deps, make], test: {needs: [compile], run: make test}}
                    """.formatted(i, i, i % 10 == 0 ? "" : "part-%04d".formatted(i - 1)));
        }
        return new SampleMap(text.toString());
    }

    SampleMap noting(String... more) {
        notes = List.of(more);
        return this;
    }

    SampleMap withoutProofs() {
        keepsProofs = false;
        return this;
    }

    public static JobKey key(String component, String job) {
        return new JobKey(component, job, Optional.empty());
    }

    public static JobKey key(String component, String job, String platform) {
        return new JobKey(component, job, Optional.of(platform));
    }

    /** The plan for a change of some paths. */
    public Plan changing(String... paths) throws Exception {
        ChangedFiles files = ChangedFiles.of(
                map.components().keySet(),
                MapFiles.of(map),
                List.of(),
                List.of(paths),
                "components.yaml",
                Map.of(),
                path -> true);
        return plan(new PlanScope.Changed(files, List.of()));
    }

    /** The plan for a change of everything. */
    Plan everything(String why) throws Exception {
        return plan(new PlanScope.Everything(why));
    }

    private Plan plan(PlanScope scope) throws Exception {
        FileDigests contents = new FileDigests() {
            @Override
            public byte[] claimedBy(int component) {
                return new byte[] {(byte) component, (byte) (component >> 8)};
            }

            @Override
            public byte[] unclaimed() {
                return new byte[1];
            }

            @Override
            public byte[] selectedBy(int job) {
                return new byte[1];
            }
        };
        PlanRequest request = new PlanRequest(
                map,
                scope,
                contents,
                RunEnvironment.NONE,
                When.CHANGE,
                BASE,
                HEAD,
                notes,
                false,
                OutputAvailability.FOUND);
        return Planner.plan(request, proofs);
    }

    /** Records an outcome of jobs. */
    public SampleMap proving(String ranBy, boolean passed, JobKey... jobs) throws Exception {
        Instant at = Instant.parse("2026-01-02T03:04:05Z")
                .plusSeconds(proofs.latest(jobs[0], 10).size());
        for (PlannedComponent component : everything("for its hashes").components()) {
            for (PlannedJob job : component.jobs()) {
                if (List.of(jobs).contains(job.key())) {
                    proofs.record(List.of(new Outcome(
                            job.key(),
                            job.hash().orElseThrow(),
                            passed,
                            at,
                            Duration.ofSeconds(3),
                            ranBy,
                            HEAD,
                            Map.of())));
                }
            }
        }
        return this;
    }

    /** Records a plan in a build. */
    public BuildRecord begin(Run<?, ?> run, Plan plan) throws Exception {
        BuildFacts facts = new BuildFacts(
                "components.yaml",
                "git.example.org/air",
                null,
                "PRIMARY: main",
                "main",
                keepsProofs,
                0,
                false,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                1_700_000_000_000L,
                null,
                null);
        return BuildRecords.of(run).begin(facts, map, source, plan, directory -> {});
    }
}
