package io.jenkins.plugins.mergeability.engine.proof;

import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.AIR_TEST;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.hash;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.passed;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that was torn or damaged: what is whole is found, what is not is passed over, and the store goes on. */
class FileProofStoreDamageTest {

    @TempDir
    private Path directory;

    private Path log;
    private FileProofStore store;

    @BeforeEach
    void open() {
        log = directory.resolve("proofs");
        store = new FileProofStore(directory);
    }

    @Test
    void shouldGoOnAfterATailTornAtAnyByte() throws IOException {
        store.record(List.of(passed(1)));
        int whole = (int) Files.size(log);
        store.record(List.of(passed(2)));
        byte[] both = Files.readAllBytes(log);
        for (int length = whole; length < both.length; length++) {
            Files.write(log, Arrays.copyOf(both, length));
            boolean onlyLineFeedMissing = length == both.length - 1;

            assertThat(found(1, 2)).containsOnlyKeys(onlyLineFeedMissing ? Set.of(hash(1), hash(2)) : Set.of(hash(1)));

            store.record(List.of(passed(3)));

            assertThat(found(3)).isEqualTo(Map.of(hash(3), new Evidence(passed(3), 1, 0)));
            assertThat(found(1)).isEqualTo(Map.of(hash(1), new Evidence(passed(1), 1, 0)));
            assertThat(store.latest(AIR_TEST, 9)).hasSize(onlyLineFeedMissing ? 3 : 2);
        }
    }

    @Test
    void shouldGoOnAfterAFirstLineTornAtAnyByte() throws IOException {
        byte[] header = (LogReader.HEADER + "\n").getBytes(StandardCharsets.US_ASCII);
        for (int length = 0; length < header.length; length++) {
            Files.write(log, Arrays.copyOf(header, length));

            assertThat(found(1)).isEmpty();
            store.record(List.of(passed(1)));
            assertThat(found(1)).hasSize(1);
        }
        store.prune(Duration.ofDays(4000), 10);
        assertThat(Files.readString(log)).startsWith(LogReader.HEADER + "\n").hasLineCount(2);
    }

    @Test
    void shouldPassOverGarbageAnywhere() throws IOException {
        Random random = new Random(7);
        store.record(List.of(passed(1), passed(2), passed(3)));
        byte[] good = Files.readAllBytes(log);
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            int start = random.nextInt(bad.length);
            int end = Math.min(bad.length, start + 1 + random.nextInt(80));
            byte[] garbage = new byte[end - start];
            random.nextBytes(garbage);
            System.arraycopy(garbage, 0, bad, start, garbage.length);
            Files.write(log, bad);

            assertThat(found(1, 2, 3))
                    .allSatisfy((hash, evidence) -> assertThat(evidence)
                            .isIn(
                                    new Evidence(passed(1), 1, 0),
                                    new Evidence(passed(2), 1, 0),
                                    new Evidence(passed(3), 1, 0)));
            assertThat(store.latest(Set.of(AIR_TEST)).values()).isSubsetOf(passed(1), passed(2), passed(3));
            store.record(List.of(passed(4)));
            assertThat(found(4)).hasSize(1);
            assertThat(store.latest(Set.of(AIR_TEST))).isEqualTo(Map.of(AIR_TEST, passed(4)));
        }
    }

    @Test
    void shouldFindWhatStandsAroundGarbageInTheMiddle() throws IOException {
        store.record(List.of(passed(1)));
        byte[] garbage = new byte[200_000];
        new Random(3).nextBytes(garbage);
        append(garbage);
        append("\n".repeat(70_000).getBytes(StandardCharsets.US_ASCII));
        store.record(List.of(passed(2)));

        assertThat(found(1, 2)).hasSize(2);
        assertThat(store.prune(Duration.ofDays(4000), 100)).isZero();
        assertThat(Files.size(log)).isLessThan(1000);
        assertThat(found(1, 2)).hasSize(2);
    }

    @Test
    void shouldPassOverALineTooLongToBeOne() throws IOException {
        store.record(List.of(passed(1)));
        byte[] endless = new byte[LogReader.MAX_LINE + 100_000];
        Arrays.fill(endless, (byte) 'x');
        append(endless);
        assertThat(found(1)).hasSize(1);

        store.record(List.of(passed(2)));
        assertThat(found(1, 2)).hasSize(2);
    }

    @Test
    void shouldFindLinesLongerThanAReading() throws IOException {
        Outcome small = passed(2);
        Map<String, String> inputs = new TreeMap<>();
        for (int i = 0; i < 20_000; i++) {
            inputs.put("input " + i, "0123456789abcdef");
        }
        Outcome large = new Outcome(
                small.key(), hash(1), true, small.at(), small.duration(), small.run(), small.revision(), inputs);
        store.record(List.of(large, small));

        assertThat(found(1, 2))
                .isEqualTo(Map.of(hash(1), new Evidence(large, 1, 0), hash(2), new Evidence(small, 1, 0)));
    }

    @Test
    void shouldFindEveryLineWhereverAReadingEnds() throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        int count = 0;
        while (lines.size() < 400_000) {
            lines.writeBytes(ProofLine.encode(passed(count++)));
            lines.writeBytes("\n".repeat(count % 3).getBytes(StandardCharsets.US_ASCII));
        }
        append(lines.toByteArray());

        int found = 0;
        for (int i = 0; i < count; i++) {
            found += found(i).size();
        }
        assertThat(found).isEqualTo(count);
    }

    private Map<InputHash, Evidence> found(long... numbers) throws IOException {
        Set<InputHash> hashes = new HashSet<>();
        for (long number : numbers) {
            hashes.add(hash(number));
        }
        return store.find(hashes);
    }

    private void append(byte[] bytes) throws IOException {
        Files.write(log, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
