package io.jenkins.plugins.mergeability.engine.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.store.MemoryOutputStore;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class OutputRestoreTest {

    private static final JobKey AIR = new JobKey("air", "compile", Optional.empty());
    private static final JobKey LIB = new JobKey("lib", "compile", Optional.empty());
    private static final Instant CHECKOUT = Instant.parse("2026-11-22T12:00:00.123456789Z");

    @TempDir
    private Path directory;

    private final MemoryOutputStore store = new MemoryOutputStore();
    private Tree tree;
    private NeededOutputs air;

    @BeforeEach
    void plant() throws IOException {
        tree = new Tree(directory);
        tree.file("air/dist/a", "a")
                .executable("air/dist/b.sh", "b")
                .link("air/dist/l", "a")
                .file("air/src", "source");
        air = capture(AIR, "air/dist/**");
    }

    private NeededOutputs capture(JobKey job, String... globs) throws IOException {
        OutputGlobs outputs = Tree.globs(globs);
        CaptureResult.Captured captured = (CaptureResult.Captured)
                new OutputCapture(tree.agent, OutputLimits.DEFAULT).capture(job, outputs, Map.of());
        store.put(captured.digest(), captured.archive());
        return new NeededOutputs(job, captured.digest(), outputs);
    }

    private RestoreResult restore(OutputWorkspace workspace, NeededOutputs... needs) throws IOException {
        return new OutputRestore(workspace, store, OutputLimits.DEFAULT)
                .restore(List.of(needs), CHECKOUT, path -> false);
    }

    private RestoreResult.Restored restored(NeededOutputs... needs) throws IOException {
        return (RestoreResult.Restored) restore(tree.agent, needs);
    }

    @Test
    void shouldWriteWhatIsMissingOrChangedAndRemoveWhatIsSurplus() throws IOException {
        Map<String, String> wanted = tree.files();
        tree.delete("air/dist/a")
                .file("air/dist/b.sh", "B")
                .delete("air/dist/l")
                .link("air/dist/l", "b.sh")
                .file("air/dist/old/deep/x", "surplus")
                .file("air/dist/y", "surplus");

        RestoreResult.Restored restored = restored(air);

        assertThat(tree.files()).isEqualTo(wanted);
        assertThat(tree.has("air/dist/old")).isFalse();
        assertThat(restored.written()).isEqualTo(3);
        assertThat(restored.removed()).isEqualTo(2);
        assertThat(restored.present()).isZero();
        assertThat(restored.setAside()).isEmpty();
        assertThat(restored.placed()).isEqualTo(Map.of("air/dist/a", AIR, "air/dist/b.sh", AIR, "air/dist/l", AIR));
        assertThat(restored.changed())
                .containsExactly("air/dist/a", "air/dist/b.sh", "air/dist/l", "air/dist/old/deep/x", "air/dist/y");
        assertThat(restored(air))
                .isEqualTo(new RestoreResult.Restored(0, 0, 3, List.of(), restored.placed(), new TreeSet<>()));
    }

    @Test
    void shouldRepairAModeAndNothingElse() throws IOException {
        tree.mode("air/dist/a", "rwxr-xr-x");

        assertThat(restored(air).written()).isEqualTo(1);
        assertThat(Files.getPosixFilePermissions(tree.path("air/dist/a")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    }

    @Test
    void shouldRestoreIntoATreeThatHasNothing() throws IOException {
        Map<String, String> wanted = tree.files("air/dist/**");
        DiskFiles.deleteTree(tree.state);
        tree.delete("air");

        assertThat(restored(air).written()).isEqualTo(3);
        assertThat(tree.files()).isEqualTo(wanted);
        assertThat(Files.list(tree.state.resolve("staging"))).isEmpty();
    }

    @Test
    void shouldGiveAllFilesOneTimeLaterThanTheCheckout() throws IOException {
        tree.time("air/dist/a", FileTime.from(CHECKOUT.minusSeconds(60))).delete("air/dist/b.sh");
        tree.file("lib/out/x", "x");
        NeededOutputs lib = capture(LIB, "lib/out/*");

        restored(air, lib);

        Set<FileTime> times = new HashSet<>();
        for (String path : List.of("air/dist/a", "air/dist/b.sh", "lib/out/x")) {
            times.add(Files.getLastModifiedTime(tree.path(path)));
        }
        assertThat(times).hasSize(1).allMatch(time -> time.toInstant().isAfter(CHECKOUT));

        Instant later = times.iterator().next().toInstant().plusSeconds(3600);
        new OutputRestore(tree.agent, store, OutputLimits.DEFAULT).restore(List.of(air, lib), later, path -> false);
        assertThat(Files.getLastModifiedTime(tree.path("lib/out/x")).toInstant())
                .isEqualTo(later.plusMillis(1));
        assertThat(Files.getLastModifiedTime(tree.path("air/dist/a")).toInstant())
                .isEqualTo(later.plusMillis(1));
    }

    @Test
    void shouldLeaveTimesAloneThatAreOneAndLateEnough() throws IOException {
        restored(air);
        FileTime before = Files.getLastModifiedTime(tree.path("air/dist/a"));

        restored(air);

        assertThat(Files.getLastModifiedTime(tree.path("air/dist/a"))).isEqualTo(before);
    }

    @Test
    void shouldNotWriteThroughLinks() throws IOException {
        Path outside = Files.createDirectories(directory.resolve("outside/dist"));
        Files.writeString(outside.resolve("a"), "precious");
        Files.writeString(outside.resolve("z"), "precious");
        Map<String, String> wanted = tree.files("air/dist/**");
        tree.delete("air/dist").link("air/dist", "../../outside/dist");
        assertThat(restored(air).written()).isEqualTo(3);
        assertThat(tree.files("air/dist/**")).isEqualTo(wanted);

        tree.delete("air").link("air", "../outside");
        assertThat(restored(air).written()).isEqualTo(3);
        assertThat(tree.files()).isEqualTo(wanted);

        tree.delete("air/dist/a").link("air/dist/a", "../../../outside/dist/a");
        assertThat(restored(air).written()).isEqualTo(1);
        assertThat(tree.files()).isEqualTo(wanted);

        assertThat(Files.readString(outside.resolve("a")) + Files.readString(outside.resolve("z")))
                .isEqualTo("preciousprecious");
    }

    @Test
    void shouldReplaceADirectoryInTheWayButNoRepository() throws IOException {
        tree.delete("air/dist/a").file("air/dist/a/b/c", "in the way").mode("air/dist/a/b", "r-xr-xr-x");
        assertThat(restored(air).removed()).isEqualTo(1);
        assertThat(tree.read("air/dist/a")).isEqualTo("a");

        tree.delete("air/dist/a").file("air/dist/a/b/.git/HEAD", "a repository");
        assertThatIOException()
                .isThrownBy(() -> restored(air))
                .withMessage("`air/dist/a` is a directory in the way of an output, and holds `air/dist/a/b/.git`");
    }

    @Test
    void shouldNeverRemoveWhatGitTracks() throws IOException {
        tree.file("air/dist/.gitkeep", "");

        new OutputRestore(tree.agent, store, OutputLimits.DEFAULT)
                .restore(List.of(air), CHECKOUT, "air/dist/.gitkeep"::equals);
        assertThat(tree.has("air/dist/.gitkeep")).isTrue();
        restored(air);
        assertThat(tree.has("air/dist/.gitkeep")).isFalse();
    }

    @Test
    void shouldWriteInDirectoriesThatAreReadOnlyAndLeaveThemSo() throws IOException {
        tree.file("air/dist/ro/x", "x");
        NeededOutputs more = capture(AIR, "air/dist/**");
        tree.file("air/dist/ro/x", "y").mode("air/dist/ro", "r-xr-xr-x");

        assertThat(restored(more).written()).isEqualTo(1);
        assertThat(tree.read("air/dist/ro/x")).isEqualTo("x");
        assertThat(Files.getPosixFilePermissions(tree.path("air/dist/ro")))
                .isEqualTo(PosixFilePermissions.fromString("r-xr-xr-x"));
        tree.mode("air/dist/ro", "rwxr-xr-x");
    }

    @Test
    void shouldSayWhatIsNoLongerKeptAndChangeNothing() throws IOException {
        tree.file("lib/out/x", "x");
        NeededOutputs lib = capture(LIB, "lib/out/*");
        tree.delete("air/dist/a").file("air/dist/surplus", "").delete("lib/out/x");
        Map<String, String> before = tree.files();
        store.remove(air.digest());

        assertThat(restore(tree.agent, air, lib))
                .isEqualTo(new RestoreResult.Missing(Map.of(air, "the outputs are no longer kept")));
        assertThat(tree.files()).isEqualTo(before);
    }

    @Test
    void shouldRemoveADamagedArchiveAndChangeNothing() throws IOException {
        byte[] bytes = store.get(air.digest()).orElseThrow().readAllBytes();
        bytes[bytes.length - 8] ^= 1;
        store.remove(air.digest());
        store.put(air.digest(), out -> out.write(bytes));
        tree.delete("air/dist/a").file("air/dist/surplus", "");
        Map<String, String> before = tree.files();

        assertThat(((RestoreResult.Missing) restore(tree.agent, air)).reasons().get(air))
                .startsWith("outputs " + air.digest().hex().substring(0, 12) + " are damaged: ");
        assertThat(tree.files()).isEqualTo(before);
        assertThat(store.has(air.digest())).isFalse();
        assertThat(Files.list(tree.state.resolve("staging"))).isEmpty();
    }

    @Test
    void shouldKeepInTheStoreWhatOnlyCannotBeReadNow() throws IOException {
        tree.delete("air/dist/a");
        OutputStore unreachable = new OutputStore() {
            @Override
            public boolean has(OutputDigest digest) {
                return true;
            }

            @Override
            public Optional<InputStream> get(OutputDigest digest) throws IOException {
                throw new IOException("no route to host");
            }

            @Override
            public void put(OutputDigest digest, OutputArchive archive) {
                throw new AssertionError();
            }

            @Override
            public List<StoredOutput> list() {
                return List.of();
            }

            @Override
            public void remove(OutputDigest digest) {
                throw new AssertionError();
            }
        };

        assertThat(new OutputRestore(tree.agent, unreachable, OutputLimits.DEFAULT)
                        .restore(List.of(air), CHECKOUT, path -> false))
                .isEqualTo(new RestoreResult.Missing(Map.of(air, "the outputs cannot be read: no route to host")));
    }

    @Test
    void shouldRefuseNeedsThatExcludeEachOther() throws IOException {
        tree.file("air/dist/a", "other");
        NeededOutputs lib = capture(LIB, "air/dist/a");
        assertThat(restore(tree.agent, air, lib))
                .isEqualTo(new RestoreResult.Refused("`air/dist/a` is an output of air/compile and of lib/compile"));

        tree.delete("air/dist/a").file("air/dist/a/b", "deeper");
        NeededOutputs deeper = capture(LIB, "air/dist/a/b");
        assertThat(restore(tree.agent, air, deeper))
                .isEqualTo(new RestoreResult.Refused(
                        "`air/dist/a` is an output of air/compile, and a directory of lib/compile"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> restore(tree.agent, air, new NeededOutputs(AIR, lib.digest(), air.globs())))
                .withMessage("air/compile is needed with two digests");
    }

    @Test
    void shouldTakeOneFileOfTwoJobsOnce() throws IOException {
        NeededOutputs same = capture(LIB, "air/dist/a");
        tree.delete("air/dist");

        assertThat(restored(air, same, air).written()).isEqualTo(3);
        assertThat(tree.read("air/dist/a")).isEqualTo("a");
    }

    @Test
    void shouldSetAsideOnALaptopWhatIsNotThisTools() throws IOException {
        tree.file("air/dist/a", "mine").file("air/dist/notes", "mine too");
        restore(tree.laptop, air);
        tree.file("air/dist/a", "mine again").delete("air/dist/b.sh").file("air/dist/b.sh/c", "and this");
        RestoreResult.Restored second = (RestoreResult.Restored) restore(tree.laptop, air);

        Map<String, String> aside = new HashMap<>();
        Path top = tree.laptop.aside().orElseThrow();
        List<Path> times;
        try (Stream<Path> list = Files.list(top)) {
            times = list.sorted().toList();
        }
        assertThat(times).hasSize(2);
        for (Path time : times) {
            try (Stream<Path> files = Files.walk(time)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    aside.put(times.indexOf(time) + " " + time.relativize(file), Files.readString(file));
                }
            }
        }
        assertThat(aside)
                .isEqualTo(Map.of(
                        "0 air/dist/a", "mine",
                        "0 air/dist/notes", "mine too",
                        "1 air/dist/a", "mine again",
                        "1 air/dist/b.sh/c", "and this"));
        assertThat(second.setAside())
                .containsExactlyInAnyOrder(
                        times.get(1).resolve("air/dist/a"), times.get(1).resolve("air/dist/b.sh/c"));
    }

    @Test
    void shouldNotSetAsideWhatThisToolHasPlaced() throws IOException {
        tree.file("air/dist/new", "n");
        NeededOutputs newer = capture(AIR, "air/dist/**");
        restore(tree.laptop, newer);
        restore(tree.laptop, air);

        assertThat(tree.has("air/dist/new")).isFalse();
        assertThat(tree.laptop.aside().orElseThrow()).doesNotExist();
    }

    @Test
    void shouldClearTheOutputsOfAJobBeforeItRuns() throws IOException {
        tree.file("air/dist/mine", "").file("air/dist/.gitkeep", "");
        OutputRestore restore = new OutputRestore(tree.laptop, store, OutputLimits.DEFAULT);
        List<Path> aside =
                restore.clear(AIR, air.globs(), "air/dist/.gitkeep"::equals).setAside();

        assertThat(aside).hasSize(1).allMatch(path -> path.endsWith("air/dist/mine"));
        assertThat(tree.files()).containsOnlyKeys("air/dist/.gitkeep", "air/src");
        assertThat(restored(air).written()).isEqualTo(3);
    }
}
