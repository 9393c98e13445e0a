package io.jenkins.plugins.mergeability.engine.proof;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.text.FieldEscapes;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * An outcome as one line of UTF-8. Fields are separated by tabs: the hash, {@code passed} or {@code failed}, component,
 * job, platform ({@code -} for none), end time, duration in milliseconds, run, revision, the outputs if there are any,
 * name and digest of each input, and the CRC-32 of all that in hexadecimal. The hash is first and the job at a fixed
 * offset, so that a reader skips other lines without decoding them.
 *
 * <p>The outputs are how many were found, a space and the digest of what was left ({@code -} for nothing) in one field;
 * then component, job, platform and digest of each that was found. They make the number of fields even, by which a
 * reader knows that they are there.
 */
final class ProofLine {

    /** The offset of the job in a line. */
    static final int JOB_AT = InputHash.LENGTH + "\tpassed\t".length();

    private static final String NO_PLATFORM = "-";
    private static final String NOTHING = "-";
    private static final int CHECKED = 9;
    private static final int TIME = "2026-11-22T17:53:00.000Z".length();
    private static final int MIN_LENGTH = JOB_AT + TIME;
    private static final int FIELDS = 9;
    private static final long DAY = 86_400_000;

    private ProofLine() {}

    /** The line, with its line feed. */
    static byte[] encode(Outcome outcome) {
        StringBuilder line = new StringBuilder(512);
        line.append(outcome.hash().hex()).append(outcome.passed() ? "\tpassed\t" : "\tfailed\t");
        appendJob(outcome.key(), line);
        appendTime(outcome.at().toEpochMilli(), line);
        line.append('\t').append(outcome.duration().toMillis()).append('\t');
        FieldEscapes.escape(outcome.run(), line);
        line.append('\t');
        FieldEscapes.escape(outcome.revision(), line);
        if (!outcome.outputs().isEmpty()) {
            appendOutputs(outcome.outputs(), line);
        }
        for (Map.Entry<String, String> input : outcome.inputs().entrySet()) {
            line.append('\t');
            FieldEscapes.escape(input.getKey(), line);
            line.append('\t');
            FieldEscapes.escape(input.getValue(), line);
        }
        byte[] content = line.toString().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[content.length + CHECKED + 1];
        System.arraycopy(content, 0, bytes, 0, content.length);
        bytes[content.length] = '\t';
        int crc = crc(content, 0, content.length);
        for (int i = 0; i < 8; i++) {
            bytes[content.length + 1 + i] = (byte) Character.forDigit(crc >>> (28 - 4 * i) & 15, 16);
        }
        bytes[bytes.length - 1] = '\n';
        return bytes;
    }

