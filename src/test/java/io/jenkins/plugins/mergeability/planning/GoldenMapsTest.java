package io.jenkins.plugins.mergeability.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.OutputAvailability;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlanRequest;
import io.jenkins.plugins.mergeability.engine.plan.Planner;
import io.jenkins.plugins.mergeability.engine.plan.RunEnvironment;
import io.jenkins.plugins.mergeability.engine.proof.MemoryProofStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plans of the plugin are byte for byte those of the command line. */
class GoldenMapsTest {

    @TempDir
    private static Path classes;

    private static CommandLine commandLine;

    @TempDir
    private Path directory;

    @BeforeAll
    static void compile() throws IOException {
        commandLine = CommandLine.in(classes);
    }

    static List<Path> maps() throws IOException {
        try (Stream<Path> directories = Files.list(Path.of("engine/src/test/resources/maps/good"))) {
            return directories.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("maps")
    void shouldPlanAsTheCommandLineDoes(Path golden) throws Exception {
        TestRepository repository = TestRepository.init(directory.resolve("repository"));
        repository
                .write("components.yaml", unmapped(Files.readString(golden.resolve("components.yaml"))))
                .write("air/a", "1")
                .write("docs/d", "1")
                .write("z", "1");
        repository.commit("first");
        repository.write("air/a", "2").write("new \u00E9", "2").commit("second");

        assertSamePlan(repository, new Base.Commit("HEAD~1", "", "", false), "--base", "HEAD~1");
        assertSamePlan(repository, new Base.None("everything was requested (--all)"), "--all");

        repository.write("components.yaml", changed(golden)).commit("map");

        assertSamePlan(repository, new Base.Commit("HEAD~1", "", "", false), "--base", "HEAD~1");
        assertSamePlan(repository, new Base.Commit("HEAD~2", "", "", false), "--base", "HEAD~2");
    }

    private void assertSamePlan(TestRepository repository, Base base, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("plan", "--head", "HEAD", "--format", "json"));
        all.addAll(List.of(options));
        assertThat(PrintedPlan.of(plan(repository, base)).text())
                .isEqualTo(commandLine.run(repository.directory(), all.toArray(String[]::new)));
    }

    private static Plan plan(TestRepository repository, Base base) throws Exception {
        AgentQuery question = new AgentQuery("git", "", "HEAD", "components.yaml", null, base);
        AgentReply answer = question.invoke(repository.directory().toFile(), null);
        assertThat(answer.failure()).isNull();
        RepositoryFacts facts = answer.facts();
        ComponentMap read = facts.map().read();
        ComponentMap map = read.withPlatforms(read.namedPlatforms());
        PlanRequest request = new PlanRequest(
                map,
                facts.scope(map.allPlatforms()),
                facts.files(),
                RunEnvironment.of(map, Map.of(), System.getenv(), ""),
                When.CHANGE,
                facts.base(),
                facts.head(),
                facts.notes(),
                true,
                OutputAvailability.FOUND);
        return Planner.plan(request, new MemoryProofStore());
    }

    /** The map in its printed form, with an additional component. */
    private static String changed(Path golden) throws IOException {
        return unmapped(Files.readString(golden.resolve("pretty.yaml")))
                .replaceFirst("(?m)^components:\n", "components:\n  zz_added:\n    paths: [zz/**]\n");
    }

    /** The map without errors for unclaimed paths. */
    private static String unmapped(String map) {
        return map.replace("unmapped: error", "unmapped: nothing");
    }
}
