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

/** Whatever is offered, goes wrong and is started anew: all is told in the end, in order, and nothing twice in a row. */
class OutboxPropertyTest {

    private static final List<String> PLACES = List.of("shop", "garden");

    private final Map<ReportKey, List<Report>> offered = new LinkedHashMap<>();

    @Property(tries = 250)
    void shouldLoseNothingAndDoubleNothing(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int length)
            throws IOException {
        Path directory = Files.createTempDirectory("outbox");
        offered.clear();
        try (OutboxFixture scene = new OutboxFixture(directory)) {
            Random random = new Random(seed);
            for (int i = 0; i < length; i++) {
                act(scene, random);
                assertThat(scene.outbox.waiting())
                        .allSatisfy(waiting ->
                                assertThat(waiting.report()).isEqualTo(newest(ReportKey.of(waiting.report()))));
            }
            scene.faults.clear();
            scene.openings.clear();
            scene.pass(Duration.ofHours(3));
            assertThat(scene.outbox.waiting())
                    .allSatisfy(waiting -> assertThat(waiting.next()).isEmpty());
            scene.outbox.hurry(); // what was refused
            scene.pass(Duration.ofHours(3));
            assertThat(scene.outbox.waiting()).isEmpty();
            assertThat(scene.connections).isLessThanOrEqualTo(scene.crashes);
            check(scene);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void act(OutboxFixture scene, Random random) throws IOException {
        switch (random.nextInt(12)) {
            case 0 -> scene.restart();
            case 1, 2 -> scene.faults.add(fault(random));
            case 3 -> scene.openings.add(fault(random));
            case 4, 5 -> scene.pass(Duration.ofMillis(random.nextInt(3000)));
            case 6 -> scene.pass(Duration.ofSeconds(random.nextInt(4000)));
            case 7 -> {
                if (random.nextBoolean()) {
                    scene.outbox.hurry(PLACES.get(random.nextInt(2)));
                } else {
                    scene.outbox.hurry();
                }
            }
            default -> offer(scene, random);
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

    private void offer(OutboxFixture scene, Random random) throws IOException {
        String place = PLACES.get(random.nextInt(2));
        ReportSubject subject =
                new ReportSubject("robot of " + place, place, 1 + random.nextInt(2), OutboxFixture.CONTEXT);
        String words = "words " + random.nextInt(3);
        Report report = random.nextInt(3) == 0
                ? new Report.Comment(subject, words)
                : OutboxFixture.status(subject, "c" + subject.number() + random.nextInt(2), words);
        scene.outbox.offer(report);
        offered.computeIfAbsent(ReportKey.of(report), key -> new ArrayList<>()).add(report);
    }

    private Report newest(ReportKey key) {
        List<Report> all = offered.get(key);
        return all.get(all.size() - 1);
    }

    private void check(OutboxFixture scene) {
        offered.forEach((key, reports) -> {
            if (key.comment()) {
                List<String> said = scene.host(key.place()).comment(key.number(), key.context());
                assertThat(said).last().isEqualTo(((Report.Comment) newest(key)).text());
                assertInOrder(
                        said,
                        reports.stream()
                                .map(report -> ((Report.Comment) report).text())
                                .toList());
            } else {
                Report.Status newest = (Report.Status) newest(key);
                assertThat(scene.host(key.place()).newest(newest.commit(), key.context()))
                        .contains(newest.status());
                assertInOrder(
                        told(scene, key),
                        reports.stream().map(OutboxPropertyTest::words).toList());
            }
        });
        Map<String, String> last = new HashMap<>();
        for (String place : PLACES) {
            scene.host(place)
                    .statuses()
                    .forEach(told -> assertThat(last.put(place + told.commit(), words(told.status())))
                            .isNotEqualTo(words(told.status())));
            checkPace(scene.calls.stream()
                    .filter(call -> call.place().equals(place))
                    .toList());
        }
    }

    private static void checkPace(List<Call> calls) {
        Instant free = Instant.MIN;
        for (Call call : calls) {
            assertThat(call.at()).as("%s", calls).isAfterOrEqualTo(call.what().startsWith("ask") ? call.at() : free);
            free = call.what().startsWith("ask") ? free : call.at().plusSeconds(1);
            if (call.fault().filter(fault -> fault.kind() == Kind.RATE_LIMITED).isPresent()) {
                free = call.at().plus(call.fault().get().waiting());
            }
        }
    }

    private static List<String> told(OutboxFixture scene, ReportKey key) {
        return scene.host(key.place()).statuses().stream()
                .filter(told -> told.commit().startsWith("c" + key.number()))
                .map(told -> told.commit() + words(told.status()))
                .toList();
    }

    private static String words(Report report) {
        Report.Status status = (Report.Status) report;
        return status.commit() + words(status.status());
    }

    private static String words(io.jenkins.plugins.mergeability.engine.github.CommitStatus status) {
        return status.verdict().description();
    }

    /** Some of what was offered, in that order. */
    private static void assertInOrder(List<String> told, List<String> offered) {
        int at = 0;
        for (String one : told) {
            while (at < offered.size() && !offered.get(at).equals(one)) {
                at++;
            }
            assertThat(at).as("%s of %s", told, offered).isLessThan(offered.size());
            at++;
        }
    }
}
