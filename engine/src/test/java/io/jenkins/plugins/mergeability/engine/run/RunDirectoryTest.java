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

        assertThat(RunDirectory.prune(runs, 20, Long.MAX_VALUE)).isEqualTo(5);
        assertThat(runs.resolve("20200101-000004-abcd")).doesNotExist();
        assertThat(runs.resolve("20200101-000005-abcd")).exists();
        assertThat(runs.resolve("someone-elses")).exists();
        assertThat(runs.resolve("20190101-000000-abcd")).exists();
        assertThat(RunDirectory.prune(runs, 20, Long.MAX_VALUE)).isZero();
    }

    @Test
    void shouldKeepNoMoreBytesThanAllowedButTheNewest() throws IOException {
        for (int i = 0; i < 5; i++) {
            Files.createDirectories(old(i).resolve("air/test/artifacts"));
            Files.write(old(i).resolve("air/test/artifacts/app.bin"), new byte[996]); // and four bytes of a log
        }
        Files.createSymbolicLink(old(4).resolve("link"), Files.write(runs.resolve("large"), new byte[100_000]));

        assertThat(RunDirectory.prune(runs, 20, 3_500)).isEqualTo(2);
        assertThat(runs.resolve("20200101-000001-abcd")).doesNotExist();
        assertThat(runs.resolve("20200101-000002-abcd/air/test/artifacts/app.bin"))
                .exists();
        assertThat(RunDirectory.prune(runs, 20, 3_500)).isZero();

        assertThat(RunDirectory.prune(runs, 20, 1)).isEqualTo(2);
        assertThat(runs.resolve("20200101-000004-abcd/air/test/01-test.log")).exists();
    }

    @Test
    void shouldNotPruneACurrentRun() throws IOException {
        try (RunDirectory directory = RunDirectory.create(runs)) {
            assertThat(RunDirectory.prune(runs, 0, Long.MAX_VALUE)).isZero();
            assertThat(directory.path()).isDirectory();
        }
        assertThat(RunDirectory.prune(runs, 0, Long.MAX_VALUE)).isEqualTo(1);
    }

    @Test
    void shouldRemoveLinksAndNotTheirTargets() throws IOException {
        Path precious = Files.writeString(
                Files.createDirectories(runs.resolve("precious")).resolve("file"), "text");
        Files.createSymbolicLink(old(1).resolve("link"), precious.getParent());

        assertThat(RunDirectory.prune(runs, 0, Long.MAX_VALUE)).isEqualTo(1);
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
                    RunDirectory.prune(runs, 3, Long.MAX_VALUE);
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
        RunDirectory.prune(runs, 3, Long.MAX_VALUE);

        try (var left = Files.list(runs)) {
            assertThat(left).hasSize(3);
        }
    }
}
