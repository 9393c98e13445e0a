package io.jenkins.plugins.mergeability.engine.outbox;

import static io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.comment;
import static io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.status;
import static io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.Fault;
import io.jenkins.plugins.mergeability.engine.text.SealedContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of an outbox. */
class OutboxFilesTest {

    /** The format of the first version, which every later version has to read. */
    private static final String FIRST_VERSION = """
            {
              "version" : 1,
              "account" : "robot",
              "location" : "shop",
              "number" : 7,
              "context" : "ci/mergeable",
              "kind" : "status",
              "pending" : {
                "since" : "2026-11-22T12:00:00Z",
                "attempts" : 1,
                "nextAttempt" : "2026-11-22T12:00:02Z",
                "error" : {
                  "kind" : "TRANSIENT",
                  "message" : "cannot send: TRANSIENT"
                },
                "commit" : "c7",
                "cause" : "JOBS_UNFINISHED",
                "description" : "one \\u2026",
                "target" : "https://ci/1"
              },
              "fingerprints" : {
                "c7" : "?"
              }
            }""";

    @TempDir
    private Path temporary;

    private Path directory;
    private OutboxFixture fixture;

    @BeforeEach
    void open() throws IOException {
        directory = temporary.resolve("outbox");
        fixture = new OutboxFixture(directory);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private static String content(Path file) throws IOException {
        return new String(SealedContent.open(Files.readAllBytes(file)), StandardCharsets.UTF_8);
    }

    /** Damage loses no more than the one entry, and never becomes another commit's or account's. */
    @Test
    void shouldRefuseFilesWithAFlippedBitOrALostEnd() throws Exception {
        fixture.offer(status(7, "one"));
        fixture.close();
        Path file = files(".json").get(0);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(11);
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = whole.clone();
            if (i % 3 == 0) {
                damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
            } else {
                damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] read = damaged;
            assertThatThrownBy(() -> EntryJson.read(SealedContent.open(read)))
                    .as("%s: %s", i, new String(read, StandardCharsets.ISO_8859_1))
                    .isInstanceOf(IOException.class);
        }
        whole[whole.length / 2] ^= 1;
        Files.write(file, whole);
        fixture.warnings.clear();
        fixture.open();
        assertThat(fixture.outbox.pending()).isEmpty();
        assertThat(fixture.warnings).singleElement().asString().contains("the file is damaged");
    }

    @Test
    void shouldKeepReadingWhatTheFirstVersionWrote() throws Exception {
        fixture.fail(Fault.lost());
        fixture.offer(status(7, "one \u2026"));
        fixture.pass(Duration.ofMillis(1));

        Path file = files(".json").get(0);
        assertThat(file.getFileName().toString()).matches("shop-7-status-[0-9a-f]{16}\\.json");
        assertThat(content(file).replace("\r\n", "\n")).isEqualTo(FIRST_VERSION);
        OutboxEntry entry = EntryJson.read(FIRST_VERSION.getBytes(StandardCharsets.UTF_8));
        assertThat(entry.pending())
                .contains(new PendingReport(
                        status(7, "one \u2026"),
                        OutboxFixture.START,
                        1,
                        Optional.of(OutboxFixture.START.plusSeconds(2)),
                        Optional.of(new DeliveryError(Kind.TRANSIENT, "cannot send: TRANSIENT"))));
    }

