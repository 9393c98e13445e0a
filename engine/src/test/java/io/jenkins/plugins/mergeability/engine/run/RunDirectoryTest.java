package io.jenkins.plugins.mergeability.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories of runs are created, kept and pruned independently. */
class RunDirectoryTest {

    @TempDir
    private Path runs;

    private Path old(int number) throws IOException {
        Path directory = Files.createDirectories(runs.resolve(String.format("20200101-0000%02d-abcd", number)));
        Files.createDirectories(directory.resolve("air/test"));
        Files.writeString(directory.resolve("air/test/01-test.log"), "text");
        return directory;
    }

    @Test
    void shouldNameARunByItsTimeAndFourRandomDigits() throws IOException {
        try (RunDirectory directory = RunDirectory.create(runs.resolve("not/there/yet"))) {
            assertThat(directory.id()).matches("20\\d{6}-\\d{6}-[0-9a-f]{4}");
            assertThat(directory.path()).isDirectory().hasFileName(directory.id());
        }
    }

    @Test
    void shouldKeepTheNewest() throws IOException {
        for (int i = 0; i < 25; i++) {
            old(i);
        }
        Files.createDirectories(runs.resolve("someone-elses"));
        Files.writeString(runs.resolve("20190101-000000-abcd"), "not a directory");

        assertThat(RunDirectory.prune(runs, 20)).isEqualTo(5);
        assertThat(runs.resolve("20200101-000004-abcd")).doesNotExist();
        assertThat(runs.resolve("20200101-000005-abcd")).exists();
        assertThat(runs.resolve("someone-elses")).exists();
        assertThat(runs.resolve("20190101-000000-abcd")).exists();
        assertThat(RunDirectory.prune(runs, 20)).isZero();
    }

    @Test
    void shouldNotPruneACurrentRun() throws IOException {
        try (RunDirectory directory = RunDirectory.create(runs)) {
            assertThat(RunDirectory.prune(runs, 0)).isZero();
            assertThat(directory.path()).isDirectory();
        }
        assertThat(RunDirectory.prune(runs, 0)).isEqualTo(1);
    }

    @Test
    void shouldRemoveLinksAndNotTheirTargets() throws IOException {
        Path precious = Files.writeString(
                Files.createDirectories(runs.resolve("precious")).resolve("file"), "text");
        Files.createSymbolicLink(old(1).resolve("link"), precious.getParent());

        assertThat(RunDirectory.prune(runs, 0)).isEqualTo(1);
        assertThat(precious).exists();
    }

    @Test
    void shouldGiveEveryRunItsOwnWhileOthersPrune() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        // A name is free again once its run has ended and been pruned, all of it perhaps within a second.
        Set<String> current = ConcurrentHashMap.newKeySet();
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            done.add(threads.submit((Callable<Void>) () -> {
                try (RunDirectory directory = RunDirectory.create(runs)) {
                    assertThat(current.add(directory.id())).isTrue();
                    assertThat(directory.path().resolve("log")).doesNotExist();
                    Files.writeString(directory.path().resolve("log"), "text");
                    RunDirectory.prune(runs, 3);
                    assertThat(directory.path().resolve("log")).exists();
                    current.remove(directory.id());
                }
                return null;
            }));
        }
        for (Future<?> each : done) {
            each.get();
        }
        threads.shutdown();
        RunDirectory.prune(runs, 3);

        try (var left = Files.list(runs)) {
            assertThat(left).hasSize(3);
        }
    }
}
