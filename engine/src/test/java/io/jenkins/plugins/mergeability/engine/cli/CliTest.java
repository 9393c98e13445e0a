package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.map.write.TypedYaml;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {

    private DemoRepository demo;

    @TempDir
    private Path elsewhere;

    @BeforeEach
    void makeRepository() throws Exception {
        demo = DemoRepository.create();
        demo.change();
    }

    @AfterEach
    void removeRepository() throws IOException {
        demo.close();
    }

    @Test
    void shouldPlanAChangeAsJson() throws Exception {
        JsonNode plan = json(call("plan", "--format", "json"));

        assertThat(strings(plan.get("affected"))).containsExactly("air", "integration_test");
        assertThat(plan.get("components")).hasSize(4);
        JsonNode air = plan.get("components").get(0);
        assertThat(air.get("name").asText()).isEqualTo("air");
        assertThat(air.get("state").asText()).isEqualTo("affected");
        assertThat(air.get("reasons").get(0).get("path").asText()).isEqualTo("air/greeting.sh");
        JsonNode test = air.get("jobs").get(1);
        assertThat(test.get("state").asText()).isEqualTo("run");
        assertThat(test.get("platform").isNull()).isTrue();
        assertThat(test.get("inputHash").asText()).matches("[0-9a-f]{64}");
        assertThat(strings(test.get("needs"))).containsExactly("air/compile");
    }

    @Test
    void shouldPlanTheSameBytesTwice() {
        assertThat(call("plan", "--format", "json").out())
                .isEqualTo(call("plan", "--format", "json").out());
    }

    @Test
    void shouldPlanTheSameFromASubdirectoryAndFromElsewhere() {
        String plan = call("plan", "--format", "json").out();

        assertThat(CliSession.in(demo.directory().resolve("air"), "plan", "--format", "json")
                        .out())
                .isEqualTo(plan);
        assertThat(CliSession.in(
                                elsewhere,
                                "plan",
                                "--format",
                                "json",
                                "--repo",
                                demo.directory().toString())
                        .out())
                .isEqualTo(plan);
    }

    @Test
    void shouldIncludeUncommittedChanges() throws Exception {
        Files.writeString(demo.directory().resolve("cloak/new file.sh"), "echo new");

        JsonNode plan = json(call("plan", "--format", "json"));

        assertThat(strings(plan.get("affected"))).containsExactly("air", "cloak", "integration_test");
        assertThat(plan.get("head").asText()).endsWith("+");
    }

    @Test
    void shouldPlanARevisionWithTheMapItHas() throws Exception {
        Files.writeString(demo.directory().resolve("components.yaml"), "not: a map");

        assertThat(call("plan").exit()).isEqualTo(ExitCode.BAD_INPUT);
        CliSession session = call("plan", "--base", "main", "--head", "HEAD", "--format", "json");
        assertThat(strings(json(session).get("affected"))).containsExactly("air", "integration_test");
    }

    @Test
    void shouldPrintOnceWhyEverythingIsBuilt() {
        String plan = call("plan", "--all").out();

        assertThat(plan).contains("4 of 4 components affected").containsOnlyOnce("everything was requested (--all)");
        assertThat(plan.lines().skip(1).findFirst()).contains("because everything was requested (--all)");
    }

    @Test
    void shouldPlanBeforeTheFirstCommit() throws Exception {
        git("checkout", "--quiet", "--orphan", "unborn");

        CliSession json = call("plan", "--format", "json");
        assertThat(json(json).get("head").isNull()).isTrue();
        assertThat(strings(json(json).get("affected"))).hasSize(4);
        assertThat(call("plan").out()).contains("no commit yet");
    }

    @Test
    void shouldRequireARevisionOfABareRepository() throws Exception {
        git("clone", "--quiet", "--bare", ".", elsewhere.resolve("bare.git").toString());

        CliSession session = CliSession.in(elsewhere.resolve("bare.git"), "plan");

        assertThat(session.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(session.err()).contains("--head");
    }

    @Test
    void shouldTakeChangedPathsFromStandardInput() throws Exception {
        byte[] paths = "cloak/a b\nc.sh\0README.md\0".getBytes(StandardCharsets.UTF_8);

        CliSession session =
                CliSession.with(paths, demo.directory(), "plan", "--changed-from", "-", "--format", "json");

        assertThat(strings(json(session).get("affected"))).containsExactly("cloak");
    }

    @Test
    void shouldAffectRedefinedComponentsWhenTheMapChanges() throws Exception {
        Path map = demo.directory().resolve("components.yaml");
        Files.writeString(map, Files.readString(map) + "\n# a remark\n");
        assertThat(strings(
                        json(call("plan", "--base", "HEAD", "--format", "json")).get("affected")))
                .isEmpty();

        Files.writeString(map, Files.readString(map).replace("run: sh integration_test.sh", "run: sh other.sh"));
        JsonNode plan = json(call("plan", "--base", "HEAD", "--format", "json"));

        assertThat(strings(plan.get("affected"))).containsExactly("integration_test");
    }

    @Test
    void shouldTryANamedMapOnCommitsThatDoNotHaveIt() throws Exception {
        Files.writeString(demo.directory().resolve("new.yaml"), "components: {air: {}, cloak: {}}");

        JsonNode plan =
                json(call("plan", "--map", "new.yaml", "--base", "HEAD^", "--head", "HEAD", "--format", "json"));

        assertThat(strings(plan.get("affected"))).containsExactly("air");
    }

    @Test
    void shouldCompareAMapBehindASymbolicLinkWhereItIs() throws Exception {
        Path map = demo.directory().resolve("components.yaml");
        Files.createDirectory(demo.directory().resolve("ci"));
        Files.move(map, demo.directory().resolve("ci/map.yaml"));
        Files.createSymbolicLink(map, Path.of("ci/map.yaml"));
        git("add", "--all");
        git("commit", "--quiet", "-m", "Move the map");
        Path real = demo.directory().resolve("ci/map.yaml");
        Files.writeString(real, Files.readString(real).replace("run: sh integration_test.sh", "run: sh other.sh"));

        JsonNode plan = json(call("plan", "--base", "HEAD", "--format", "json"));

        assertThat(strings(plan.get("affected"))).containsExactly("integration_test");
    }

    @Test
    void shouldRunOnceAndThenProve() throws Exception {
        JsonNode first = json(call("run", "--format", "json"));
        assertThat(first.get("outcome").asText()).isEqualTo("passed");
        assertThat(first.get("counts").get("passed").asInt()).isEqualTo(3);

        JsonNode second = json(call("run", "--format", "json"));
        assertThat(second.get("counts").get("passed").asInt()).isZero();
        assertThat(second.get("counts").get("proven").asInt()).isEqualTo(3);
    }

    @Test
    void shouldProveTheCommitWithWhatRanBeforeIt() throws Exception {
        Files.writeString(demo.directory().resolve("cloak/more.sh"), "echo more");
        call("run", "cloak");

        git("add", "--all");
        git("commit", "--quiet", "-m", "More");

        assertThat(call("run", "cloak").out()).contains("1 proven");
    }

    @Test
    void shouldRunRequestedJobsThatAreNotAffected() {
        assertThat(call("run", "cloak/test").out()).contains("cloak/test").contains("1 passed");
    }

    @Test
    void shouldNotUseProofsWithNoProofs() {
        call("run");

        assertThat(call("run", "--no-proofs").out()).contains("3 passed");
    }

    @Test
    void shouldEndWithOneWhenAJobFails() throws Exception {
        demo.breakSomething();

        CliSession session = call("run", "--junit", "out");

        assertThat(session.exit()).isEqualTo(ExitCode.JOB_FAILED);
        assertThat(session.out())
                .contains("expected 'Hello, world!', got 'Hullo, world!'")
                .contains("not run: needs air/test");
        assertThat(demo.directory().resolve("out/TEST-air.xml")).content().contains("<failure");
    }

    @Test
    void shouldRefuseToRunARevisionThatIsNotCheckedOut() {
        CliSession session = call("run", "--base", "main~0", "--head", "main", "--all");
        assertThat(session.exit()).isEqualTo(ExitCode.BAD_INPUT);

        CliSession other = call("run", "--head", "main", "air");
        assertThat(other.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(other.err()).contains("check it out first");
    }

    @Test
    void shouldExplainTheChainAndWhichInputChanged() throws Exception {
        call("run");
        demo.breakSomething();

        CliSession session = call("explain", "integration_test/test");

        assertThat(session.out())
                .contains("integration_test: depends on air")
                .contains("air: air/greeting.sh changed")
                .contains("component air: changed")
                .contains("    air/greeting.sh");
    }

    @Test
    void shouldCheckAMapOutsideOfAnyRepository() throws Exception {
        Path map = elsewhere.resolve("map.yaml");
        Files.writeString(map, "components:\n  air:\n    dependsOn: [bmo]\n  bom: {}\n");

        CliSession text = CliSession.in(elsewhere, "check", "--map", "map.yaml");
        assertThat(text.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(text.err())
                .contains("map.yaml:3:17: error: unknown component")
                .contains("did you mean `bom`?");

        JsonNode json = json(CliSession.in(elsewhere, "check", "--map", "map.yaml", "--format", "json"));
        assertThat(json.get("valid").asBoolean()).isFalse();
        assertThat(json.get("problems").get(0).get("line").asInt()).isEqualTo(3);
    }

    @Test
    void shouldWarnOfGlobsThatMatchNothing() throws Exception {
        Path map = demo.directory().resolve("components.yaml");
        Files.writeString(map, Files.readString(map).replace("  bom: {}", "  bom: {paths: [bom/**, boom/**]}"));

        CliSession session = call("check");

        assertThat(session.exit()).isZero();
        assertThat(session.out())
                .contains("warning: bom: no file matches `boom/**`")
                .contains("valid: 4 components");
    }

    @Test
    void shouldWarnOfComponentsThatNoChangeAffects() throws Exception {
        Files.writeString(demo.directory().resolve("components.yaml"), """
                ignore: ["**/*.txt"]
                components:
                  air: {jobs: {test: "true"}}
                  bom: {jobs: {test: "true"}}
                  docs: {paths: ["bom/*.txt"], dependsOn: [air], jobs: {test: "true"}}
                  empty: {paths: [nothing/**], dependsOn: [bom], jobs: {test: "true"}}
                  group: {paths: [nothing/**], dependsOn: [air], jobs: {test: "true"}}
                """);

        assertThat(call("check").out().lines())
                .contains(
                        "warning: bom: `ignore` matches each of its files: no change of a file affects it, and its jobs"
                                + " never run for one",
                        "warning: docs: `ignore` matches each of its files",
                        "warning: empty: it has no files, and depends on no component that has some: no change of a file"
                                + " affects it, and its jobs never run for one")
                .noneMatch(line -> line.contains("group: it") || line.contains("air:"));
    }

    @Test
    void shouldWarnOfNeedsWithoutOutputsInAnotherPlace() throws Exception {
        Files.writeString(elsewhere.resolve("map.yaml"), """
                components:
                  air:
                    jobs:
                      compile: make
                      test: {needs: [compile], run: make test}
                      generate: {run: make, outputs: []}
                      nightly: {when: nightly, needs: [test], run: make all}
                      big: {agent: big, needs: [test, compile, generate], run: make all}
                  bom:
                    jobs:
                      test: {needs: [air/generate, air/big], platforms: [linux], run: make}
                      release: {needs: [test], run: make}
                """);

        String end = " needs it, so it may find nothing of it: write the files that it leaves, such as"
                + " `outputs: [dist/**]`, or `outputs: []` if it leaves none";
        CliSession session = CliSession.in(elsewhere, "check", "--map", "map.yaml");
        assertThat(session.exit()).isZero();
        assertThat(session.out().lines())
                .containsExactly(
                        "warning: map.yaml:8: air/big declares no `outputs`, and bom/test, of another component," + end,
                        "warning: map.yaml:4: air/compile declares no `outputs`, and air/big, on another agent," + end,
                        "warning: map.yaml:5: air/test declares no `outputs`, and air/nightly, on another occasion,"
                                + end,
                        "warning: map.yaml:11: bom/test declares no `outputs`, and bom/release, on other platforms,"
                                + end,
                        "valid: 2 components, 7 jobs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--head=HEAD"})
    void shouldSayThatTheHeadIsComparedWithItself(String head) throws Exception {
        git("checkout", "--quiet", "main");
        String note = "nothing has changed: the default base contains the head, so the head is compared with itself";
        String[] plan = head.isEmpty() ? new String[] {"plan"} : new String[] {"plan", head};

        assertThat(call(plan).out()).contains(note).contains("`--base HEAD~1`").contains("`--when merge`");
        assertThat(call("run", "--when", "merge").out()).contains(note);
        assertThat(call("plan", "--base", "main").out()).doesNotContain(note);
        Files.writeString(demo.directory().resolve("air/new"), "new");
        assertThat(call("plan").out()).doesNotContain(note);
    }

    @ParameterizedTest
    @ValueSource(strings = {"svg", "mermaid", "dot"})
    void shouldDrawTheMapAndThePlan(String format) {
        assertThat(call("graph", "--format", format).out()).contains("integration");
        assertThat(call("plan", "--format", format).out()).contains("integration");
    }

    @Test
    void shouldPrintACompletionScriptThatBashAccepts() throws Exception {
        Path script = elsewhere.resolve("completion.sh");
        Files.writeString(script, CliSession.in(elsewhere, "completion").out());

        Process bash = new ProcessBuilder("bash", "-n", script.toString()).start();

        assertThat(bash.waitFor()).isZero();
        assertThat(script).content().contains("--changed-from");
    }

    @Test
    void shouldPrintTheSchemaThatAcceptsTheDemosMap() throws Exception {
        CliSession result = CliSession.in(elsewhere, "schema");

        assertThat(result.exit()).isEqualTo(ExitCode.DONE);
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(result.out());
        byte[] map = Files.readAllBytes(demo.directory().resolve("components.yaml"));
        assertThat(schema.validate(new ObjectMapper().valueToTree(TypedYaml.map(map))))
                .isEmpty();
        assertThat(schema.validate(new ObjectMapper().readTree("{\"components\": {\"a\": {\"job\": {}}}}")))
                .isNotEmpty();
    }

    @Test
    void shouldPrintHelp() {
        assertThat(CliSession.in(elsewhere, "--help").out()).contains("explain").contains("Examples:");
        assertThat(CliSession.in(elsewhere, "plan", "--help").out())
                .contains("--changed-from")
                .contains("Examples:");
        assertThat(CliSession.in(elsewhere, "--version").out()).startsWith("mergeability ");
        assertThat(CliSession.in(elsewhere).exit()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void shouldReportBadInputAndWriteNothing() throws Exception {
        List<Path> before = files();

        for (List<String> call : List.of(
                List.of("plan", "--base", "no-such-branch"),
                List.of("plan", "--head", "no-such-branch"),
                List.of("plan", "--base", "main", "--all"),
                List.of("plan", "--format", "xml"),
                List.of("plan", "--map", "missing.yaml"),
                List.of("plan", "--map", "air"),
                List.of("plan", "--repo", elsewhere.toString()),
                List.of("plan", "--repo", elsewhere.resolve("missing").toString()),
                List.of("plan", "--changed-from", "missing.txt"),
                List.of("plan", "--changed-from", "air"),
                List.of("plan", "--when", "never"),
                List.of("plna", "--help"),
                List.of("run", "--junit", "components.yaml"),
                List.of("run", "--junit", "components.yaml/reports"),
                List.of("explain", "air", "cloak"),
                List.of("explain", "arr"),
                List.of("explain", "air/tset"),
                List.of("explain"),
                List.of("run", "air/tset"),
                List.of("run", "--jobs", "0"),
                List.of("run", "--limit", "compliance"),
                List.of("run", "--limit", "compliance=1"),
                List.of("run", "--platform", "my machine"),
                List.of("run", "--platform", ""),
                List.of("plna"),
                List.of("check", "--nonsense"))) {
            CliSession session = call(call.toArray(new String[0]));

            assertThat(session.exit()).as("%s: %s", call, session.err()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(session.err())
                    .as("%s", call)
                    .isNotBlank()
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ");
            assertThat(session.err()).as("%s", call).matches("(?s)mergeability: [^A-Z].*");
            assertThat(session.out()).as("%s", call).isEmpty();
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void shouldSuggestTheNearestName() {
        assertThat(call("explain", "arr").err()).contains("did you mean 'air'?");
        assertThat(call("run", "air/tset").err()).contains("did you mean 'test'?");
        assertThat(call("plna").err()).contains("plan");
    }

    @Test
    void shouldPlanARevisionOfABareRepository() throws Exception {
        Path bare = elsewhere.resolve("bare.git");
        git("clone", "--quiet", "--bare", ".", bare.toString());

        CliSession session = CliSession.in(bare, "plan", "--base", "main", "--head", "HEAD", "--format", "json");

        assertThat(strings(json(session).get("affected"))).containsExactly("air", "integration_test");
        assertThat(CliSession.in(bare, "plan", "--map", "other.yaml", "--head", "HEAD")
                        .err())
                .contains("no component map other.yaml in HEAD");
    }

    @Test
    void shouldSayHowToReproduceAFailureFromWhereItWasCalled() throws Exception {
        demo.breakSomething();
        Files.createSymbolicLink(elsewhere.resolve("a b"), demo.directory());

        CliSession session = CliSession.in(elsewhere, "run", "--repo", "a b", "--platform", "vax");

        assertThat(session.out()).contains("reproduce: mergeability run air/test --repo 'a b' --platform vax\n");
    }

    @Test
    void shouldReportBeforeARunWhatCannotBeProven() throws Exception {
        Files.writeString(
                Files.createDirectory(demo.directory().resolve("air/nested")).resolve("file"), "content");
        git("-C", "air/nested", "init", "--quiet");

        assertThat(call("run").out()).startsWith("note: ").contains("air/nested");
        CliSession json = call("run", "--format", "json");
        assertThat(json.err()).startsWith("note: ");
        assertThat(json(json).get("outcome").asText()).isEqualTo("passed");
    }

    @Test
    void shouldSayThatAResultIsLost() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                StandardCharsets.UTF_8,
                new PrintStream(full, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                Map.of(),
                demo.directory(),
                "mergeability",
                false);

        assertThat(Cli.run(new String[] {"plan", "--format", "json"}, terminal)).isEqualTo(ExitCode.EXTERNAL_FAILURE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("the result is lost");
    }

    @Test
    void shouldPrintNoEmptyTable() {
        call("run");

        assertThat(call("run").out()).startsWith("3 proven");
    }

    @Test
    void shouldListUnclaimedPathsWhereTheMapRefusesThem() throws Exception {
        Path map = demo.directory().resolve("components.yaml");
        Files.writeString(map, "unmapped: error\n" + Files.readString(map));
        Files.writeString(demo.directory().resolve("Make\tfile"), "all:");

        CliSession session = call("plan");

        assertThat(session.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(session.err()).contains("Make\\tfile").contains("`ignore`");
    }

    private CliSession call(String... args) {
        return CliSession.in(demo.directory(), args);
    }

    private void git(String... arguments) throws Exception {
        demo.git(arguments);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(demo.directory())) {
            return files.sorted().toList();
        }
    }

    private static JsonNode json(CliSession session) throws IOException {
        return new ObjectMapper().readTree(session.out());
    }

    private static List<String> strings(JsonNode array) {
        return Stream.iterate(0, i -> i < array.size(), i -> i + 1)
                .map(i -> array.get(i).asText())
                .toList();
    }
}
