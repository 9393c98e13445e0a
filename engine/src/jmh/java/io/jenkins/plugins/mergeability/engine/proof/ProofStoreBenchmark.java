package io.jenkins.plugins.mergeability.engine.proof;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A log of 20,000 outcomes with ten inputs each, 12 MB. Looking for hashes is measured the first time in a process, with
 * the compiler and collector of the command line (what a plan pays), and in a warm one (what a controller pays).
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ProofStoreBenchmark {

    private static final int ASKED = 1_000;

    @Param("20000")
    private int recorded;

    private Path directory;
    private FileProofStore store;
    private Set<InputHash> asked;
    private Set<JobKey> jobs;
    private long next;

    @Setup
    public void fill() throws IOException {
        directory = Files.createTempDirectory("proofs");
        store = new FileProofStore(directory);
        List<Outcome> outcomes = new ArrayList<>();
        for (next = 0; next < recorded; next++) {
            outcomes.add(outcome(next));
        }
        store.record(outcomes);
        asked = new HashSet<>();
        jobs = new HashSet<>();
        for (long i = 0; i < ASKED; i++) {
            jobs.add(outcome(i).key());
            asked.add(hash(i * recorded / ASKED));
        }
    }

    @TearDown
    public void remove() throws IOException {
        for (String name : new String[] {"proofs", "lock", ""}) {
            Files.delete(directory.resolve(name));
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Fork(
            value = 10,
            jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"})
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public Map<InputHash, Evidence> findCold() throws IOException {
        return store.find(asked);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Fork(1)
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 5, time = 1)
    public Map<InputHash, Evidence> findWarm() throws IOException {
        return store.find(asked);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Fork(1)
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 5, time = 1)
    public List<Outcome> latestWarm() throws IOException {
        return store.latest(outcome(7).key(), 10);
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Fork(
            value = 10,
            jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"})
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public Map<JobKey, Outcome> latestOfManyCold() throws IOException {
        return store.latest(jobs);
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Fork(1)
    @Warmup(iterations = 20)
    @Measurement(iterations = 50)
    public void recordOne() throws IOException {
        store.record(List.of(outcome(next++)));
    }

    private static Outcome outcome(long number) {
        Map<String, String> inputs = new TreeMap<>();
        for (int i = 0; i < 10; i++) {
            inputs.put("depends on component-" + i, hash(number + i).hex().substring(0, 16));
        }
        return new Outcome(
                new JobKey("component-" + number % 3000, "test", Optional.of("linux")),
                hash(number),
                true,
                Instant.ofEpochMilli(1_790_000_000_000L + number),
                Duration.ofMillis(number),
                "20261122-120000-1",
                "5f1d7a84db00d2fce00b31a7fc73224f82e48c11",
                inputs);
    }

    private static InputHash hash(long number) {
        byte[] text = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        try {
            return new InputHash(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
