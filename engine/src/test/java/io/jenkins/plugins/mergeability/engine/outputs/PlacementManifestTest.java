package io.jenkins.plugins.mergeability.engine.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import io.jenkins.plugins.mergeability.engine.outputs.store.MemoryOutputStore;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** When "already there" is believed without reading, and when not. */
@DisabledOnOs(OS.WINDOWS)
class PlacementManifestTest {

    private static final JobKey AIR = new JobKey("air", "compile", Optional.empty());
    private static final OutputGlobs GLOBS = Tree.globs("dist/**");

    @TempDir
    private Path directory;

    private final MemoryOutputStore store = new MemoryOutputStore();
    private Tree tree;
    private PlacementManifest manifest;
    private OutputDigest digest;

    @BeforeEach
    void place() throws IOException {
        tree = new Tree(directory);
        manifest = tree.agent.manifest();
        tree.file("dist/a", "right").link("dist/l", "a");
        CaptureResult.Captured captured = (CaptureResult.Captured)
                new OutputCapture(tree.agent, OutputLimits.DEFAULT).capture(AIR, GLOBS, Map.of());
        digest = captured.digest();
        store.put(digest, captured.archive());
        restore();
    }

    private RestoreResult.Restored restore() throws IOException {
        return (RestoreResult.Restored) new OutputRestore(tree.agent, store, OutputLimits.DEFAULT)
                .restore(List.of(new NeededOutputs(AIR, digest, GLOBS)), Instant.EPOCH, path -> false);
    }

    /** Records what is there now as if it were right, seen so long after it was last changed. */
    private void believe(long nanosAfter) throws IOException {
        Placement before = manifest.read(AIR);
        Map<String, FileStat> stats = new HashMap<>();
        long observed = 0;
        for (String path : before.stats().keySet()) {
            stats.put(path, FileStat.of(tree.path(path)));
            observed = Math.max(observed, stats.get(path).changed() + nanosAfter);
        }
        manifest.write(AIR, new Placement(before.list(), observed, stats));
    }

    @Test
    void shouldNotReadWhatIsSettled() throws IOException {
        tree.file("dist/a", "wrong");
        believe(Placement.SETTLED);
        store.remove(digest);

        assertThat(restore().written()).isZero();
        assertThat(tree.read("dist/a")).isEqualTo("wrong");
    }

    @Test
    void shouldReadWhatWasChangedShortlyBeforeItWasSeen() throws IOException {
        tree.file("dist/a", "wrong");
        believe(Placement.SETTLED - 1);

        assertThat(restore().written()).isEqualTo(1);
        assertThat(tree.read("dist/a")).isEqualTo("right");
    }

    /** What {@code cp -p} leaves: another content with the same size, time and mode. */
    @Test
    void shouldNotBeTrappedByACopyThatKeepsSizeTimeAndMode() throws IOException {
        believe(Placement.SETTLED);
        FileTime time = Files.getLastModifiedTime(tree.path("dist/a"));
        FileStat before = FileStat.of(tree.path("dist/a"));
        Files.writeString(tree.path("dist/a"), "wrong", StandardOpenOption.TRUNCATE_EXISTING);
        tree.time("dist/a", time);
        FileStat after = FileStat.of(tree.path("dist/a"));
        assertThat(List.of(after.size(), after.modified(), after.mode(), after.inode()))
                .isEqualTo(List.of(before.size(), before.modified(), before.mode(), before.inode()));

        assertThat(restore().written()).isEqualTo(1);
        assertThat(tree.read("dist/a")).isEqualTo("right");
    }

    @Test
    void shouldNotBeTrappedByAnotherFileOfThatName() throws Exception {
        believe(Placement.SETTLED);
        tree.file("other", "wrong").time("other", Files.getLastModifiedTime(tree.path("dist/a")));
        assertThat(new ProcessBuilder("cp", "-p", "--remove-destination", "other", "dist/a")
                        .directory(tree.top.toFile())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(tree.read("dist/a")).isEqualTo("wrong");

        assertThat(restore().written()).isEqualTo(1);
        assertThat(tree.read("dist/a")).isEqualTo("right");
    }

    @Test
    void shouldSettleByBeingSeenAgain() throws IOException {
        believe(0);
        assertThat(restore().written()).isZero();
        Placement settled = manifest.read(AIR);
        FileStat stat = FileStat.of(tree.path("dist/a"));

        assertThat(settled.observed()).isGreaterThanOrEqualTo(stat.changed());
        assertThat(settled.stats().get("dist/a")).isEqualTo(stat);
    }

    @Test
    void shouldBelieveNothingWithoutATimeThatNobodyCanSet() {
        OutputEntry entry = OutputEntry.file("a", false, 1, "0".repeat(64));
        FileStat stat = new FileStat(FileStat.Type.FILE, 1, 5, FileStat.UNKNOWN, 0, 0);
        FileStat timed = new FileStat(FileStat.Type.FILE, 1, 5, 5, 0, 0);
        OutputList list = OutputList.of(List.of(entry));

        assertThat(new Placement(list, Long.MAX_VALUE, Map.of("a", stat)).isBelieved(entry, stat))
                .isFalse();
        assertThat(new Placement(list, Long.MAX_VALUE, Map.of("a", timed)).isBelieved(entry, timed))
                .isTrue();
    }

    @Test
    void shouldReadEverythingWhenTheManifestIsDamaged() throws IOException {
        tree.file("dist/a", "wrong");
        believe(Placement.SETTLED);
        Path file;
        try (Stream<Path> files = Files.list(tree.state.resolve("placed"))) {
            file = files.findFirst().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            assertThat(manifest.read(AIR)).isNull();
        }
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(manifest.read(AIR)).isNull();
        }

        assertThat(restore().written()).isEqualTo(1);
        assertThat(tree.read("dist/a")).isEqualTo("right");
    }

    @Test
    void shouldKeepJobsApart() throws IOException {
        JobKey other = new JobKey("air/compile", "", Optional.empty());

        assertThat(manifest.read(other)).isNull();
        assertThat(manifest.read(new JobKey("air", "compile", Optional.of("linux"))))
                .isNull();
        assertThat(manifest.read(AIR).list().digest()).isEqualTo(digest);
        manifest.remove(AIR);
        assertThat(manifest.read(AIR)).isNull();
    }
}
