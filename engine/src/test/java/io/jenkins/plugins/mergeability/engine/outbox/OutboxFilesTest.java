package io.jenkins.plugins.mergeability.engine.outbox;

import static io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.comment;
import static io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.status;
import static io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk, and what should not be. */
class OutboxFilesTest {

    /** As the first version wrote it, which every version has to read. */
    private static final String FIRST_VERSION = """
            {
              "version" : 1,
              "account" : "robot",
              "place" : "shop",
              "number" : 7,
              "context" : "ci/mergeable",
              "kind" : "status",
              "waiting" : {
                "since" : "2026-11-22T12:00:00Z",
                "attempts" : 1,
                "next" : "2026-11-22T12:00:02Z",
                "trouble" : {
                  "kind" : "TRANSIENT",
                  "words" : "cannot tell: TRANSIENT"
                },
                "commit" : "c7",
                "cause" : "JOBS_UNFINISHED",
                "description" : "one \\u2026",
                "target" : "https://ci/1"
              },
              "told" : {
                "c7" : "?"
              }
            }""";

    @TempDir
    private Path temporary;

    private Path directory;
    private OutboxFixture scene;

    @BeforeEach
    void open() throws IOException {
        directory = temporary.resolve("outbox");
        scene = new OutboxFixture(directory);
    }

    @AfterEach
    void close() throws IOException {
        scene.close();
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    @Test
    void shouldKeepReadingWhatTheFirstVersionWrote() throws Exception {
        scene.fail(Fault.lost());
        scene.offer(status(7, "one \u2026"));
        scene.pass(Duration.ofMillis(1));

        Path file = files(".json").get(0);
        assertThat(file.getFileName().toString()).matches("shop-7-status-[0-9a-f]{16}\\.json");
        assertThat(Files.readString(file).replace("\r\n", "\n")).isEqualTo(FIRST_VERSION);
        OutboxEntry page = EntryJson.read(FIRST_VERSION.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(page.waiting())
                .contains(new PendingReport(
                        status(7, "one \u2026"),
                        OutboxFixture.START,
                        1,
                        Optional.of(OutboxFixture.START.plusSeconds(2)),
                        Optional.of(new DeliveryError(Kind.TRANSIENT, "cannot tell: TRANSIENT"))));
    }

    @Test
    void shouldReadBackWhateverItWrites() throws Exception {
        Instant now = OutboxFixture.START;
        ReportSubject odd = new ReportSubject("", "a.b \u0000\ud83c \"\\", -7, "told.\u2028/x");
        for (OutboxEntry page : List.of(
                OutboxEntry.about(comment(7, "")),
                OutboxEntry.about(comment(7, "")).offered(comment(7, "\ud800 & \udc00\n"), now),
                OutboxEntry.about(status(odd, "", ""))
                        .sending(status(odd, "a.b", ""))
                        .offered(status(odd, "\"", ""), now),
                OutboxEntry.about(comment(7, ""))
                        .offered(comment(7, "x"), now)
                        .failed(
                                comment(7, "x"),
                                Optional.of(OutboxEntry.UNSURE),
                                new DeliveryError(Kind.RATE_LIMITED, "slow\u0007"),
                                Optional.of(now.plusNanos(1)),
                                now),
                OutboxEntry.about(comment(7, "")).offered(comment(7, "x"), now).delivered(comment(7, "x"), now))) {
            assertThat(EntryJson.read(EntryJson.print(page))).isEqualTo(page);
        }
    }

    @Test
    void shouldPutAsideWhatIsTorn() throws Exception {
        scene.offer(status(7, "one"));
        scene.offer(status(8, "two"));
        Path file = files(".json").stream()
                .filter(name -> name.toString().contains("-7-"))
                .findFirst()
                .orElseThrow();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 3) {
            scene.close();
            Files.write(file, Arrays.copyOf(whole, length));
            scene.warnings.clear();
            scene.open();

            assertThat(scene.outbox.waiting())
                    .singleElement()
                    .satisfies(waiting -> assertThat(waiting.report()).isEqualTo(status(8, "two")));
            assertThat(scene.warnings)
                    .singleElement()
                    .asString()
                    .contains(file.toString(), "put aside as " + file.getFileName() + ".aside", "told anew")
                    .doesNotContain("\n");
            assertThat(Files.readAllBytes(file.resolveSibling(file.getFileName() + ".aside")))
                    .hasSize(length);
        }
        scene.offer(status(7, "one"));
        scene.pass(Duration.ofSeconds(5));
        assertThat(scene.statuses("shop")).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void shouldPutAsideWhatIsForeign() throws Exception {
        scene.offer(status(7, "one"));
        Path file = files(".json").get(0);
        String text = Files.readString(file);
        List<String> foreign = List.of(
                "\0".repeat(text.length()),
                "[]",
                "{}",
                "null",
                text + "{}",
                text.replace("\"version\" : 1", "\"version\" : 2"),
                text.replace("\"version\" : 1", "\"version\" : \"one\""),
                text.replace("\"number\" : 7", "\"number\" : 8"),
                text.replace("\"number\" : 7", "\"number\" : 77777777777"),
                text.replace("JOBS_UNFINISHED", "MOON"),
                text.replace("2026", "soon"),
                text.replace("\"status\"", "\"letter\""),
                text.replace("\"told\"", "\"heard\""));
        for (String other : foreign) {
            scene.close();
            Files.writeString(file, other);
            scene.warnings.clear();
            scene.open();
            assertThat(scene.outbox.waiting()).as(other).isEmpty();
            assertThat(scene.warnings).as(other).hasSize(1);
            assertThat(files(".json")).isEmpty();
        }
        scene.close();
        Files.createDirectory(directory.resolve("folder.json"));
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.writeString(directory.resolve("x.json.tmp"), "{");
        Files.writeString(file, text.replace("\"number\"", "\"new\" : [1, {\"x\": null}], \"number\""));
        scene.open();
        assertThat(scene.outbox.waiting()).as("fields of a later minor version").hasSize(1);
        assertThat(directory.resolve("notes.txt")).exists();
        assertThat(directory.resolve("x.json.tmp")).doesNotExist();
    }

    @Test
    void shouldNotTellWhatItCannotWriteDown() throws Exception {
        scene.offer(status(7, "one"));
        Path blocked = Path.of(files(".json").get(0) + ".tmp");
        Files.createDirectories(blocked.resolve("full"));

        assertThatThrownBy(() -> scene.outbox.offer(status(7, "two"))).isInstanceOf(IOException.class);
        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.calls).isEmpty();
        assertThat(scene.outbox.waiting()).singleElement().satisfies(waiting -> {
            assertThat(waiting.report()).isEqualTo(status(7, "one"));
            assertThat(waiting.trouble().orElseThrow().words()).startsWith("the outbox cannot be written");
        });
        scene.restart();
        assertThat(scene.warnings).last().asString().contains("is in the way");

        Files.delete(blocked.resolve("full"));
        Files.delete(blocked);
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.said()).containsExactly("report one");
    }

