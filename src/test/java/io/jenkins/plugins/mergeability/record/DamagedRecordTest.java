package io.jenkins.plugins.mergeability.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.plan.ChangedFiles;
import io.jenkins.plugins.mergeability.engine.plan.ComponentState;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.plan.Reason;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.report.PlanJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a build with flipped bits and lost ends. */
class DamagedRecordTest {

    private static final int TRIES = 2000;

    private static final byte[] MAP = """
            version: 1
            components:
              air: {jobs: {test: make, lint: {needs: [test], run: make lint}}}
              water: {dependsOn: [air], jobs: {test: [make deps, make]}}
            """.getBytes(StandardCharsets.UTF_8);

    private static final JournalEvent.Key JOB = new JournalEvent.Key("air", "test", null);

    private static final List<JournalEvent> EVENTS = List.of(
            new JournalEvent.Started(JOB, "air", "one", 1),
            new JournalEvent.Tests(JOB, new TestCounts(3, 2, 1)),
            new JournalEvent.Ended(JOB, JobStatus.PASSED, "", false, 2),
            new JournalEvent.Requeued(JOB, "its outputs are gone"),
            new JournalEvent.Started(JOB, "air", "two", 3),
            new JournalEvent.Ended(JOB, JobStatus.FAILED, "exit code 1", false, 4),
            new JournalEvent.Closed(null, "", 5));

    @TempDir
    private Path directory;

    private Path journal;

    @BeforeEach
    void write() throws Exception {
        ComponentMap map = MapReader.read("components.yaml", MAP);
        List<PlannedComponent> components = new ArrayList<>();
        map.components().values().forEach(component -> {
            List<PlannedJob> jobs = new ArrayList<>();
            for (Job job : component.jobs().values()) {
                JobKey key = new JobKey(component.name(), job.name(), Optional.empty());
                jobs.add(new PlannedJob(
                        key,
                        job,
                        JobState.RUN,
                        "never ran",
                        Optional.of(new InputHash("ab".repeat(32))),
                        Map.of("component air", "01"),
                        List.of(),
                        Optional.empty()));
            }
            components.add(new PlannedComponent(
                    component, ComponentState.AFFECTED, List.of(new Reason(Reason.Kind.CHANGED, "air/a", 2)), jobs));
        });
        Plan plan = new Plan(
                When.CHANGE, "a".repeat(40), "b".repeat(40), components, ChangedFiles.Paths.NONE, List.of("a note"));
        BuildFacts facts = new BuildFacts(
                "components.yaml",
                "git.example.org/air",
                "PR-7",
                "PULL_REQUEST: pull request 7",
                null,
                true,
                0,
                false,
                List.of(),
                List.of(new BuildFacts.Branch("air", "air", List.of(), false)),
                Map.of("air/test", "linux"),
                Map.of("MODE", "01ab"),
                Map.of(),
                List.of(),
                List.of(),
                1,
                "5",
                null);
        BuildRecord.begin(null, directory, 1, facts, map, MAP, plan);
        journal = directory.resolve("journal.jsonl");
        Journal written = new Journal(journal);
        EVENTS.forEach(written::add);
    }

    private static String text(BuildRecord record) throws IOException {
        ByteArrayOutputStream plan = new ByteArrayOutputStream();
        PlanJson.write(record.plan(), plan);
        return record.facts() + "\n" + plan.toString(StandardCharsets.UTF_8)
                + record.planned(new JobKey("air", "test", Optional.empty())).inputs() + record.jobs();
    }

    private static byte[] damaged(byte[] whole, Random random, boolean cut) {
        if (cut) {
            return Arrays.copyOf(whole, random.nextInt(whole.length));
        }
        byte[] damaged = whole.clone();
        damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
        return damaged;
    }

    @ParameterizedTest
    @ValueSource(strings = {"facts.json", "plan.json", "inputs.json", "components.yaml"})
    void shouldRefuseAPlanWithAFlippedBitOrALostEnd(String name) throws Exception {
        Path file = directory.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        assertThat(text(BuildRecord.load(null, directory, 1))).contains("a note", "its outputs are gone");
        Random random = new Random(7);
        for (int i = 0; i < TRIES; i++) {
            byte[] bytes = damaged(whole, random, i % 4 == 0);
            Files.write(file, bytes);
            assertThatThrownBy(() -> BuildRecord.load(null, directory, 1))
                    .as("%s %s: %s", name, i, new String(bytes, StandardCharsets.ISO_8859_1))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(name + ": ");
        }
    }

    @Test
    void shouldRefuseAJournalWithAFlippedBit() throws Exception {
        byte[] whole = Files.readAllBytes(journal);
        Random random = new Random(8);
        int refused = 0;
        for (int i = 0; i < TRIES; i++) {
            byte[] bytes = damaged(whole, random, false);
            Files.write(journal, bytes);
            List<JournalEvent> read = new ArrayList<>();
            try {
                new Journal(journal).replay(read::add);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("is damaged");
                refused++;
                continue;
            }
            // Without its line feed the last line is one that the end of the process cut.
            assertThat(read).isIn(EVENTS, EVENTS.subList(0, EVENTS.size() - 1));
        }
        assertThat(refused).isGreaterThan(TRIES * 9 / 10);
    }

    @Test
    void shouldReadTheEventsBeforeACutAndNoOthers() throws Exception {
        byte[] whole = Files.readAllBytes(journal);
        for (int length = 0; length < whole.length; length++) {
            Files.write(journal, Arrays.copyOf(whole, length));
            List<JournalEvent> read = new ArrayList<>();
            Journal cut = new Journal(journal);
            cut.replay(read::add);
            assertThat(read).isEqualTo(EVENTS.subList(0, read.size()));

            // What follows the cut is read with what was before it.
            cut.add(EVENTS.get(6));
            List<JournalEvent> again = new ArrayList<>();
            new Journal(journal).replay(again::add);
            assertThat(again.subList(0, again.size() - 1)).isEqualTo(read);
        }
    }

    @Test
    void shouldRefuseAJournalWithoutOneOfItsLines() throws Exception {
        List<String> lines = Files.readAllLines(journal);
        for (int i = 0; i < lines.size() - 2; i++) {
            if (!lines.get(i).isEmpty()) {
                List<String> left = new ArrayList<>(lines);
                left.remove(i);
                Files.writeString(journal, String.join("\n", left) + "\n");
                assertThatThrownBy(() -> new Journal(journal).replay(event -> {}))
                        .hasMessageMatching("journal.jsonl: line \\d+ is damaged");
            }
        }
    }

    @Test
    void shouldKeepReadingFilesWithoutChecksums() throws Exception {
        for (String name : List.of("facts.json", "plan.json", "inputs.json", "components.yaml")) {
            Path file = directory.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            int content = 0;
            while (whole[content] != '\n') {
                content++;
            }
            Files.write(file, Arrays.copyOfRange(whole, content + 1, whole.length));
        }
        List<String> plain = new ArrayList<>();
        for (String line : Files.readAllLines(journal)) {
            plain.add(line.isEmpty() ? line : line.substring(17));
        }
        Files.write(journal, plain);

        BuildRecord read = BuildRecord.load(null, directory, 1);
        assertThat(read.plan().notes()).containsExactly("a note");
        assertThat(read.job(new JobKey("air", "test", Optional.empty())).status())
                .isEqualTo(JobStatus.FAILED);
        assertThat(read.closed()).isEqualTo(5);
    }
}
