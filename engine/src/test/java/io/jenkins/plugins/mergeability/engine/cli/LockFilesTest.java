package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFilesTest {

    private static final String LOCK = """
            {"name": "shop", "lockfileVersion": 3, "packages": {
              "": {"name": "shop"},
              "packages/core": {"dependencies": {"left-pad": "^1.3.0"}},
              "packages/ui": {"dependencies": {"ink": "^2.0.0"}},
              "node_modules/left-pad": {"version": "1.3.0"},
              "node_modules/ink": {"version": "2.0.0"}
            }}
            """;

    @TempDir
    private Path directory;

    private SampleRepository repository;

    @BeforeEach
    void makeRepository() throws Exception {
        repository = new SampleRepository(directory);
        repository.write("components.yaml", """
                lockfiles: package-lock.json
                components:
                  core: {root: packages/core, jobs: {test: {run: "true", outputs: []}}}
                  ui: {root: packages/ui, jobs: {test: {run: "true", outputs: []}}}
                  docs: {dependsOn: ui, jobs: {test: {run: "true", outputs: []}}}
                """);
        repository.write("package-lock.json", LOCK);
        repository.write("packages/core/package.json", "{}");
        repository.write("packages/ui/package.json", "{}");
        repository.write("docs/index", "1");
        repository.commit();
    }

    @Test
    void shouldAffectWhatUsesAChangedEntryAndNameIt() throws Exception {
        repository.write("package-lock.json", LOCK.replace("1.3.0\"}", "1.3.1\"}"));
        JsonNode uncommitted = plan("--base", "HEAD");
        CliSession text = CliSession.in(repository.top(), "plan", "--base", "HEAD");
        repository.commit();
        JsonNode committed = plan("--base", "HEAD~1");

        assertThat(text.out())
                .contains("package-lock.json: left-pad 1.3.0 → 1.3.1")
                .contains("package-lock.json: as a whole, because no member in it is one of this component");
        assertThat(affected(uncommitted)).isEqualTo("[\"core\",\"docs\"]").isEqualTo(affected(committed));
        assertThat(hashes(uncommitted)).isEqualTo(hashes(committed));
        assertThat(committed.at("/components/0/reasons").toString())
                .isEqualTo("[{\"kind\":\"locked\",\"why\":\"package-lock.json: left-pad 1.3.0 → 1.3.1\"}]");
        assertThat(CliSession.in(repository.top(), "explain", "core/test", "--base", "HEAD~1")
                        .out())
                .contains("core: package-lock.json: left-pad 1.3.0 → 1.3.1");
    }

    /** What the map says of the file, and the file that was read, are kept; both give the same plan. */
    @Test
    void shouldPlanTheSameWithAndWithoutWhatIsKept() throws Exception {
        repository.write("package-lock.json", LOCK.replace("2.0.0\"}", "2.1.0\"}"));
        repository.commit();

        JsonNode first = plan("--base", "HEAD~1");
        Path kept = repository.top().resolve(".git/mergeability/cache/locks");
        assertThat(kept).isDirectoryContaining(file -> file.toString().endsWith(".npm"));
        JsonNode second = plan("--base", "HEAD~1");
        try (var files = Files.list(kept)) {
            for (Path file : files.toList()) {
                Files.writeString(file, "damaged");
            }
        }

        assertThat(affected(first)).isEqualTo("[\"docs\",\"ui\"]");
        assertThat(second).isEqualTo(first).isEqualTo(plan("--base", "HEAD~1"));
    }

    @Test
    void shouldProveWhatAChangeOfTheFileDoesNotReach() throws Exception {
        CliSession.in(repository.top(), "run", "--all");
        repository.write("package-lock.json", LOCK.replace("1.3.0\"}", "1.3.1\"}"));

        CliSession run = CliSession.in(repository.top(), "run", "--all");

        assertThat(run.exit()).isZero();
        JsonNode plan = plan("--all");
        Map<String, String> states = new TreeMap<>();
        plan.path("components")
                .forEach(component -> states.put(
                        component.path("name").asText(),
                        component.at("/jobs/0/evidence/run").asText()));
        assertThat(states.get("ui")).isNotEqualTo(states.get("core")).isNotEqualTo(states.get("docs"));
    }

    @Test
    void shouldCountAsAWholeIfItIsTooLarge() throws Exception {
        repository.write("package-lock.json", LOCK + " ".repeat(16 << 20));
        repository.commit();

        JsonNode plan = plan("--base", "HEAD~1");

        assertThat(affected(plan)).isEqualTo("[\"core\",\"docs\",\"ui\"]");
        assertThat(plan.at("/components/0/reasons/0/why").asText())
                .isEqualTo(
                        "package-lock.json: as a whole, because it has more than 16 MiB, or not the content that git has");
    }

    @Test
    void shouldReadAnUncommittedFileWithTheLineEndsOfWindows() throws Exception {
        repository.write(".gitattributes", "*.json text\n");
        repository.commit();
        repository.write(
                "package-lock.json", LOCK.replace("1.3.0\"}", "1.3.1\"}").replace("\n", "\r\n"));

        assertThat(affected(plan("--base", "HEAD"))).isEqualTo("[\"core\",\"docs\"]");
    }

    @Test
    void shouldCountAsAWholeIfThereIsNoBase() throws Exception {
        CliSession session = CliSession.with(
                "package-lock.json\0".getBytes(StandardCharsets.UTF_8),
                repository.top(),
                "plan",
                "--changed-from",
                "-",
                "--format",
                "json");

        assertThat(affected(new ObjectMapper().readTree(session.out()))).isEqualTo("[\"core\",\"docs\",\"ui\"]");
    }

    private JsonNode plan(String... selection) throws Exception {
        String[] all = new String[selection.length + 3];
        all[0] = "plan";
        all[1] = "--format";
        all[2] = "json";
        System.arraycopy(selection, 0, all, 3, selection.length);
        CliSession session = CliSession.in(repository.top(), all);
        assertThat(session.err()).isEmpty();
        return new ObjectMapper().readTree(session.out());
    }

    private static String affected(JsonNode plan) {
        return plan.path("affected").toString();
    }

    private static Map<String, String> hashes(JsonNode plan) {
        Map<String, String> hashes = new TreeMap<>();
        plan.path("components")
                .forEach(component -> hashes.put(
                        component.path("name").asText(),
                        component.at("/jobs/0/inputHash").asText()));
        return hashes;
    }
}
