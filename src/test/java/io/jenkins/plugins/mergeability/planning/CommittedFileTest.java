package io.jenkins.plugins.mergeability.planning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.planning.GitObjects.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommittedFileTest {

    @TempDir
    private Path directory;

    private TestRepository repository;
    private String head;

    @BeforeEach
    void create() throws Exception {
        repository = TestRepository.init(directory.resolve("repository"))
                .write("components.yaml", "top")
                .write("a b/\u00E9/map.yaml", "deep")
                .write("a b/\u00E9x", "beside");
        link("linked.yaml", "a b/\u00E9/map.yaml");
        link("a b/up", "../directory/../a b/\u00E9");
        link("directory", "a b");
        link("outside", "../repository/components.yaml");
        link("absolute", "/etc/hostname");
        link("loop", "loop");
        head = repository.commit("files");
    }

    private void link(String path, String target) throws Exception {
        Files.createSymbolicLink(repository.directory().resolve(path), Path.of(target));
    }

    private static String text(GitObjects.Source objects, String commit, String path) throws Exception {
        return CommittedFile.find(objects, commit, path)
                .map(file -> new String(file.content(), UTF_8) + (file.linked() ? ", linked" : ""))
                .orElse("none");
    }

    private GitObjects recorded(String path) throws Exception {
        GitObjects objects = new GitObjects();
        try (GitRepository git =
                GitRepository.at(repository.directory(), "git", AgentQuery.environment(directory.toString()))) {
            text(objects.recorded((type, id) -> git.object(type.gitName(), id)), head, path);
        }
        return objects;
    }

    @ParameterizedTest
    @CsvSource({
        "components.yaml, top",
        "a b/\u00E9/map.yaml, deep",
        "linked.yaml, 'deep, linked'",
        "a b/up/map.yaml, 'deep, linked'",
        "directory/\u00E9x, 'beside, linked'",
    })
    void shouldFindAFileByTheObjectsThatLeadToIt(String path, String content) throws Exception {
        GitObjects objects = recorded(path);

        assertThat(text(objects.verified(), head, path)).isEqualTo(content);
        assertThat(text(objects.verified(), head, "other")).isEqualTo("none");
        assertThat(text(objects.verified(), "0".repeat(40), path)).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing",
                "a b",
                "a b/\u00E9",
                "components.yaml/x",
                "../components.yaml",
                "outside",
                "absolute",
                "loop"
            })
    void shouldFindNothingElse(String path) throws Exception {
        assertThat(text(recorded(path).verified(), head, path)).isEqualTo("none");
    }

    @Test
    void shouldRefuseObjectsWithAnotherContentThanTheirId() throws Exception {
        for (Type changed : Type.values()) {
            GitObjects objects = new GitObjects();
            try (GitRepository git =
                    GitRepository.at(repository.directory(), "git", AgentQuery.environment(directory.toString()))) {
                GitObjects.Source lies =
                        (type, id) -> git.object(type.gitName(), id).map(content -> {
                            if (type == changed) {
                                content[content.length - 1] ^= 1;
                            }
                            return content;
                        });
                CommittedFile.find(objects.recorded(lies), head, "a b/\u00E9/map.yaml");
            }
            assertThat(text(objects.verified(), head, "a b/\u00E9/map.yaml"))
                    .as("%s", changed)
                    .isEqualTo("none");
        }
    }

    @Test
    void shouldComputeTheIdsOfGit() throws Exception {
        String blob = repository.git("rev-parse", "HEAD:components.yaml").strip();

        assertThat(GitObjects.id(Type.BLOB, "top".getBytes(UTF_8), 40)).isEqualTo(blob);
        assertThat(CommittedFile.tree(recorded("components.yaml").verified(), head))
                .isEqualTo(
                        Optional.of(repository.git("rev-parse", "HEAD^{tree}").strip()));
    }

    @Test
    void shouldReadRepositoriesWithOtherIds() throws Exception {
        Path other = directory.resolve("sha256");
        Files.createDirectories(other);
        List<String> init = List.of("git", "init", "-q", "--object-format=sha256", other.toString());
        assertThat(new ProcessBuilder(init).start().waitFor()).isZero();
        repository = TestRepository.init(other).write("d/components.yaml", "wide");
        head = repository.commit("one");

        assertThat(head).hasSize(64);
        assertThat(text(recorded("d/components.yaml").verified(), head, "d/components.yaml"))
                .isEqualTo("wide");
    }
}
