package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.mergeability.engine.run.LocalPlatforms;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllPlatformsTest {

    @TempDir
    private Path directory;

    private SampleRepository repository;

    @BeforeEach
    void makeRepository() throws Exception {
        repository = new SampleRepository(directory);
        repository.write("air/a", "1");
    }

    @Test
    void shouldRunOnThisMachineAndOnWhatTheMapNames() throws Exception {
        assertThat(hashes("").keySet())
                .hasSize(1)
                .allMatch(key -> LocalPlatforms.here().contains(key.substring("air/all@".length())));
        assertThat(hashes("other: {platforms: [vax], run: x}").keySet())
                .contains("air/all@vax")
                .hasSize(3);
    }

    /** What is proven on one platform stays proven when another one is added. */
    @Test
    void shouldHaveTheSameHashWhateverElseIsConfigured() throws Exception {
        Map<String, String> before = hashes("");
        Map<String, String> after = hashes("other: {platforms: [vax], run: x}");

        assertThat(after).containsAllEntriesOf(before);
    }

    @Test
    void shouldAffectNothingWhereOnlyACommentOfTheMapHasChanged() throws Exception {
        hashes("other: {platforms: [vax], run: x}");
        repository.write("components.yaml", "# comment\n" + repository.read("components.yaml"));
        repository.commit();

        CliSession session = CliSession.in(repository.top(), "plan", "--base", "HEAD~1", "--format", "json");

        assertThat(new ObjectMapper().readTree(session.out()).path("affected")).isEmpty();
    }

    private Map<String, String> hashes(String other) throws Exception {
        repository.write(
                "components.yaml",
                "components:\n  air:\n    jobs:\n      all: {platforms: all, run: x}\n      " + other + "\n");
        repository.commit();
        CliSession session = CliSession.in(repository.top(), "plan", "--all", "--format", "json");
        assertThat(session.err()).isEmpty();
        Map<String, String> hashes = new TreeMap<>();
        for (JsonNode job : new ObjectMapper().readTree(session.out()).at("/components/0/jobs")) {
            hashes.put(
                    "air/" + job.path("name").asText() + "@"
                            + job.path("platform").asText(),
                    job.path("inputHash").asText());
        }
        return hashes;
    }
}