    @Test
    void shouldReadBackWhateverItWrites() throws Exception {
        Instant now = OutboxFixture.START;
        ReportSubject odd = new ReportSubject("", "a.b \u0000\ud83c \"\\", -7, "fingerprints.\u2028/x");
        for (OutboxEntry entry : List.of(
                OutboxEntry.empty(comment(7, "")),
                OutboxEntry.empty(status(queued("a.b"), "a.b", ""))
                        .sending(status(queued("a.b"), "a.b", ""))
                        .offered(status(queued("a.b"), "a.b", "x"), now),
                OutboxEntry.empty(comment(7, "")).offered(comment(7, "\ud800 & \udc00\n"), now),
                OutboxEntry.empty(status(odd, "", ""))
                        .sending(status(odd, "a.b", ""))
                        .offered(status(odd, "\"", ""), now),
                OutboxEntry.empty(comment(7, ""))
                        .offered(comment(7, "x"), now)
                        .failed(
                                comment(7, "x"),
                                Optional.of(OutboxEntry.UNCONFIRMED),
                                new DeliveryError(Kind.RATE_LIMITED, "slow\u0007"),
                                Optional.of(now.plusNanos(1)),
                                now),
                OutboxEntry.empty(comment(7, "")).offered(comment(7, "x"), now).delivered(comment(7, "x"), now))) {
            assertThat(EntryJson.read(EntryJson.write(entry))).isEqualTo(entry);
        }
    }

    private static ReportSubject queued(String commit) {
        return ReportSubject.ofCommit("robot", "shop", commit, OutboxFixture.CONTEXT);
    }

    @Test
    void shouldKeepReportsOfCommitsApart() throws Exception {
        String one = "1".repeat(40);
        String other = "1".repeat(39) + "2";
        fixture.fail(Fault.of(Kind.UNAUTHORIZED));
        fixture.offer(status(queued(one), one, "one"));
        fixture.offer(status(queued(other), other, "two"));
        fixture.offer(status(7, "three"));
        fixture.restart();

        assertThat(fixture.outbox.pending()).hasSize(3);
        assertThat(files(".json"))
                .hasSize(3)
                .anySatisfy(file -> assertThat(file.getFileName().toString())
                        .matches("shop-111111111111-status-[0-9a-f]{16}\\.json"));

        fixture.outbox.forget(subject -> subject.commit().equals(Optional.of(one)));
        fixture.pass(Duration.ofHours(2));
        assertThat(fixture.statuses("shop")).hasSize(2);
        assertThat(fixture.host("shop").newest(one, OutboxFixture.CONTEXT)).isEmpty();

        fixture.offer(status(queued(other), other, "two"));
        fixture.pass(Duration.ofHours(2));
        assertThat(fixture.statuses("shop")).as("equal reports").hasSize(2);

        fixture.outbox.release(subject -> subject.commit().isPresent(), other);
        fixture.offer(status(queued(other), other, "two"));
        fixture.pass(Duration.ofHours(2));
        assertThat(fixture.statuses("shop")).as("released").hasSize(3);
    }

