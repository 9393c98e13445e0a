package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.store.DirectoryOutputStore;
import io.jenkins.plugins.mergeability.engine.outputs.store.MemoryOutputStore;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One output of 400 MB of half-compressible data, captured into a directory store and restored from it, beside the codec
 * alone; and 1,000 packages with 20 files each that are there already, restored at once and one by one.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class OutputsBenchmark {

    private static final OutputLimits LIMITS = OutputLimits.DEFAULT;
    private static final int MEGABYTE = 1 << 20;

    /** A file of 400 MB. */
    @State(Scope.Benchmark)
    public static class Large {
        private final JobKey job = new JobKey("air", "compile", Optional.empty());
        private final OutputGlobs globs = OutputGlobs.of("air", List.of("dist/**"));
        private Path directory;
        private OutputWorkspace workspace;
        private Path file;
        private DirectoryOutputStore store;
        private NeededOutputs needed;

        @Setup
        public void write() throws IOException {
            directory = Files.createTempDirectory("outputs");
            workspace = new OutputWorkspace(
                    Files.createDirectory(directory.resolve("tree")), directory.resolve("state"), Optional.empty());
            file = workspace.top().resolve("air/dist/large");
            Files.createDirectories(file.getParent());
            Random random = new Random(7);
            byte[] block = new byte[MEGABYTE];
            try (OutputStream out = Files.newOutputStream(file)) {
                for (int i = 0; i < 400; i++) {
                    random.nextBytes(block);
                    for (int at = 0; at < block.length; at++) {
                        block[at] = (byte) (block[at] & 0x0F | (at & 0x40) << 1);
                    }
                    out.write(block);
                }
            }
            store = new DirectoryOutputStore(directory.resolve("store"));
            CaptureResult.Captured captured = captured();
            store.put(captured.digest(), captured.archive());
            needed = new NeededOutputs(job, captured.digest(), globs);
        }

        private CaptureResult.Captured captured() {
            return (CaptureResult.Captured) new OutputCapture(workspace, LIMITS).capture(job, globs, Map.of());
        }

        @TearDown
        public void remove() throws IOException {
            DiskFiles.deleteTree(directory);
        }
    }

    /** The codec at its level, for comparison. */
    @Benchmark
    public long compressLarge(Large large) throws IOException {
        try (OutputStream out = ArchiveCodec.compress(OutputStream.nullOutputStream())) {
            return Files.copy(large.file, out);
        }
    }

    @Benchmark
    public OutputDigest hashLarge(Large large) {
        return large.captured().digest();
    }

    @Benchmark
    public OutputDigest captureLarge(Large large) throws IOException {
        CaptureResult.Captured captured = large.captured();
        large.store.remove(captured.digest());
        large.store.put(captured.digest(), captured.archive());
        return captured.digest();
    }

    /** The codec back again, for comparison. */
    @Benchmark
    public long expandLarge(Large large) throws IOException {
        try (var in =
                ArchiveCodec.decompress(large.store.get(large.needed.digest()).orElseThrow())) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Benchmark
    public RestoreResult restoreLarge(Large large) throws IOException {
        Files.deleteIfExists(large.file);
        return new OutputRestore(large.workspace, large.store, LIMITS)
                .restore(List.of(large.needed), Instant.EPOCH, path -> false);
    }

    /** 1,000 times 20 files of 1 KB, in place. */
    @State(Scope.Benchmark)
    public static class Many {
        private final List<NeededOutputs> needs = new ArrayList<>();
        private final MemoryOutputStore store = new MemoryOutputStore();
        private Path directory;
        private OutputWorkspace workspace;
        private OutputRestore restore;

        @Setup
        public void write() throws IOException, InterruptedException {
            directory = Files.createTempDirectory("outputs");
            workspace = new OutputWorkspace(
                    Files.createDirectory(directory.resolve("tree")), directory.resolve("state"), Optional.empty());
            restore = new OutputRestore(workspace, store, LIMITS);
            Random random = new Random(7);
            byte[] content = new byte[1024];
            for (int i = 0; i < 1000; i++) {
                String root = "packages/p" + i;
                Path dist =
                        Files.createDirectories(workspace.top().resolve(root).resolve("dist"));
                for (int j = 0; j < 20; j++) {
                    random.nextBytes(content);
                    Files.write(dist.resolve("file" + j + ".js"), content);
                }
                JobKey job = new JobKey("p" + i, "build", Optional.empty());
                OutputGlobs globs = OutputGlobs.of(root, List.of("dist/**"));
                CaptureResult.Captured captured =
                        (CaptureResult.Captured) new OutputCapture(workspace, LIMITS).capture(job, globs, Map.of());
                store.put(captured.digest(), captured.archive());
                needs.add(new NeededOutputs(job, captured.digest(), globs));
            }
            restore.restore(needs, Instant.EPOCH, path -> false); // one time for all of them
            Thread.sleep(TimeUnit.NANOSECONDS.toMillis(Placement.SETTLED) + 100);
            restore.restore(needs, Instant.EPOCH, path -> false); // seen again, and believed from now on
        }

        /** So that nothing but the manifest can answer. */
        @Setup(Level.Iteration)
        public void forget() {
            needs.forEach(need -> store.remove(need.digest()));
        }

        @TearDown
        public void remove() throws IOException {
            DiskFiles.deleteTree(directory);
        }
    }

    @Benchmark
    public RestoreResult manyInPlaceAtOnce(Many many) throws IOException {
        return many.restore.restore(many.needs, Instant.EPOCH, path -> false);
    }

    @Benchmark
    public int manyInPlaceOneByOne(Many many) throws IOException {
        int present = 0;
        for (NeededOutputs need : many.needs) {
            present += ((RestoreResult.Restored) many.restore.restore(List.of(need), Instant.EPOCH, path -> false))
                    .present();
        }
        return present;
    }
}
