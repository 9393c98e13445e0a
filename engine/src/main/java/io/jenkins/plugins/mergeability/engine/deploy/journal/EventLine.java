package io.jenkins.plugins.mergeability.engine.deploy.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.mergeability.engine.deploy.Deployment;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import io.jenkins.plugins.mergeability.engine.text.FieldEscapes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * An event as one line of UTF-8. Fields are separated by tabs: the number of the line, kind, candidate, other candidate,
 * time, who, text, the offer if there is one, and the CRC-32 of all that in hexadecimal.
 *
 * <p>The offer is component, commit, definition, target, {@code compatible} and {@code again} of its migration ({@code -}
 * without one), the number of outputs with platform and digest of each, and component, job, platform and hash of each
 * proof.
 */
final class EventLine {

    private static final String NONE = "-";
    private static final int CRC = 8;

    private EventLine() {}

    /** The line, without its line feed. */
    static String encode(int number, JournalEvent event) {
        StringBuilder line = new StringBuilder(256).append(number);
        add(line, event.kind().name());
        add(line, Integer.toString(event.candidate()));
        add(line, Integer.toString(event.other()));
        add(line, event.at().toString());
        add(line, event.by());
        add(line, event.text());
        event.offer().ifPresent(offer -> add(line, offer));
        String content = line.toString();
        return content + "\t" + crc(content);
    }

    private static void add(StringBuilder line, Offer offer) {
        add(line, offer.component());
        add(line, offer.commit());
        add(line, offer.deployment().definition());
        add(line, offer.deployment().target());
        add(line, offer.migration().map(m -> Boolean.toString(m.compatible())).orElse(NONE));
        add(line, offer.migration().map(m -> Boolean.toString(m.again())).orElse(NONE));
        add(line, Integer.toString(offer.release().outputs().size()));
        offer.release().outputs().forEach((platform, digest) -> {
            add(line, platform);
            add(line, digest.hex());
        });
        offer.proofs().forEach((key, hash) -> {
            add(line, key.component());
            add(line, key.job());
            add(line, key.platform().orElse(""));
            add(line, hash.hex());
        });
    }

    private static void add(StringBuilder line, String field) {
        FieldEscapes.escape(field, line.append('\t'));
    }

    /**
     * The event of a line, given without its line feed; empty if it is incomplete or damaged, or has another number.
     *
     * @throws IllegalArgumentException if the line is whole and not an event that this version knows
     */
    static Optional<JournalEvent> decode(int number, String line) {
        int last = line.lastIndexOf('\t');
        if (last < 0
                || line.length() - last - 1 != CRC
                || !crc(line.substring(0, last)).equals(line.substring(last + 1))) {
            return Optional.empty();
        }
        List<String> fields = new ArrayList<>();
        for (String field : line.substring(0, last).split("\t", -1)) {
            fields.add(FieldEscapes.unescape(field));
        }
        Iterator<String> next = fields.iterator();
        if (!next.next().equals(Integer.toString(number))) {
            return Optional.empty();
        }
        try {
            return Optional.of(event(next));
        } catch (DateTimeException | java.util.NoSuchElementException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JournalEvent event(Iterator<String> next) {
        EventKind kind = EventKind.valueOf(next.next());
        return new JournalEvent(
                kind,
                Integer.parseInt(next.next()),
                Integer.parseInt(next.next()),
                Instant.parse(next.next()),
                next.next(),
                next.next(),
                kind == EventKind.OFFERED ? Optional.of(offer(next)) : Optional.empty());
    }

    private static Offer offer(Iterator<String> next) {
        String component = next.next();
        String commit = next.next();
        String definition = next.next();
        String target = next.next();
        String compatible = next.next();
        String again = next.next();
        Map<String, OutputDigest> outputs = new TreeMap<>();
        for (int left = Integer.parseInt(next.next()); left > 0; left--) {
            outputs.put(next.next(), new OutputDigest(next.next()));
        }
        Map<JobKey, InputHash> proofs = new TreeMap<>();
        while (next.hasNext()) {
            String ofComponent = next.next();
            String job = next.next();
            String platform = next.next();
            Optional<String> on = platform.isEmpty() ? Optional.empty() : Optional.of(platform);
            proofs.put(new JobKey(ofComponent, job, on), new InputHash(next.next()));
        }
        return new Offer(
                new Deployment(new Release(component, outputs, commit), definition, target),
                compatible.equals(NONE)
                        ? Optional.empty()
                        : Optional.of(
                                new Offer.Migration(Boolean.parseBoolean(compatible), Boolean.parseBoolean(again))),
                proofs);
    }

    private static String crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