    @Test
    void shouldRefuseReportsOfACommitThatAreOfSomethingElse() {
        assertThatThrownBy(() -> status(queued("1"), "2", "one")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Report.Comment(queued("1"), "one")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReportSubject("robot", "shop", 7, Optional.of("1"), OutboxFixture.CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldPutAsideWhatIsTorn() throws Exception {
        fixture.offer(status(7, "one"));
        fixture.offer(status(8, "two"));
        Path file = files(".json").stream()
                .filter(name -> name.toString().contains("-7-"))
                .findFirst()
                .orElseThrow();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 3) {
            fixture.close();
            Files.write(file, Arrays.copyOf(whole, length));
            fixture.warnings.clear();
            fixture.open();

            assertThat(fixture.outbox.pending())
                    .singleElement()
                    .satisfies(pending -> assertThat(pending.report()).isEqualTo(status(8, "two")));
            assertThat(fixture.warnings)
                    .singleElement()
                    .asString()
                    .contains(file.toString(), "renamed to " + file.getFileName() + ".unreadable", "makes a new report")
                    .doesNotContain("\n");
            assertThat(Files.readAllBytes(file.resolveSibling(file.getFileName() + ".unreadable")))
                    .hasSize(length);
        }
        fixture.offer(status(7, "one"));
        fixture.pass(Duration.ofSeconds(5));
        assertThat(fixture.statuses("shop")).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void shouldRenameForeignFiles() throws Exception {
        fixture.offer(status(7, "one"));
        Path file = files(".json").get(0);
        String text = content(file);
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
                text.replace("\"fingerprints\"", "\"other\""));
        for (String other : foreign) {
            fixture.close();
            Files.writeString(file, other);
            fixture.warnings.clear();
            fixture.open();
            assertThat(fixture.outbox.pending()).as(other).isEmpty();
            assertThat(fixture.warnings).as(other).hasSize(1);
            assertThat(files(".json")).isEmpty();
        }
        fixture.close();
        Files.createDirectory(directory.resolve("folder.json"));
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.writeString(directory.resolve("x.json.tmp"), "{");
        Files.writeString(file, text.replace("\"number\"", "\"new\" : [1, {\"x\": null}], \"number\""));
        fixture.open();
        assertThat(fixture.outbox.pending())
                .as("fields of a later minor version")
                .hasSize(1);
        assertThat(directory.resolve("notes.txt")).exists();
        assertThat(directory.resolve("x.json.tmp")).doesNotExist();
    }

    @Test
    void shouldNotDeliverWhatItCannotWrite() throws Exception {
        fixture.offer(status(7, "one"));
        Path blocked = Path.of(files(".json").get(0) + ".tmp");
        Files.createDirectories(blocked.resolve("full"));

        assertThatThrownBy(() -> fixture.outbox.offer(status(7, "two"))).isInstanceOf(IOException.class);
        fixture.pass(Duration.ofSeconds(1));
        assertThat(fixture.calls).isEmpty();
        assertThat(fixture.outbox.pending()).singleElement().satisfies(pending -> {
            assertThat(pending.report()).isEqualTo(status(7, "one"));
            assertThat(pending.error().orElseThrow().message()).startsWith("the outbox cannot be written");
        });
        fixture.restart();
        assertThat(fixture.warnings).last().asString().contains("cannot be deleted");

        Files.delete(blocked.resolve("full"));
        Files.delete(blocked);
        fixture.pass(Duration.ofMinutes(1));
        assertThat(fixture.sent()).containsExactly("report one");
    }

    @Test
    void shouldWriteOnAnInterruptedThread() throws Exception {
        Thread.currentThread().interrupt();
        fixture.offer(status(7, "one"));
        assertThat(Thread.interrupted()).isTrue();

        fixture.restart();
        assertThat(fixture.outbox.pending()).hasSize(1);
    }

    @Test
    void shouldForget() throws Exception {
        fixture.offer(status(7, "one"));
        fixture.offer(comment(7, "one"));
        fixture.offer(status(8, "two"));
        fixture.pass(Duration.ofSeconds(5));
        fixture.offer(comment(7, "two"));

        fixture.outbox.forget(subject -> subject.number() == 7);

        assertThat(fixture.outbox.pending()).isEmpty();
        assertThat(files(".json")).hasSize(1);
        fixture.offer(status(7, "one"));
        fixture.offer(status(8, "two"));
        fixture.pass(Duration.ofSeconds(5));
        assertThat(fixture.statuses("shop")).containsExactlyInAnyOrder("one", "two", "one");
    }

    @Test
    void shouldUseReadableAndPortableFileNames() {
        String name = new ReportKey(
                        "Acme \u00dcber/../shop:x" + "y".repeat(300), 7, Optional.empty(), "ci", ReportKind.COMMENT)
                .fileName();
        assertThat(name).matches("[a-z0-9-]+-7-comment-[0-9a-f]{16}").hasSizeLessThan(110);
        assertThat(new ReportKey("a-b", 7, Optional.empty(), "ci", ReportKind.COMMENT).fileName())
                .isNotEqualTo(new ReportKey("a/b", 7, Optional.empty(), "ci", ReportKind.COMMENT).fileName());
        assertThat(new ReportKey("a", 7, Optional.empty(), "ci", ReportKind.COMMENT).fileName())
                .isNotEqualTo(new ReportKey("a", 7, Optional.empty(), "CI", ReportKind.COMMENT).fileName());
        assertThat(subject("a", 7)).isEqualTo(subject("a", 7));
    }
}
