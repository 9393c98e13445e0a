package io.jenkins.plugins.mergeability.engine.run.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeJournalTest {

    private static final JobKey COMPILE = new JobKey("lib", "compile", Optional.empty());
    private static final JobKey TEST = new JobKey("app", "test", Optional.of("linux"));
    private static final JobKey OTHER = new JobKey("other", "test", Optional.empty());
    private static final InputHash ONE = new InputHash("1".repeat(64));
    private static final InputHash TWO = new InputHash("2".repeat(64));

    @TempDir
    Path directory;

    private TreeJournal journal;

    @BeforeEach
    void open() {
        journal = new TreeJournal(directory.resolve("trees"), directory);
    }

    @Test
    void shouldHoldWhatPassed() throws Exception {
        assertThat(journal.held()).isEmpty();

        run(COMPILE, Set.of(), Optional.of(ONE));

        assertThat(journal.held()).containsExactly("lib/compile " + ONE.hex());
        assertThat(new TreeJournal(directory.resolve("trees"), directory).held())
                .isEqualTo(journal.held());
        assertThat(new TreeJournal(directory.resolve("trees"), directory.resolve("other")).held())
                .isEmpty();
    }

    @Test
    void shouldNotHoldWhatFailedOrRunsAgain() throws Exception {
        run(COMPILE, Set.of(), Optional.empty());
        assertThat(journal.held()).isEmpty();

        run(COMPILE, Set.of(), Optional.of(ONE));
        run(COMPILE, Set.of(), Optional.of(TWO));
        assertThat(journal.held()).containsExactly(TreeJournal.entry(COMPILE, TWO));

        journal.started(COMPILE, Set.of());
        assertThat(journal.held()).isEmpty();
    }

    @Test
    void shouldHoldWhatJobsThatNeedItHaveRunSince() throws Exception {
        run(COMPILE, Set.of(), Optional.of(ONE));
        run(TEST, Set.of(COMPILE), Optional.of(TWO));
        assertThat(journal.held()).containsExactly(TreeJournal.entry(COMPILE, ONE), TreeJournal.entry(TEST, TWO));

        run(OTHER, Set.of(), Optional.of(ONE));
        assertThat(journal.held()).containsExactly(TreeJournal.entry(OTHER, ONE));
    }

    /** Whichever of the two starts or ends first. */
    @Test
    void shouldNotHoldWhatRanBesideAnotherJob() throws Exception {
        long compile = journal.started(COMPILE, Set.of());
        long other = journal.started(OTHER, Set.of());
        end(COMPILE, Set.of(), Optional.of(ONE), compile);
        end(OTHER, Set.of(), Optional.of(ONE), other);
        assertThat(journal.held()).isEmpty();

        other = journal.started(OTHER, Set.of());
        compile = journal.started(COMPILE, Set.of());
        end(COMPILE, Set.of(), Optional.of(ONE), compile);
        assertThat(journal.held()).containsExactly(TreeJournal.entry(COMPILE, ONE));
        end(OTHER, Set.of(), Optional.of(ONE), other);
        assertThat(journal.held()).isEmpty();
    }

    @Test
    void shouldHoldNothingThatIsNotVerified() throws Exception {
        long first = journal.started(COMPILE, Set.of());
        journal.ended(COMPILE, Set.of(), Optional.of(ONE), first);
        assertThat(journal.held()).isEmpty();

        long test = journal.started(TEST, Set.of(COMPILE));
        journal.ended(TEST, Set.of(COMPILE), Optional.of(TWO), test);
        journal.verified(Map.of(TreeJournal.entry(COMPILE, ONE), first));
        assertThat(journal.held()).as("without the test").containsExactly(TreeJournal.entry(COMPILE, ONE));

        long again = journal.started(COMPILE, Set.of());
        journal.ended(COMPILE, Set.of(), Optional.of(ONE), again);
        journal.verified(Map.of(TreeJournal.entry(COMPILE, ONE), first));
        assertThat(journal.held()).as("it ran again since").isEmpty();
    }

    @Test
    void shouldHoldNothingOfADamagedJournal() throws Exception {
        run(COMPILE, Set.of(), Optional.of(ONE));
        Path file = file();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(journal.held()).as("%d bytes", length).isEmpty();
        }
        Files.write(file, whole);
        run(TEST, Set.of(COMPILE), Optional.of(TWO));
        byte[] longer = Files.readAllBytes(file);
        assertThat(journal.held()).hasSize(2);
        byte[] mixed = longer.clone();
        for (int length = Arrays.mismatch(whole, longer) + 1; length <= whole.length; length++) {
            System.arraycopy(whole, 0, mixed, 0, length);
            Files.write(file, mixed);
            assertThat(journal.held())
                    .as("%d bytes over those of before", length)
                    .isEmpty();
        }
        Files.writeString(file, "nonsense\n" + TreeJournal.entry(COMPILE, ONE) + "\n");
        assertThat(journal.held()).isEmpty();
        run(COMPILE, Set.of(), Optional.of(ONE));
        assertThat(journal.held()).hasSize(1);
    }

    private Path file() throws IOException {
        try (var files = Files.list(directory.resolve("trees"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private void run(JobKey job, Set<JobKey> needs, Optional<InputHash> passed) throws IOException {
        end(job, needs, passed, journal.started(job, needs));
    }

    private void end(JobKey job, Set<JobKey> needs, Optional<InputHash> passed, long started) throws IOException {
        journal.ended(job, needs, passed, started);
        if (passed.isPresent()) {
            journal.verified(Map.of(TreeJournal.entry(job, passed.get()), started));
        }
    }
}