    @Test
    void shouldWriteForWhoIsInterrupted() throws Exception {
        Thread.currentThread().interrupt();
        scene.offer(status(7, "one"));
        assertThat(Thread.interrupted()).isTrue();

        scene.restart();
        assertThat(scene.outbox.waiting()).hasSize(1);
    }

    @Test
    void shouldForget() throws Exception {
        scene.offer(status(7, "one"));
        scene.offer(comment(7, "one"));
        scene.offer(status(8, "two"));
        scene.pass(Duration.ofSeconds(5));
        scene.offer(comment(7, "two"));

        scene.outbox.forget(subject -> subject.number() == 7);

        assertThat(scene.outbox.waiting()).isEmpty();
        assertThat(files(".json")).hasSize(1);
        scene.offer(status(7, "one"));
        scene.offer(status(8, "two"));
        scene.pass(Duration.ofSeconds(5));
        assertThat(scene.statuses("shop")).containsExactlyInAnyOrder("one", "two", "one");
    }

    @Test
    void shouldNameFilesForPeopleAndForEveryFileSystem() {
        String name = new ReportKey("Acme \u00dcber/../shop:x" + "y".repeat(300), 7, "ci", true).fileName();
        assertThat(name).matches("[a-z0-9-]+-7-comment-[0-9a-f]{16}").hasSizeLessThan(110);
        assertThat(new ReportKey("a-b", 7, "ci", true).fileName())
                .isNotEqualTo(new ReportKey("a/b", 7, "ci", true).fileName());
        assertThat(new ReportKey("a", 7, "ci", true).fileName())
                .isNotEqualTo(new ReportKey("a", 7, "CI", true).fileName());
        assertThat(subject("a", 7)).isEqualTo(subject("a", 7));
    }
}
