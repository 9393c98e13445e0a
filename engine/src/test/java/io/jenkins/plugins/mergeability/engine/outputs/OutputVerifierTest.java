package io.jenkins.plugins.mergeability.engine.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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
        OutputGlobs globs = Tree.globs("air/dist/**");
        CaptureResult.Captured captured = (CaptureResult.Captured)
                new OutputCapture(tree.agent, OutputLimits.DEFAULT).capture(AIR, globs, Map.of());
        air = new NeededOutputs(AIR, captured.digest(), globs);
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

    @Test
    void shouldNoticeAFileThatIsGone() throws IOException {
        tree.delete("air/dist/l");
        assertThat(verify(0).unchanged()).isFalse();
    }
}
