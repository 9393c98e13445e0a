package io.jenkins.plugins.mergeability.engine.proof;

import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.NOON;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.hash;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.passed;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.text.FieldEscapes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Lines: what is written comes back, and everything else is rejected. */
class ProofLineTest {

    @Property(tries = 500)
    void shouldBringAnyOutcomeBack(@ForAll("outcomes") Outcome outcome) throws CharacterCodingException {
        byte[] line = ProofLine.encode(outcome);

        assertThat(line).endsWith('\n');
        // A new decoder refuses what is not UTF-8.
        assertThat(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(line, 0, line.length - 1))
                        .toString())
                .doesNotContain("\n", "\r", "\u001b", "\u0000", "\u2028", "\u202e");
        assertThat(ProofLine.decode(line, 0, line.length - 1)).isEqualTo(outcome);
        assertThat(Arrays.copyOfRange(line, ProofLine.JOB_AT, ProofLine.jobEnd(line, 0, line.length - 1)))
                .isEqualTo(ProofLine.job(outcome.key()));
    }

    @Property(tries = 300)
    void shouldDecideWhichOfTwoEndedBefore(@ForAll("times") long one, @ForAll("times") long other) {
        byte[] line = ProofLine.encode(Outcomes.outcome(1, true, Instant.ofEpochMilli(one)));
        byte[] than = ProofLine.encode(Outcomes.outcome(2, true, Instant.ofEpochMilli(other)));

        assertThat(ProofLine.endedBefore(line, 0, line.length - 1, than, 0, than.length - 1))
                .isEqualTo(one < other);
    }

    @Property(tries = 200)
    void shouldRejectALineWithAnyByteAltered(
            @ForAll("outcomes") Outcome outcome,
            @ForAll @IntRange(max = 1 << 20) int where,
            @ForAll @IntRange(min = 1, max = 255) int flipped) {
        byte[] line = ProofLine.encode(outcome);
        line[where % (line.length - 1)] ^= (byte) flipped;

        assertThat(ProofLine.decode(line, 0, line.length - 1)).isNull();
    }

    @Example
    void shouldRejectALineWithAnyPartMissing() {
        byte[] line = ProofLine.encode(passed(1));
        for (int length = 0; length < line.length - 1; length++) {
            assertThat(ProofLine.decode(line, 0, length)).isNull();
            assertThat(ProofLine.decode(line, line.length - 1 - length, line.length - 1))
                    .isNull();
        }
    }

    @Example
    void shouldDistinguishNoPlatformFromOneNamedDash() {
        for (Optional<String> platform : List.of(Optional.<String>empty(), Optional.of("-"), Optional.of(""))) {
            JobKey key = new JobKey("a", "b", platform);
            byte[] line = ProofLine.encode(Outcomes.outcome(key, 1, true, NOON));

            assertThat(ProofLine.decode(line, 0, line.length - 1).key()).isEqualTo(key);
        }
    }

    @Example
    void shouldReadALineWithoutOutputsAsOneOfAJobThatHasNone() {
        byte[] line = ProofLine.encode(passed(1));

        assertThat(new String(line, StandardCharsets.UTF_8).split("\t")).hasSize(14);
        assertThat(ProofLine.decode(line, 0, line.length - 1).outputs()).isEqualTo(JobOutputs.NONE);
    }

    @Example
    void shouldNameTheOutputsLeftAndFound() {
        JobKey compile = new JobKey("air", "compile", Optional.empty());
        OutputDigest made = new OutputDigest("a".repeat(OutputDigest.LENGTH));
        OutputDigest found = new OutputDigest("b".repeat(OutputDigest.LENGTH));
        byte[] line = ProofLine.encode(passed(1).with(new JobOutputs(Optional.of(made), Map.of(compile, found))));

        assertThat(new String(line, StandardCharsets.UTF_8))
                .contains("\t1 " + made + "\tair\tcompile\t-\t" + found + "\t");
    }

    @Example
    void shouldRejectOutputsThatAreNot() {
        for (String field : List.of("x", "1", "1 -", "-1 -", "0 x", "999999999999 -", "3 -\ta\tb\t-\tc")) {
            byte[] line = checked(new String(ProofLine.encode(passed(1)), StandardCharsets.UTF_8)
                    .replace("48c11\t", "48c11\t" + field + "\t"));

            assertThat(ProofLine.decode(line, 0, line.length - 1)).as(field).isNull();
        }
    }

    /** The line with the right checksum. */
    private static byte[] checked(String line) {
        String content = line.substring(0, line.lastIndexOf('\t'));
        CRC32 crc = new CRC32();
        crc.update(content.getBytes(StandardCharsets.UTF_8));
        return String.format("%s\t%08x\n", content, crc.getValue()).getBytes(StandardCharsets.UTF_8);
    }

    @Example
    void shouldEscapeWhatWouldDivideFieldsOrReachATerminal() {
        StringBuilder out = new StringBuilder();
        FieldEscapes.escape("a\tb\nc\\ \u001b[31m \udc80 \u202e é 😀", out);

        assertThat(out).hasToString("a\\tb\\nc\\\\ \\u001b[31m \\udc80 \\u202e é 😀");
        assertThat(FieldEscapes.unescape(out.toString())).isEqualTo("a\tb\nc\\ \u001b[31m \udc80 \u202e é 😀");
    }

    @Example
    void shouldWriteTimesOfFarYears() {
        for (String time : new String[] {
            "0000-01-01T00:00:00.001Z",
            "-0044-03-15T11:59:59.999Z",
            "9999-12-31T23:59:59.999Z",
            "+12026-02-28T01:02:03.004Z"
        }) {
            byte[] line = ProofLine.encode(Outcomes.outcome(1, true, Instant.parse(time)));

            assertThat(new String(line, StandardCharsets.UTF_8)).contains("\t" + time + "\t");
            assertThat(ProofLine.decode(line, 0, line.length - 1).at()).isEqualTo(Instant.parse(time));
        }
    }

    @Provide
    Arbitrary<Long> times() {
        return Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.longs().between(0, 4_102_444_800_000L));
    }

    @Provide
    Arbitrary<Outcome> outcomes() {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12),
                Arbitraries.strings()
                        .withChars("\t\n\r\\-u=\u0000\u001b\u0085\u2028\u202e\udc80\ud83d\ude00é")
                        .ofMaxLength(6));
        Arbitrary<JobKey> keys =
                Combinators.combine(names, names, names.optional()).as(JobKey::new);
        Arbitrary<Long> millis = times();
        Arbitrary<Map<String, String>> inputs = Arbitraries.maps(names, names).ofMaxSize(6);
        Arbitrary<OutputDigest> digests =
                Arbitraries.longs().map(number -> new OutputDigest(hash(number).hex()));
        Arbitrary<JobOutputs> outputs = Combinators.combine(
                        digests.optional(), Arbitraries.maps(keys, digests).ofMaxSize(4))
                .as(JobOutputs::new);
        Arbitrary<Outcome> without = Combinators.combine(
                        keys, Arbitraries.longs(), Arbitraries.of(true, false), millis, millis, names, names, inputs)
                .as((key, number, passed, at, duration, run, revision, input) -> new Outcome(
                        key,
                        hash(number),
                        passed,
                        Instant.ofEpochMilli(at),
                        Duration.ofMillis(duration),
                        run,
                        revision,
                        input));
        return Combinators.combine(without, outputs).as(Outcome::with);
    }
}
