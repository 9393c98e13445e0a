package io.jenkins.plugins.mergeability.engine.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/** What 1,000 owners claim of a commit's files, as digests; from the files in memory, and from git. */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SingleShotTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SnapshotBenchmark {
    private static final int OWNERS = 1_000;
    private static final Selection HEAD = Selection.DEFAULT.at("HEAD");

    @Param({"20000", "60000", "100000"})
    public int files;

    private Path directory;
    private ClaimIndex index;
    private Snapshot snapshot;

    /** A repository without a working tree, whose files all have the same content: only names and ids are read. */
    @Setup
    public void prepare() throws Exception {
        directory = Files.createTempDirectory("mergeability-benchmark");
        List<List<String>> owners = new ArrayList<>();
        for (int owner = 0; owner < OWNERS; owner++) {
            owners.add(List.of("packages/p" + owner + "/**", "config/p" + owner + ".yaml", "shared/p" + owner + "/*"));
        }
        index = ClaimIndex.of(owners, List.of("**/*.md"));
        git("", "init", "-q", "-b", "main");
        StringBuilder script = new StringBuilder("blob\nmark :1\ndata 2\nx\n\ncommit refs/heads/main\n"
                + "committer x <x@example.org> 0 +0000\ndata 3\none\n");
        for (int i = 0; i < files; i++) {
            script.append("M 100644 :1 packages/p")
                    .append(i % OWNERS)
                    .append("/src/d")
                    .append(i / OWNERS % 4)
                    .append("/file")
                    .append(i / OWNERS)
                    .append(i % 20 == 0 ? ".md\n" : ".java\n");
        }
        git(script.append("\n").toString(), "fast-import", "--quiet");
        snapshot = readFromGit();
    }

    @TearDown
    public void delete() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** The claims of all owners, and the digest of each. */
    @Benchmark
    public int digest() {
        return digests(snapshot);
    }

    /** Only what git prints, read. */
    @Benchmark
    public Snapshot readFromGit() throws Exception {
        try (GitRepository repository = GitRepository.open(directory, HEAD)) {
            return repository.snapshot();
        }
    }

    /** Both: from opening the repository to the last digest. */
    @Benchmark
    public int readFromGitAndDigest() throws Exception {
        return digests(readFromGit());
    }

    private int digests(Snapshot of) {
        Claims claims = Claims.of(of, index, OWNERS);
        int sum = claims.unclaimedDigest("components.yaml")[0];
        for (int owner = 0; owner < OWNERS; owner++) {
            sum += claims.digest(owner)[0];
        }
        return sum;
    }

    private void git(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        }
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed");
        }
    }
}
