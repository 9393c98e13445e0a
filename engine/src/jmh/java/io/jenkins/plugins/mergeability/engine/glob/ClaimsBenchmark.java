package io.jenkins.plugins.mergeability.engine.glob;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Who claims 100,000 changed paths, among 1,000 owners of three globs each and an ignore list. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ClaimsBenchmark {
    private static final int OWNERS = 1_000;
    private static final int PATHS = 100_000;
    private static final int SAMPLE = 200;

    /** Directories only; a name anywhere in the third glob of each; or a pattern anywhere there, the hardest. */
    @Param({"directories", "names", "patterns"})
    public String globs;

    @Param({"sorted", "shuffled"})
    public String order;

    private final List<List<String>> owners = new ArrayList<>();
    private final List<String> ignore = List.of("**/*.md", "docs/**");
    private final List<String> paths = new ArrayList<>();
    private final List<byte[]> names = new ArrayList<>();
    private final List<Path> sample = new ArrayList<>();
    private final List<PathMatcher> matchers = new ArrayList<>();
    private ClaimIndex index;
    private ClaimIndex.Cursor cursor;

    @Setup
    public void prepare() {
        for (int owner = 0; owner < OWNERS; owner++) {
            String third = globs.equals("directories")
                    ? "shared/c" + owner + "/**"
                    : globs.equals("names") ? "**/c" + owner + ".properties" : "**/c" + owner + "-*.sql";
            owners.add(List.of(root(owner) + "/**", "config/c" + owner + "/*.yaml", third));
        }
        for (int i = 0; i < PATHS; i++) {
            int owner = i / (PATHS / OWNERS);
            paths.add(path(owner, i % (PATHS / OWNERS)));
        }
        Collections.sort(paths);
        if (order.equals("shuffled")) {
            Collections.shuffle(paths, new Random(1));
        }
        for (String path : paths) {
            names.add(PathBytes.encode(path));
        }
        for (List<String> globsOfOwner : owners) {
            for (String glob : globsOfOwner) {
                matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + glob));
            }
        }
        for (int i = 0; i < SAMPLE; i++) {
            sample.add(Path.of(paths.get(i * (PATHS / SAMPLE))));
        }
        index = ClaimIndex.of(owners, ignore);
        cursor = index.cursor();
    }

    private static String root(int owner) {
        return "packages/group" + owner / 50 + "/c" + owner;
    }

    private static String path(int owner, int i) {
        return switch (i % 20) {
            case 0 -> "config/c" + owner + "/part" + i + ".yaml";
            case 1 -> "shared/c" + owner + "/lib" + i + ".rb";
            case 2 -> root(owner) + "/db/c" + owner + "-" + i + ".sql";
            case 3 -> "tools/scripts" + i + "/c" + owner + ".properties";
            case 4 -> root(owner) + "/doc/page" + i + ".md";
            default -> root(owner) + "/src/main/java/com/example/part" + i % 7 + "/Class" + i + ".java";
        };
    }

    @Benchmark
    public ClaimIndex buildIndex() {
        return ClaimIndex.of(owners, ignore);
    }

    @Benchmark
    public long claimsOfBytes() {
        long claimed = 0;
        for (int i = 0; i < PATHS; i++) {
            byte[] name = names.get(i);
            claimed += cursor.claims(name, 0, name.length).length;
        }
        return claimed;
    }

    @Benchmark
    public long claimsOfStrings() {
        long claimed = 0;
        for (int i = 0; i < PATHS; i++) {
            claimed += index.claims(paths.get(i)).length;
        }
        return claimed;
    }

    /** For comparison, in paths a second: the JDK's globs, compiled beforehand, each asked about each path. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @OperationsPerInvocation(SAMPLE)
    public long pathsPerSecondOfTheJdk() {
        long claimed = 0;
        for (int i = 0; i < SAMPLE; i++) {
            Path path = sample.get(i);
            for (int glob = 0; glob < matchers.size(); glob++) {
                claimed += matchers.get(glob).matches(path) ? 1 : 0;
            }
        }
        return claimed;
    }
}
