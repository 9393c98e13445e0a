package io.jenkins.plugins.mergeability.engine.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisabledOnOs(OS.WINDOWS)
class OutputVerifierTest {

    private static final JobKey AIR = new JobKey("air", "compile", Optional.empty());

    @TempDir
    private Path directory;

    private Tree tree;
    private NeededOutputs air;

    @BeforeEach
    void capture() throws IOException {
        tree = new Tree(directory);
        tree.file("air/dist/a", "a").link("air/dist/l", "a");
        air = captured();
    }

    private NeededOutputs captured() {
        OutputGlobs globs = Tree.globs("air/dist/**");
        CaptureResult.Captured captured = (CaptureResult.Captured)
                new OutputCapture(tree.agent, OutputLimits.DEFAULT).capture(AIR, globs, Map.of());
        return new NeededOutputs(AIR, captured.digest(), globs);
    }

    private InPlace verify(long since) throws IOException {
        return new OutputVerifier(tree.agent, "air/dist/.gitkeep"::equals).verify(air, tree.agent.now(), since);
    }

    private void rewriteWithoutTouchingItsTime() throws IOException {
        FileTime time = Files.getLastModifiedTime(tree.path("air/dist/a"));
        tree.file("air/dist/a", "b").time("air/dist/a", time);
    }

    @Test
    void shouldNoticeAFileThatWasRewrittenRightAfterItWasCaptured() throws IOException {
        assertThat(verify(0).exact()).isTrue();
        rewriteWithoutTouchingItsTime();
        assertThat(verify(0).unchanged()).isFalse();
    }

    @Test
    void shouldNoticeAFileThatWasRewrittenAfterItHasSettled() throws Exception {
        TimeUnit.MILLISECONDS.sleep(150);
        assertThat(verify(0).exact()).isTrue();
        assertThat(verify(0).exact()).isTrue();
        rewriteWithoutTouchingItsTime();
        assertThat(verify(0).unchanged()).isFalse();
    }

    @Test
    void shouldRememberWhatJobsLeftBesideOutputs() throws IOException {
        tree.file("air/dist/.gitkeep", "");
        assertThat(verify(0).exact()).as("tracked").isTrue();
        long before = tree.agent.now();
        tree.file("air/dist/log", "log");

        InPlace beside = verify(before);

        assertThat(beside.unchanged()).isTrue();
        assertThat(beside.exact()).isFalse();
        assertThat(tree.agent.manifest().left(AIR).read()).containsKey("air/dist/log");
    }

    private interface Change {
        void make(Tree tree) throws IOException;
    }

    static List<Named<Change>> changes() {
        return List.of(
                Named.of("nothing", changed -> changed.file("air/src", "")),
                Named.of("another file", changed -> changed.file("air/dist/new", "")),
                Named.of("another file in a directory", changed -> changed.file("air/dist/d/new", "")),
                Named.of("a new directory", changed -> changed.file("air/dist/e/new", "")),
                Named.of("a file that is gone", changed -> changed.delete("air/dist/d/f")),
                Named.of("a mode", changed -> changed.mode("air/dist/a", "rwxr-xr-x")),
                Named.of("another link", changed -> changed.delete("air/dist/l").link("air/dist/l", "d/f")),
                Named.of("a link in place of a directory", changed -> {
                    Files.move(changed.path("air/dist/d"), changed.path("air/d"));
                    changed.link("air/dist/d", "../d");
                }),
                Named.of("a link in place of all", changed -> {
                    Files.move(changed.path("air/dist"), changed.path("air/dist2"));
                    changed.link("air/dist", "dist2");
                }),
                Named.of("a copy in place of a directory", changed -> {
                    Files.move(changed.path("air/dist/d"), changed.path("air/d"));
                    changed.file("air/dist/d/f", "F");
                }),
                Named.of("a link in place of the component", changed -> {
                    Files.move(changed.path("air"), changed.path("air2"));
                    changed.link("air", "air2");
                }));
    }

    /** What was seen before by the same process is compared by what the system says of it, and not listed again. */
    @ParameterizedTest
    @MethodSource("changes")
    void shouldNoticeEachChangeOfWhatItHasSeen(Change change) throws Exception {
        tree.file("air/dist/d/f", "f");
        air = captured();
        TimeUnit.MILLISECONDS.sleep(150);
        OutputVerifier verifier = new OutputVerifier(tree.agent, "air/dist/.gitkeep"::equals);
        for (int times = 0; times < 3; times++) {
            assertThat(verifier.verify(air, tree.agent.now(), 0).exact()).isTrue();
        }

        change.make(tree);
        verifier.forgetDirectories(); // as in the next round

        InPlace afterwards = verifier.verify(air, tree.agent.now(), 0);
        assertThat(afterwards).isEqualTo(verify(0));
        assertThat(afterwards.exact()).isEqualTo(tree.has("air/src"));
    }

    @Test
    void shouldNoticeAFileThatIsGone() throws IOException {
        tree.delete("air/dist/l");
        assertThat(verify(0).unchanged()).isFalse();
    }
}
