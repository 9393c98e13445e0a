package io.jenkins.plugins.mergeability.engine.run.report;

import static io.jenkins.plugins.mergeability.engine.run.TestPlan.command;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.key;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.options;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.run.Machine;
import io.jenkins.plugins.mergeability.engine.run.RunResult;
import io.jenkins.plugins.mergeability.engine.run.TestPlan;
import io.jenkins.plugins.mergeability.engine.run.WaitReason;
import io.jenkins.plugins.mergeability.engine.text.DurationText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a run is shown while it runs. */
class RunViewTest {

    private static final Symbols ASCII = Symbols.of(StandardCharsets.US_ASCII);

    @TempDir
    private Path temporary;

    private final Screen screen = new Screen();

    private static TestPlan many(int count) {
        TestPlan plan = new TestPlan();
        for (int i = 0; i < count; i++) {
            plan.job("c" + i + "/test", "true");
        }
        return plan;
    }

    @Test
    void shouldShowOneLineForTheStartAndOneForTheEndOfAJob() throws IOException {
        Machine machine = new Machine(temporary);
        machine.with(machine.options().withJobs(1));
        try (PlainView view = new PlainView(screen.stream(), ASCII)) {
            machine.with(view)
                    .run(new TestPlan()
                            .job("a/test", "true")
                            .job("b/test", "exit 3")
                            .job("c/test", "true", "b/test")
                            .job("d/test", JobState.PROVEN)
                            .job(
                                    "e/test",
                                    options().retry(1),
                                    command("if test -e x; then exit 0; fi; touch x; exit 1")));
        }

        assertThat(screen.lines().stream().map(line -> line.replaceAll("\\d+\\.\\d s", "TIME")))
                .containsSubsequence("> a/test", "+ a/test  TIME")
                .containsSubsequence("> b/test", "x b/test  TIME  failed: test: exit code 3")
                .containsExactlyInAnyOrder(
                        "> a/test",
                        "+ a/test  TIME",
                        "> b/test",
                        "x b/test  TIME  failed: test: exit code 3",
                        "o c/test  not run: needs b/test, which failed",
                        "> e/test",
                        "+ e/test  TIME  flaky: passed only when tried again");
    }

