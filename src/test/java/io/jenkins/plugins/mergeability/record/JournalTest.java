package io.jenkins.plugins.mergeability.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final JournalEvent.Key JOB = new JournalEvent.Key("air", "test", "linux");

    private static final List<JournalEvent> EVENTS = List.of(
            new JournalEvent.Started(JOB, "air", "one", 1),
            new JournalEvent.Requeued(JOB, "its agent one was lost"),
            new JournalEvent.Commands(JOB, List.of(new CommandRecord(1, "1", "make", 1, null, 1, 2, true, "7"))),
            new JournalEvent.Tests(JOB, new TestCounts(3, 2, 1)),
            new JournalEvent.Tail(JOB, new RecordedLogTail("1", "7", List.of("a", "b"), true)),
            new JournalEvent.Found(JOB, List.of(new FoundOutputs("air/compile", "0a", "air#1"))),
            new JournalEvent.Left(JOB, new LeftOutputs("0b", 2, 3, true, List.of())),
            new JournalEvent.Unproven(JOB, "it changed air/lock", false),
            new JournalEvent.Noted(JOB, "lib/compile declares no outputs (components.yaml:3)"),
            new JournalEvent.Timed(JOB, 1, 20),
            new JournalEvent.Ended(new JournalEvent.Key("air", "test", null), JobStatus.NOT_RUN, "why", true, 2),
            new JournalEvent.BranchClosed(null, "agent 1, big"),
            new JournalEvent.Closed(null, "error", 3));

    @TempDir
    private Path directory;

    private Path file;
    private Journal journal;

    @BeforeEach
    void create() {
        file = directory.resolve("journal.jsonl");
        journal = new Journal(file);
    }

    private List<JournalEvent> replay() throws Exception {
        List<JournalEvent> events = new ArrayList<>();
        journal.replay(events::add);
        return events;
    }

    @Test
    void shouldReadEveryKindOfEventThatItWrote() throws Exception {
        EVENTS.forEach(journal::add);

        assertThat(EVENTS)
                .extracting(JournalEvent::getClass)
                .hasSameSizeAs(JournalEvent.class.getPermittedSubclasses());
        assertThat(replay()).isEqualTo(EVENTS);
    }

    @Test
    void shouldHaveNoEventsBeforeTheFirst() throws Exception {
        assertThat(replay()).isEmpty();
    }

    @Test
    void shouldIgnoreALineThatACrashCutAndLinesOfNewerVersions() throws Exception {
        journal.add(EVENTS.get(0));
        Files.writeString(
                file,
                "{\"event\":\"from the future\",\"x\":1}\n{\"event\":\"started\",\"jo",
                StandardOpenOption.APPEND);
        journal.add(EVENTS.get(10));

        assertThat(replay()).containsExactly(EVENTS.get(0), EVENTS.get(10));
    }

    @Test
    void shouldReadTheFactsThatItWrote() throws Exception {
        BuildFacts facts = new BuildFacts(
                "components.yaml",
                "git.example.org/air",
                "PR-7",
                "PULL_REQUEST: pull request 7",
                null,
                true,
                2,
                true,
                List.of("next"),
                List.of(
                        new BuildFacts.Branch("air", "air", List.of(), false),
                        new BuildFacts.Branch("this agent", null, List.of("linux"), true)),
                Map.of("air/test", "linux"),
                Map.of("MODE", "01ab"),
                Map.of("linux", "13"),
                List.of("linux"),
                List.of("BRANCH_NAME"),
                1,
                "5",
                "agent:/workspace");
        JsonMapper json = new JsonMapper();
        String text = json.writeValueAsString(facts);

        assertThat(json.readValue(text, BuildFacts.class)).isEqualTo(facts);
        assertThat(text).contains("\"branches\":[{\"name\":\"air\",\"component\":\"air\"");
    }
}
