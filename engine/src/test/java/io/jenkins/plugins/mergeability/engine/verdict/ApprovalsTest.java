package io.jenkins.plugins.mergeability.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Votes by review histories: the cases in every file of the directory {@code approvals}. */
class ApprovalsTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    @TestFactory
    Stream<DynamicTest> shouldDecideByTheHistory() throws IOException, URISyntaxException {
        Path tables = Path.of(ApprovalsTest.class.getResource("approvals").toURI());
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(tables)) {
            for (Path file : files.sorted().toList()) {
                for (String block : Files.readString(file).split("\n\n")) {
                    List<String> lines =
                            block.lines().filter(line -> !line.startsWith("#")).toList();
                    if (!lines.isEmpty()) {
                        String name = file.getFileName() + ": " + lines.get(0).substring("case ".length());
                        tests.add(DynamicTest.dynamicTest(name, () -> check(lines)));
                    }
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(40);
        return tests.stream();
    }

    @Test
    void shouldListWhoseVotesCount() {
        Approvals approvals = Approvals.of(
                pullRequest(List.of(
                        review("zoe approved c2 @1"),
                        review("Bob approved c2 @2"),
                        review("eve approved c1 @3"),
                        review("kim changes_requested c1 @4"))),
                MergeRules.DEFAULT);

        assertThat(approvals)
                .isEqualTo(new Approvals(List.of("Bob", "zoe"), List.of("eve"), List.of("kim"), List.of()));
    }

    private static void check(List<String> lines) {
        MergeRules rules = MergeRules.DEFAULT;
        List<Review> reviews = new ArrayList<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            if (line.startsWith("rules ")) {
                rules = rules(line.substring("rules ".length()));
            } else {
                reviews.add(review(line));
            }
        }
        Verdict verdict = Verdict.of(pullRequest(reviews), new PlanOutcome.Known(Map.of(), true), rules);

        assertThat(verdict.state().text() + ": " + verdict.description()).isEqualTo(lines.get(lines.size() - 1));
    }

    private static PullRequest pullRequest(List<Review> reviews) {
        return new PullRequest(MergeableState.CLEAN, false, Set.of(), "ann", "c2", reviews);
    }

    private static MergeRules rules(String text) {
        int approvals = 1;
        MergeRules.Counting counting = MergeRules.Counting.WRITERS;
        Set<String> apps = Set.of();
        boolean stale = false;
        for (String word : text.split(" ")) {
            String value = word.substring(word.indexOf('=') + 1);
            switch (word.replaceFirst("=.*", "")) {
                case "approvals" -> approvals = Integer.parseInt(value);
                case "counting" -> counting = MergeRules.Counting.valueOf(value.toUpperCase(Locale.ROOT));
                case "app" -> apps = Set.of(value);
                case "stale" -> stale = true;
                default -> throw new IllegalArgumentException(word);
            }
        }
        return new MergeRules(approvals, counting, stale, Set.of(), apps);
    }

    private static Review review(String line) {
        String[] words = line.split(" ");
        return new Review(
                words[0],
                Review.State.valueOf(words[1].toUpperCase(Locale.ROOT)),
                words[2],
                START.plusSeconds(60L * Integer.parseInt(words[3].substring(1))),
                words.length == 4
                        ? Review.Standing.WRITER
                        : Review.Standing.valueOf(words[4].substring(1).toUpperCase(Locale.ROOT)));
    }
}