    @Test
    void shouldShowWhatRunsAndWhatWaitsForWhat() {
        RunProgress progress = new RunProgress(
                new TestPlan()
                        .job("a/test", "true")
                        .job("b/test", "true", "a/test")
                        .job("c/test", "true")
                        .job("d/test", "true", "a/test", "c/test")
                        .job("e/test", "true")
                        .plan(),
                ASCII);
        progress.jobWaits(key("b/test"), new WaitReason.NeededJobs());
        progress.jobWaits(key("d/test"), new WaitReason.NeededJobs());
        progress.jobWaits(key("c/test"), new WaitReason.Limit("compliance"));
        progress.jobWaits(key("e/test"), new WaitReason.FreeSlot());
        progress.jobStarted(key("a/test"));
        progress.commandStarted(key("a/test"), "parallel/test/2", "make test\nmake more");
        progress.commandStarted(key("a/test"), "parallel/dev", "mix docs");

        assertThat(progress.render(80, 20))
                .containsExactly(
                        "0/5 done, 1 running, 4 waiting  0 s",
                        "  > a/test  0 s  parallel/test/2 (and 1 more): make test ...",
                        "  . b/test  waits for a/test",
                        "  . c/test  waits for another `compliance` job to end",
                        "  . d/test  waits for a/test, c/test",
                        "  . e/test  waits for a free slot");
        assertThat(progress.render(30, 4))
                .containsExactly(
                        "0/5 done, 1 running, 4 wait...",
                        "  > a/test  0 s  parallel/t...",
                        "  . b/test  waits for a/test",
                        "  ... 3 more waiting: 1 for...");
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "20, 5", "10, 2", "1, 1", "200, 500"})
    void shouldFitAnyTerminal(int width, int height) {
        RunProgress progress = new RunProgress(many(300).plan(), ASCII);
        for (int i = 0; i < 300; i++) {
            if (i % 3 == 0) {
                progress.jobStarted(key("c" + i + "/test"));
            } else {
                progress.jobWaits(key("c" + i + "/test"), new WaitReason.FreeSlot());
            }
        }

        assertThat(progress.render(width, height))
                .hasSizeLessThanOrEqualTo(height)
                .allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(width));
    }

    @Test
    void shouldLeaveOnlyResultsInATerminal() throws IOException {
        Machine machine = new Machine(temporary);
        machine.with(machine.options().withJobs(2));
        TestPlan plan = many(30).job("x/test", "exit 1").job("y/test", "until test -e drawn; do sleep 0.01; done");
        RunResult result;
        try (RunView view = LiveView.start(
                new RunProgress(plan.plan(), ASCII),
                screen.stream(4, () -> machine.write("drawn")),
                () -> new TerminalSize.Size(60, 10))) {
            result = machine.with(view).run(plan);
        }

        assertThat(screen.lines()).hasSize(32).allMatch(line -> line.matches("[+x] \\w+/test  .*"));
        assertThat(screen.lines()).anyMatch(line -> line.startsWith("x x/test"));
        assertThat((long) screen.redraws).isBetween(2L, result.duration().toMillis() / 100 + 2);
    }

    @Test
    void shouldReplaceTheStatusByTheNextOne() {
        RunProgress progress = new RunProgress(many(2).plan(), ASCII);
        progress.jobWaits(key("c0/test"), new WaitReason.FreeSlot());
        LiveView view = LiveView.start(progress, screen.stream(), () -> new TerminalSize.Size(60, 10));
        view.draw(true);
        view.draw(true);

        assertThat(screen.lines()).hasSize(2).last().isEqualTo("  . c0/test  waits for a free slot");
        progress.jobStarted(key("c0/test"));
        view.draw(true);
        assertThat(screen.lines()).hasSize(2).last().isEqualTo("  > c0/test  0 s");
        view.close();
        assertThat(screen.lines()).isEmpty();
    }

    @Test
    void shouldReachTheTopOfTheStatusWhenTheTerminalHasWrappedItsLines() {
        List<String> status = List.of("x".repeat(50), "y", "", "z".repeat(21));

        assertThat(LiveView.rows(status, new TerminalSize.Size(60, 24))).isEqualTo(4);
        assertThat(LiveView.rows(status, new TerminalSize.Size(20, 24))).isEqualTo(7);
        assertThat(LiveView.rows(status, new TerminalSize.Size(5, 10))).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({
        "true, TERM, xterm, false",
        "false, TERM, xterm, true",
        "true, TERM, dumb, true",
        "true, OTHER, x, true",
        "true, NO_COLOR, 1, true",
        "true, CI, true, true",
    })
    void shouldChooseTheViewForTheOutput(boolean terminal, String variable, String value, boolean plain) {
        Map<String, String> environment = variable.equals("TERM") || variable.equals("OTHER")
                ? Map.of(variable, value)
                : Map.of("TERM", "xterm", variable, value);
        try (RunView view = RunView.of(many(1).plan(), screen.stream(), ASCII, terminal, environment)) {
            assertThat(view instanceof PlainView).isEqualTo(plain);
        }
    }

    @Test
    void shouldParseTheOutputOfStty() {
        TerminalSize.Size fallback = new TerminalSize.Size(80, 24);

        assertThat(TerminalSize.parse("50 132\n", fallback)).isEqualTo(new TerminalSize.Size(132, 50));
        assertThat(TerminalSize.parse("0 0\n", fallback)).isEqualTo(fallback);
        assertThat(TerminalSize.parse("", fallback)).isEqualTo(fallback);
        assertThat(new TerminalSize(Map.of("COLUMNS", "x")).get().width()).isPositive();
    }

    @Test
    void shouldFallBackToAsciiSymbols() {
        assertThat(Symbols.of(StandardCharsets.UTF_8).passed()).isEqualTo("✔");
        assertThat(Symbols.of(StandardCharsets.ISO_8859_1).passed()).isEqualTo("+");
    }

    @Test
    void shouldShowDurations() {
        assertThat(List.of(0, 340, 9_999, 10_000, 59_999, 60_000, 200_000, 7_500_000))
                .extracting(millis -> DurationText.of(Duration.ofMillis(millis)))
                .containsExactly("0.0 s", "0.3 s", "9.9 s", "10 s", "59 s", "1m 00s", "3m 20s", "2h 05m");
    }
}