    /** The bytes from {@link #JOB_AT} to {@link #jobEnd} in the lines of a job. */
    static byte[] job(JobKey key) {
        StringBuilder job = new StringBuilder();
        appendJob(key, job);
        return job.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The end of the job that starts {@link #JOB_AT} bytes after {@code from}, or -1 if the line is incomplete. */
    static int jobEnd(byte[] bytes, int from, int to) {
        int tabs = 0;
        for (int at = from + JOB_AT; at < to; at++) {
            if (bytes[at] == '\t' && ++tabs == 3) {
                return at + 1;
            }
        }
        return -1;
    }

    /** Whether the outcome of one valid line ended before that of another. */
    static boolean endedBefore(byte[] one, int from, int to, byte[] other, int otherFrom, int otherTo) {
        int at = jobEnd(one, from, to);
        int otherAt = jobEnd(other, otherFrom, otherTo);
        if (sortableTime(one, at, to) && sortableTime(other, otherAt, otherTo)) {
            return Arrays.compare(one, at, at + TIME, other, otherAt, otherAt + TIME) < 0;
        }
        Outcome outcome = decode(one, from, to);
        Outcome than = decode(other, otherFrom, otherTo);
        return outcome == null || than != null && outcome.at().isBefore(than.at());
    }

    /** Whether a time is in the years 0 to 9999, which sort as text. */
    private static boolean sortableTime(byte[] line, int at, int to) {
        return at >= 0 && at + TIME < to && line[at] >= '0' && line[at] <= '9' && line[at + TIME] == '\t';
    }

    /** Whether the checksum of a line, given without its line feed, is right. */
    static boolean valid(byte[] bytes, int from, int to) {
        int end = to - CHECKED;
        return end - from >= MIN_LENGTH && bytes[end] == '\t' && crcIs(crc(bytes, from, end - from), bytes, end + 1);
    }

    /** The outcome of a line given without its line feed, or null if it is incomplete or damaged. */
    static Outcome decode(byte[] bytes, int from, int to) {
        if (!valid(bytes, from, to)) {
            return null;
        }
        try {
            return outcome(fields(new String(bytes, from, to - CHECKED - from, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return null; // a right checksum of a line that is not an outcome
        }
    }

    private static Outcome outcome(List<String> fields) {
        if (fields.size() < FIELDS) {
            throw new IllegalArgumentException("too few fields");
        }
        String passed = fields.get(1);
        if (!passed.equals("passed") && !passed.equals("failed")) {
            throw new IllegalArgumentException("neither passed nor failed");
        }
        int found = (fields.size() - FIELDS) % 2 == 0 ? -1 : found(fields.get(FIELDS), fields.size());
        Map<String, String> inputs = new TreeMap<>();
        for (int i = FIELDS + (found < 0 ? 0 : 1 + 4 * found); i < fields.size(); i += 2) {
            inputs.put(FieldEscapes.unescape(fields.get(i)), FieldEscapes.unescape(fields.get(i + 1)));
        }
        return new Outcome(
                key(fields, 2),
                new InputHash(fields.get(0)),
                passed.equals("passed"),
                time(fields.get(5)),
                Duration.ofMillis(Long.parseLong(fields.get(6))),
                FieldEscapes.unescape(fields.get(7)),
                FieldEscapes.unescape(fields.get(8)),
                inputs,
                found < 0 ? JobOutputs.NONE : outputs(fields, found));
    }

    private static JobKey key(List<String> fields, int at) {
        String platform = fields.get(at + 2);
        return new JobKey(
                FieldEscapes.unescape(fields.get(at)),
                FieldEscapes.unescape(fields.get(at + 1)),
                platform.equals(NO_PLATFORM) ? Optional.empty() : Optional.of(FieldEscapes.unescape(platform)));
    }

    private static void appendOutputs(JobOutputs outputs, StringBuilder line) {
        line.append('\t').append(outputs.found().size()).append(' ');
        line.append(outputs.left().map(OutputDigest::hex).orElse(NOTHING));
        for (Map.Entry<JobKey, OutputDigest> found : outputs.found().entrySet()) {
            appendJob(found.getKey(), line.append('\t'));
            line.append(found.getValue().hex());
        }
    }

    private static int found(String field, int fields) {
        int space = field.indexOf(' ');
        int found = space < 0 ? -1 : Integer.parseInt(field.substring(0, space));
        if (found < 0 || found > (fields - FIELDS) / 4) {
            throw new IllegalArgumentException("not a number of outputs");
        }
        return found;
    }

    private static JobOutputs outputs(List<String> fields, int count) {
        String field = fields.get(FIELDS);
        String left = field.substring(field.indexOf(' ') + 1);
        Map<JobKey, OutputDigest> found = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            int at = FIELDS + 1 + 4 * i;
            found.put(key(fields, at), new OutputDigest(fields.get(at + 3)));
        }
        return new JobOutputs(left.equals(NOTHING) ? Optional.empty() : Optional.of(new OutputDigest(left)), found);
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>(32);
        int start = 0;
        for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', start)) {
            fields.add(line.substring(start, tab));
            start = tab + 1;
        }
        fields.add(line.substring(start));
        return fields;
    }

    private static void appendJob(JobKey key, StringBuilder line) {
        FieldEscapes.escape(key.component(), line);
        line.append('\t');
        FieldEscapes.escape(key.job(), line);
        line.append('\t');
        if (key.platform().isEmpty()) {
            line.append(NO_PLATFORM);
        } else if (key.platform().get().equals(NO_PLATFORM)) {
            line.append('\\').append(NO_PLATFORM);
        } else {
            FieldEscapes.escape(key.platform().get(), line);
        }
        line.append('\t');
    }

    /** Written by hand: in a new process the JDK's formatters take longer than reading the whole log. */
    private static void appendTime(long millis, StringBuilder line) {
        int ofDay = (int) Math.floorMod(millis, DAY);
        line.append(LocalDate.ofEpochDay(Math.floorDiv(millis, DAY))).append('T');
        appendDigits(ofDay / 3_600_000, 10, line);
        appendDigits(ofDay / 60_000 % 60, 10, line.append(':'));
        appendDigits(ofDay / 1000 % 60, 10, line.append(':'));
        appendDigits(ofDay % 1000, 100, line.append('.'));
        line.append('Z');
    }

    private static void appendDigits(int value, int highest, StringBuilder line) {
        for (int unit = highest; unit > 0; unit /= 10) {
            line.append((char) ('0' + value / unit % 10));
        }
    }

    private static Instant time(String text) {
        int year = text.length() - "-11-22T17:53:00.000Z".length();
        if (year < 4 || text.charAt(year + 6) != 'T' || !text.endsWith("Z")) {
            throw new IllegalArgumentException("not a time");
        }
        long day = LocalDate.of(
                        Integer.parseInt(text.substring(0, year)), digits(text, year + 1, 2), digits(text, year + 4, 2))
                .toEpochDay();
        long ofDay = digits(text, year + 7, 2) * 3600L + digits(text, year + 10, 2) * 60L + digits(text, year + 13, 2);
        return Instant.ofEpochSecond(day * (DAY / 1000) + ofDay, digits(text, year + 16, 3) * 1_000_000L);
    }

    private static int digits(String text, int from, int count) {
        return Integer.parseInt(text.substring(from, from + count));
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static boolean crcIs(int crc, byte[] bytes, int from) {
        for (int i = 0; i < 8; i++) {
            if (bytes[from + i] != Character.forDigit(crc >>> (28 - 4 * i) & 15, 16)) {
                return false;
            }
        }
        return true;
    }
}
