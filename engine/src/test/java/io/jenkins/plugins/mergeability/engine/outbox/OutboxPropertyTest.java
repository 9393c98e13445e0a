package io.jenkins.plugins.mergeability.engine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.Call;
import io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** After any offers, faults and restarts every newest report is delivered, in order, and none twice in a row. */
class OutboxPropertyTest {

    private static final List<String> LOCATIONS = List.of("shop", "garden");

    private final Map<ReportKey, List<Report>> offered = new LinkedHashMap<>();

    @Property(tries = 250)
    void shouldNeitherLoseNorRepeatAReport(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int length)
            throws IOException {
        Path directory = Files.createTempDirectory("outbox");
        offered.clear();
        try (OutboxFixture fixture = new OutboxFixture(directory)) {
            Random random = new Random(seed);
            for (int i = 0; i < length; i++) {
                act(fixture, random);
                assertThat(fixture.outbox.pending())
                        .allSatisfy(pending ->
                                assertThat(pending.report()).isEqualTo(newest(ReportKey.of(pending.report()))));
            }
            fixture.faults.clear();
            fixture.connectFaults.clear();
            fixture.pass(Duration.ofHours(3));
            assertThat(fixture.outbox.pending())
                    .allSatisfy(pending -> assertThat(pending.next()).isEmpty());
            fixture.outbox.retryNow(); // refused reports
            fixture.pass(Duration.ofHours(3));
            assertThat(fixture.outbox.pending()).isEmpty();
            assertThat(fixture.connections).isLessThanOrEqualTo(fixture.crashes);
            check(fixture);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void act(OutboxFixture fixture, Random random) throws IOException {
        switch (random.nextInt(12)) {
            case 0 -> fixture.restart();
            case 1, 2 -> fixture.faults.add(fault(random));
            case 3 -> fixture.connectFaults.add(fault(random));
            case 4, 5 -> fixture.pass(Duration.ofMillis(random.nextInt(3000)));
            case 6 -> fixture.pass(Duration.ofSeconds(random.nextInt(4000)));
            case 7 -> fixture.outbox.retryNow();
            default -> offer(fixture, random);
        }
    }

    private static Optional<Fault> fault(Random random) {
        int which = random.nextInt(Kind.values().length + 6);
        if (which < Kind.values().length) {
            Kind kind = Kind.values()[which];
            return Optional.of(
                    kind == Kind.RATE_LIMITED
                            ? Fault.limit(Duration.ofSeconds(1 + random.nextInt(2000)))
                            : Fault.of(kind));
        }
        return switch (which - Kind.values().length) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(Fault.crash(false));
            case 2 -> Optional.of(Fault.crash(true));
            default -> Optional.of(Fault.lost());
        };
    }

    private void offer(OutboxFixture fixture, Random random) throws IOException {
        String location = LOCATIONS.get(random.nextInt(2));
        String account = "robot of " + location;
        String message = "message " + random.nextInt(3);
        if (random.nextInt(4) == 0) {
            String commit = "q" + random.nextInt(2);
            ReportSubject queued = ReportSubject.ofCommit(account, location, commit, OutboxFixture.CONTEXT);
            offer(fixture, OutboxFixture.status(queued, commit, message));
            return;
        }
        ReportSubject subject = new ReportSubject(account, location, 1 + random.nextInt(2), OutboxFixture.CONTEXT);
        Report report = random.nextInt(3) == 0
                ? new Report.Comment(subject, message)
                : OutboxFixture.status(subject, "c" + subject.number() + random.nextInt(2), message);
        offer(fixture, report);
    }

    private void offer(OutboxFixture fixture, Report report) throws IOException {
        fixture.outbox.offer(report);
        offered.computeIfAbsent(ReportKey.of(report), key -> new ArrayList<>()).add(report);
    }

    private Report newest(ReportKey key) {
        List<Report> all = offered.get(key);
        return all.get(all.size() - 1);
    }

    private void check(OutboxFixture fixture) {
        offered.forEach((key, reports) -> {
            if ((key.kind() == ReportKind.COMMENT)) {
                List<String> sent = fixture.host(key.location()).comment(key.number(), key.context());
                assertThat(sent).last().isEqualTo(((Report.Comment) newest(key)).text());
                assertInOrder(
                        sent,
                        reports.stream()
                                .map(report -> ((Report.Comment) report).text())
                                .toList());
            } else {
                Report.Status newest = (Report.Status) newest(key);
                assertThat(fixture.host(key.location()).newest(newest.commit(), key.context()))
                        .contains(newest.status());
                assertInOrder(
                        posted(fixture, key),
                        reports.stream().map(OutboxPropertyTest::message).toList());
            }
        });
        Map<String, String> last = new HashMap<>();
        for (String location : LOCATIONS) {
            fixture.host(location)
                    .statuses()
                    .forEach(posted -> assertThat(last.put(location + posted.commit(), message(posted.status())))
                            .isNotEqualTo(message(posted.status())));
            checkPace(fixture.calls.stream()
                    .filter(call -> call.location().equals(location))
                    .toList());
        }
    }

    private static void checkPace(List<Call> calls) {
        Instant free = Instant.MIN;
        for (Call call : calls) {
            assertThat(call.at()).as("%s", calls).isAfterOrEqualTo(call.what().startsWith("ask") ? call.at() : free);
            free = call.what().startsWith("ask") ? free : call.at().plusSeconds(1);
            if (call.fault().filter(fault -> fault.kind() == Kind.RATE_LIMITED).isPresent()) {
                free = call.at().plus(call.fault().get().retryAfter());
            }
        }
    }

    private static List<String> posted(OutboxFixture fixture, ReportKey key) {
        return fixture.host(key.location()).statuses().stream()
                .filter(posted -> posted.commit().startsWith(key.commit().orElse("c" + key.number())))
                .map(posted -> posted.commit() + message(posted.status()))
                .toList();
    }

    private static String message(Report report) {
        Report.Status status = (Report.Status) report;
        return status.commit() + message(status.status());
    }

    private static String message(io.jenkins.plugins.mergeability.engine.github.CommitStatus status) {
        return status.verdict().description();
    }

    /** Asserts that the first list is a subsequence of the second. */
    private static void assertInOrder(List<String> posted, List<String> offered) {
        int at = 0;
        for (String one : posted) {
            while (at < offered.size() && !offered.get(at).equals(one)) {
                at++;
            }
            assertThat(at).as("%s of %s", posted, offered).isLessThan(offered.size());
            at++;
        }
    }
}
