package io.jenkins.plugins.mergeability.engine.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FoldedNames;
import io.jenkins.plugins.mergeability.engine.outputs.store.MemoryOutputStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class OutputCaptureTest {

    private static final JobKey JOB = new JobKey("air", "compile", Optional.empty());
    private static final JobKey OTHER = new JobKey("lib", "compile", Optional.of("linux"));

    @TempDir
    private Path directory;

    private Tree tree;

    @BeforeEach
    void plant() throws IOException {
        tree = new Tree(directory);
    }

    private CaptureResult capture(OutputGlobs globs) {
        return new OutputCapture(tree.agent, OutputLimits.DEFAULT).capture(JOB, globs, Map.of());
    }

    private List<String> paths(OutputGlobs globs) {
        return ((CaptureResult.Captured) capture(globs))
                .list().entries().stream().map(OutputEntry::path).toList();
    }

    @Test
    void shouldStartAtTheRootOfTheComponentOrAtTheTop() throws IOException {
        tree.file("air/dist/a", "")
                .file("air/dist/sub/b.map", "")
                .file("dist/c", "")
                .file("docs/d", "");

        assertThat(paths(OutputGlobs.of("air", List.of("dist/**"))))
                .containsExactly("air/dist/a", "air/dist/sub/b.map");
        assertThat(paths(OutputGlobs.of("air/", List.of("dist/**", "!**/*.map", "/docs/*"))))
                .containsExactly("air/dist/a", "docs/d");
        assertThat(paths(OutputGlobs.of("", List.of("**", "!/air/**")))).containsExactly("dist/c", "docs/d");
        assertThat(paths(OutputGlobs.of(".", List.of("{air/dist,docs}/*")))).containsExactly("air/dist/a", "docs/d");
        assertThat(paths(OutputGlobs.of("air", List.of()))).isEmpty();
    }

    @Test
    void shouldTakeTheNameOfARootLiterally() throws IOException {
        tree.file("a[1]*/dist/a", "").file("a1x/dist/b", "");

        assertThat(paths(OutputGlobs.of("a[1]*", List.of("dist/**")))).containsExactly("a[1]*/dist/a");
    }

    @Test
    void shouldRefuseAGlobThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> OutputGlobs.of("a", List.of("../b")));
    }

    @Test
    void shouldNeitherFollowLinksNorEnterGit() throws IOException {
        tree.file("dist/a", "x")
                .file(".git/config", "x")
                .file("nested/.git/HEAD", "x")
                .file("nested/code", "x")
                .file("submodule/.git", "gitdir: x")
                .link("dist/here", ".");

        assertThat(paths(Tree.globs("**"))).containsExactly("dist/a", "dist/here", "nested/code");
        assertThat(paths(Tree.globs(".git/**", "dist/*"))).containsExactly("dist/a", "dist/here");
    }

    @Test
    void shouldFailWithoutAnyFile() throws IOException {
        tree.file("air/other", "").file("air/dist/sub/x", "").link("air/linked", "dist");
        Files.createDirectories(tree.path("air/empty"));

        assertThat(capture(OutputGlobs.of("air", List.of("empty/**", "!x"))))
                .isEqualTo(new CaptureResult.Failed("no file matches its outputs: air/empty/**, !air/x"));
        assertThat(capture(OutputGlobs.of("air", List.of("dist"))))
                .isEqualTo(new CaptureResult.Failed(
                        "no file matches its outputs: air/dist; `air/dist` is a directory: write `air/dist/**`"));
        assertThat(capture(OutputGlobs.of("air", List.of("linked/**"))))
                .isEqualTo(new CaptureResult.Failed("no file matches its outputs: air/linked/**;"
                        + " `air/linked` is a link, which is not followed"));
        assertThat(capture(OutputGlobs.of("gone", List.of("**"))))
                .isEqualTo(new CaptureResult.Failed("no file matches its outputs: gone/**"));
    }

    @Test
    void shouldFailWhereAnotherJobWroteTheSamePath() throws IOException {
        tree.file("dist/a", "").file("dist/b", "");
        OutputCapture capture = new OutputCapture(tree.agent, OutputLimits.DEFAULT);

        assertThat(capture.capture(JOB, Tree.globs("dist/*"), Map.of("dist/b", OTHER, "dist/a", JOB)))
                .isEqualTo(new CaptureResult.Failed("`dist/b` is an output of lib/compile@linux and of air/compile"));
        assertThat(capture.capture(JOB, Tree.globs("dist/*"), Map.of("dist/c", OTHER)))
                .isInstanceOf(CaptureResult.Captured.class);
    }

    @Test
    void shouldNotKeepLinksThatLeaveTheRepository() throws IOException {
        Files.createDirectories(directory.resolve("outside"));
        tree.link("dist/absolute", "/etc/passwd")
                .link("dist/out", "../../outside")
                .link("dist/inside", "../src")
                .link("dist/git", "../.git/hooks")
                .link("elsewhere", "../outside")
                .link("dist/through", "../elsewhere/file")
                .file("src/a", "");
        Files.writeString(directory.resolve("outside/file"), "");

        assertThat(capture(Tree.globs("dist/**")))
                .isEqualTo(new CaptureResult.NotKept(List.of(
                        "`dist/absolute` is an absolute link, to `/etc/passwd`",
                        "`dist/git` is a link into a git directory, to `../.git/hooks`",
                        "`dist/out` is a link that leaves the repository, to `../../outside`",
                        "`dist/through` is a link that leaves the repository, to `../elsewhere/file`")));
        tree.delete("dist");
    }

    @Test
    void shouldNotKeepSpecialFiles() throws Exception {
        tree.file("dist/a", "");
        assertThat(new ProcessBuilder("mkfifo", tree.path("dist/pipe").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(capture(Tree.globs("dist/**")))
                .isEqualTo(new CaptureResult.NotKept(List.of("`dist/pipe` is neither a file nor a link")));
    }

    @Test
    void shouldNotKeepTooMuch() throws IOException {
        tree.file("dist/a", "12345").file("dist/b", "67890");
        OutputCapture small = new OutputCapture(tree.agent, new OutputLimits(9, 10, 500));
        OutputCapture few = new OutputCapture(tree.agent, new OutputLimits(10, 1, 500));

        assertThat(small.capture(JOB, Tree.globs("dist/**"), Map.of()))
                .isEqualTo(new CaptureResult.NotKept(List.of("its outputs have 10 bytes, more than 9")));
        assertThat(few.capture(JOB, Tree.globs("dist/**"), Map.of()))
                .isEqualTo(new CaptureResult.NotKept(List.of("its outputs are 2 files, more than 1")));
        for (int i = 0; i < 20; i++) {
            tree.link("links/" + i, "/");
        }
        assertThat(((CaptureResult.NotKept) capture(Tree.globs("links/**"))).reasons())
                .hasSize(OutputCapture.MAX_REASONS);
        tree.delete("links");
    }

    /** What this file system does not fold is tested by names alone, in {@link OutputListTest}. */
    @Test
    void shouldKeepNamesThatThisFileSystemTellsApart() throws IOException {
        tree.file("dist/a", "1").file("dist/A", "2");
        if (!FoldedNames.foldsIn(tree.state)) {
            assertThat(paths(Tree.globs("dist/**"))).containsExactly("dist/A", "dist/a");
        }
    }

    @Test
    void shouldKeepWhatCompressesWellWithinTheBoundOfReaders() throws IOException {
        tree.file("dist/zeros", new byte[64 << 20]);
        CaptureResult.Captured captured = (CaptureResult.Captured) capture(Tree.globs("dist/**"));
        MemoryOutputStore store = new MemoryOutputStore();
        store.put(captured.digest(), captured.archive());

        assertThat(OutputArchiveReader.verify(
                        store.get(captured.digest()).orElseThrow(), captured.digest(), OutputLimits.DEFAULT))
                .isEqualTo(captured.list());
    }
}
