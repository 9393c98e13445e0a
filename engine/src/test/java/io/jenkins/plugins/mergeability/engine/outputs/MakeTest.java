package io.jenkins.plugins.mergeability.engine.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.store.MemoryOutputStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What make thinks of restored outputs. */
class MakeTest {

    private static final JobKey OBJECTS = new JobKey("air", "objects", Optional.empty());
    private static final JobKey PROGRAM = new JobKey("air", "program", Optional.empty());

    @TempDir
    private Path directory;

    private final MemoryOutputStore store = new MemoryOutputStore();
    private Tree tree;

    @BeforeEach
    void plant() throws IOException {
        assumeTrue(
                List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                        .anyMatch(path -> new File(path, "make").canExecute()),
                "there is no make");
        tree = new Tree(directory);
        tree.file("Makefile", """
                bin/program: obj/a.o obj/b.o
                \tmkdir -p bin && cat obj/a.o obj/b.o > bin/program
                obj/%.o: src/%.c
                \tmkdir -p obj && cp $< $@
                """);
        tree.file("src/a.c", "a").file("src/b.c", "b");
    }

    private int make(String... arguments) throws Exception {
        ProcessBuilder process = new ProcessBuilder("make");
        process.command().addAll(List.of(arguments));
        return process.directory(tree.top.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start()
                .waitFor();
    }

    private NeededOutputs capture(JobKey job, String glob) throws IOException {
        CaptureResult.Captured captured = (CaptureResult.Captured)
                new OutputCapture(tree.agent, OutputLimits.DEFAULT).capture(job, Tree.globs(glob), Map.of());
        store.put(captured.digest(), captured.archive());
        return new NeededOutputs(job, captured.digest(), Tree.globs(glob));
    }

    /** As a checkout does. */
    private Instant rewriteSources() throws IOException {
        FileTime now = FileTime.from(Instant.now());
        tree.time("src/a.c", now).time("src/b.c", now).time("Makefile", now);
        return now.toInstant();
    }

    @Test
    void shouldFindNothingToMakeAfterSourcesWereRewritten() throws Exception {
        assertThat(make()).isZero();
        NeededOutputs objects = capture(OBJECTS, "obj/*");
        NeededOutputs program = capture(PROGRAM, "bin/*");
        OutputRestore restore = new OutputRestore(tree.agent, store, OutputLimits.DEFAULT);

        Instant checkout = rewriteSources();
        assertThat(make("-q")).as("older than the sources").isEqualTo(1);
        restore.restore(List.of(objects, program), checkout, path -> false);
        assertThat(make("-q")).as("already there").isZero();

        tree.delete("obj/a.o");
        restore.restore(List.of(program, objects), checkout, path -> false);
        assertThat(make("-q")).as("one was missing").isZero();

        tree.delete("obj").delete("bin");
        checkout = rewriteSources();
        restore.restore(List.of(program, objects), checkout, path -> false);
        assertThat(make("-q")).as("all were missing").isZero();

        Files.setLastModifiedTime(
                tree.path("src/b.c"), FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(make("-q")).as("a later change").isEqualTo(1);
    }
}
