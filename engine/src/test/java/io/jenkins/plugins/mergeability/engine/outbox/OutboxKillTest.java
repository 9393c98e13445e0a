package io.jenkins.plugins.mergeability.engine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.github.FakeGithub;
import io.jenkins.plugins.mergeability.engine.github.FakeState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed several times, as by {@code kill -9}, while it sends a thousand reports to GitHub. */
class OutboxKillTest {

    private static final int KILLS = 6;

    @TempDir
    private Path temporary;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void shouldNeitherLoseNorRepeatAReport() throws Exception {
        Random random = new Random();
        try (FakeGithub github = FakeGithub.start()) {
            github.slow(4);
            int next = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                int share = (KilledProcess.REPORTS - next) / (KILLS - kill + 1);
                Process process = start(github, next);
                next = follow(process, next, next + random.nextInt(2 * share + 1));
                assertThat(process.waitFor()).isNotZero();
            }
            Process process = start(github, next);
            assertThat(follow(process, next, Integer.MAX_VALUE)).isEqualTo(KilledProcess.REPORTS);
            assertThat(process.waitFor()).isZero();
            check(github.state());
            assertThat(github.problems()).isEmpty();
            assertThat(github.requests())
                    .as("an unconfirmed status was queried")
                    .anyMatch(request -> request.matches("GET .*/statuses/.*"));
        }
        try (Stream<Path> files = Files.list(temporary.resolve("outbox"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.endsWith(".json") || name.equals("outbox.lock"));
        }
    }

    private Process start(FakeGithub github, int next) throws IOException {
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                KilledProcess.class.getName(),
                temporary.resolve("outbox").toString(),
                github.api(),
                String.valueOf(next));
        return new ProcessBuilder(command)
                .redirectError(temporary.resolve("errors").toFile())
                .start();
    }

    /** Kills the process after some reports; every number it printed has been offered. */
    private int follow(Process process, int from, int stop) throws Exception {
        int next = from;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine())
                    .as(Files.readString(temporary.resolve("errors")))
                    .isEqualTo("open");
            while (true) {
                if (next >= stop) {
                    process.toHandle().destroyForcibly(); // without closing the stream
                }
                String line = out.readLine();
                if (line == null) {
                    break;
                }
                next += line.equals(String.valueOf(next)) ? 1 : 0; // and not half of a number
            }
        }
        process.waitFor();
        assertThat(Files.readString(temporary.resolve("errors")).replaceAll("(?m)^SLF4J.*\\R", ""))
                .isEmpty();
        return next;
    }

    private static void check(FakeState state) {
        Map<String, Integer> newest = new TreeMap<>();
        Map<String, String> comments = new TreeMap<>();
        for (int i = 0; i < KilledProcess.REPORTS; i++) {
            Report report = KilledProcess.report(i);
            if (report instanceof Report.Comment comment) {
                comments.put(comment.subject().context(), comment.text());
            } else {
                newest.put(report.subject().context(), i);
            }
        }
        Map<String, Integer> last = new HashMap<>();
        for (FakeState.Status status : state.statuses()) {
            int number = Integer.parseInt(status.description().replace("report ", ""));
            Report.Status offered = (Report.Status) KilledProcess.report(number);
            assertThat(status.commit()).isEqualTo(offered.commit());
            Integer before = last.put(status.context(), number);
            assertThat(before == null ? -1 : before)
                    .as("in order, none repeated")
                    .isLessThan(number);
        }
        assertThat(last).containsExactlyInAnyOrderEntriesOf(newest);
        assertThat(state.comments().stream().map(body -> body.substring(body.indexOf('\n') + 1)))
                .containsExactlyInAnyOrderElementsOf(comments.values());
        assertThat(state.statuses()).as("many were delivered meanwhile").hasSizeGreaterThan(100);
    }
}
