package io.jenkins.plugins.mergeability.engine.run.tree;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Which jobs have last run in a working tree, so that what they left in it is still that of their inputs: each passed,
 * its inputs were verified after that, and since then nothing has run but jobs that need it. It is kept in a file outside
 * of the tree. Several processes may use it at the same time.
 */
public final class TreeJournal {

    private static final String UNVERIFIED = "unverified ";

    private final Path file;

    /**
     * A journal, which need not exist yet.
     *
     * @param directory the directory of the journals of all working trees of a repository
     * @param tree the top of the working tree
     */
    public TreeJournal(Path directory, Path tree) {
        file = directory.resolve(name(tree));
    }

    /** A file or directory beside the journal, of the same working tree. */
    public Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** How a job that passed for a hash is written. */
    public static String entry(JobKey key, InputHash hash) {
        return key + " " + hash.hex();
    }

    /**
     * The jobs whose leavings are in place, each as {@link #entry} writes it.
     *
     * @throws IOException if the journal cannot be read
     */
    public Set<String> held() throws IOException {
        if (!Files.exists(file)) {
            return Set.of();
        }
        Set<String> held = new LinkedHashSet<>(Content.parse(Files.readAllBytes(file)).held);
        held.removeIf(entry -> entry.startsWith(UNVERIFIED));
        return held;
    }

    /**
     * A job is about to run: it may change what others left, except those that it needs.
     *
     * @param needs the jobs that it needs, at any depth
     * @return what {@link #ended} takes
     * @throws IOException if the journal cannot be written; the job must not run then
     */
    public long started(JobKey job, Set<JobKey> needs) throws IOException {
        return update(content -> new Content(content.events + 1, without(content.held, job, needs))).events;
    }

    /**
     * A job has ended. What it leaves is in place if it passed and no other job started or ended while it ran, but is not
     * held before it is {@linkplain #verified verified}.
     *
     * @param needs the jobs that it needs, at any depth
     * @param passed the hash for which it passed; empty if it did not
     * @param started what {@link #started} returned
     * @throws IOException if the journal cannot be written
     */
    public void ended(JobKey job, Set<JobKey> needs, Optional<InputHash> passed, long started) throws IOException {
        update(content -> {
            Set<String> held = without(content.held, job, needs);
            if (passed.isPresent() && content.events == started) {
                held.add(unverified(entry(job, passed.get()), started));
            }
            return new Content(content.events + 1, held);
        });
    }

    /**
     * It is known of jobs that they ran for these hashes: neither their inputs nor what they found was changed while they
     * ran. What they left is held if it still is in place.
     *
     * @param passed the entry of each, with what {@link #started} returned
     * @throws IOException if the journal cannot be written
     */
    public void verified(Map<String, Long> passed) throws IOException {
        Map<String, String> entries = new HashMap<>();
        passed.forEach((entry, started) -> entries.put(unverified(entry, started), entry));
        update(content -> {
            Set<String> held = new LinkedHashSet<>();
            content.held.forEach(entry -> held.add(entries.getOrDefault(entry, entry)));
            return new Content(content.events, held);
        });
    }

    private static String unverified(String entry, long started) {
        return UNVERIFIED + started + " " + entry;
    }

    private static Set<String> without(Set<String> held, JobKey job, Set<JobKey> needs) {
        Set<String> left = new LinkedHashSet<>(held);
        left.removeIf(entry -> {
            String[] words = entry.split(" ");
            String key = words[words.length - 2];
            return key.equals(job.toString())
                    || needs.stream().noneMatch(need -> need.toString().equals(key));
        });
        return left;
    }

    /**
     * What the file says.
     *
     * @param events how many jobs have started or ended in the tree
     * @param held the jobs whose leavings are in place, verified or not
     */
    private record Content(long events, Set<String> held) {

        private static final Pattern FIRST_LINE = Pattern.compile("events ([0-9]{1,18}) ([0-9a-f]{8})\n");

        /** Nothing is held if a process was ended while it wrote the file: then its checksum is another one. */
        static Content parse(byte[] bytes) {
            String text = new String(bytes, UTF_8);
            Matcher first = FIRST_LINE.matcher(text);
            if (!first.lookingAt()) {
                return new Content(0, Set.of());
            }
            long events = Long.parseLong(first.group(1));
            String rest = text.substring(first.end());
            boolean whole = first.group(2).equals(checksum(events, rest));
            return new Content(
                    events, whole ? rest.lines().collect(Collectors.toCollection(LinkedHashSet::new)) : Set.of());
        }

        byte[] bytes() {
            StringBuilder lines = new StringBuilder();
            held.forEach(entry -> lines.append(entry).append('\n'));
            return ("events " + events + " " + checksum(events, lines.toString()) + "\n" + lines).getBytes(UTF_8);
        }

        private static String checksum(long events, String lines) {
            CRC32 checksum = new CRC32();
            checksum.update((events + "\n" + lines).getBytes(UTF_8));
            return String.format("%08x", checksum.getValue());
        }
    }

    private Content update(UnaryOperator<Content> change) throws IOException {
        Files.createDirectories(file.getParent());
        synchronized (TreeJournal.class) {
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                channel.lock(); // until the channel is closed
                ByteBuffer content = ByteBuffer.allocate((int) channel.size());
                while (content.hasRemaining() && channel.read(content) >= 0) {
                    continue;
                }
                Content changed = change.apply(Content.parse(content.array()));
                // Emptying the file first would make some file systems write it to the disk at once.
                channel.position(0);
                ByteBuffer bytes = ByteBuffer.wrap(changed.bytes());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.truncate(bytes.limit());
                return changed;
            }
        }
    }

    private static String name(Path tree) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(tree.toAbsolutePath().normalize().toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
