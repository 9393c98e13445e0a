package io.jenkins.plugins.mergeability.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict.Cause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** The text of a comment, in which untrusted text is never markup for a parser of Markdown. */
class MergeCommentTest {

    private static final int MAX_LENGTH = 65_000;
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(AutolinkExtension.create())).build();

    /** All text outside of code. */
    private static final Pattern OWN_TEXT = Pattern.compile("[a-zA-Z ,.:·❌⏳😀]*|.* and [0-9]+ more");

    private static final Pattern OWN_HTML =
            Pattern.compile("<details><summary>The last [0-9]+ lines of its log</summary>|</details>");

    @Example
    void shouldReportWhatFailedAndHowToReproduceIt() {
        MergeComment comment = new MergeComment(
                new Verdict(Cause.JOBS_FAILED, "air/test@linux failed"),
                List.of(new MergeComment.Failure(
                        new JobKey("air", "test", Optional.of("linux")),
                        "sh test.sh",
                        "exit code 1",
                        List.of("\u001b[31mexpected ```", "got @bob"),
                        false,
                        Optional.of("https://ci.example/job/shop/a b/7/log"))),
                List.of(key("cloak", "test")),
                List.of(key("air", "compile"), key("bom", "test")),
                List.of(key("cloak", "compile")),
                Optional.of("https://ci.example/job/shop/7/"));

        assertThat(MergeCommentText.of(comment, MAX_LENGTH)).isEqualTo("""
                        ### ❌ Tests have failed

                        `air/test@linux failed`

                        #### `air/test@linux` failed

                        `sh test.sh`: `exit code 1`

                        [Whole log](https://ci.example/job/shop/a%20b/7/log) · reproduce it with `mergeability run air/test`

                        <details><summary>The last 2 lines of its log</summary>

                        ````text
                        expected ```
                        got @bob
                        ````

                        </details>

                        **Awaiting:** `cloak/test`

                        **Passed:** `air/compile`, `bom/test`

                        **Proven by earlier runs:** `cloak/compile`

                        [Details](https://ci.example/job/shop/7/)
                        """);
    }

    @Example
    void shouldBeGladAndSayWhenOnlyApprovalIsMissing() {
        assertThat(text(new Verdict(Cause.MERGEABLE, "pull request can be merged")))
                .isEqualTo("### 😀 Pull request can be merged\n\n");
        assertThat(text(new Verdict(Cause.APPROVAL_MISSING, "awaiting approval (0 of 1)")))
                .isEqualTo("### ⏳ Standard tests have passed, awaiting approval\n\n`awaiting approval (0 of 1)`\n\n");
    }

    @Example
    void shouldShareTheRoomFairlyAndKeepTheEndsOfLogs() {
        List<MergeComment.Failure> failures = new ArrayList<>();
        List<String> numbered = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            numbered.add(i + " " + "x".repeat(900));
        }
        failures.add(failure("long", numbered));
        failures.add(failure("short", List.of("the only line")));
        failures.add(failure("wide", Collections.nCopies(100, "y".repeat(1500))));

        String text = MergeCommentText.of(comment(failures, List.of()), MAX_LENGTH);

        assertThat(text.length()).isBetween(MAX_LENGTH - 8000, MAX_LENGTH);
        assertThat(text).contains("the only line", "149 xxx").doesNotContain("\n49 xxx");
        int ofLong = text.length() - text.replace("x", "").length();
        int ofWide = text.length() - text.replace("y", "").length();
        assertThat(Math.abs(ofLong - ofWide)).isLessThan(3000);
    }

    @Example
    void shouldShowAHundredLinesOfALog() {
        String text = MergeCommentText.of(
                comment(List.of(failure("air", Collections.nCopies(150, "line"))), List.of()), MAX_LENGTH);

        assertThat(text).contains("The last 100 lines");
        assertThat(text.lines().filter("line"::equals)).hasSize(100);
    }

    @Example
    void shouldNameWhatItHasNoRoomToTellOf() {
        List<MergeComment.Failure> failures = new ArrayList<>();
        List<JobKey> passed = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            failures.add(failure("component_with_a_name_" + i, Collections.nCopies(100, "z".repeat(300))));
            passed.add(key("another_component_with_a_name_" + i, "test"));
        }

        String text = MergeCommentText.of(comment(failures, passed), MAX_LENGTH);

        assertThat(text.length()).isLessThanOrEqualTo(MAX_LENGTH);
        assertThat(text).contains("**Failed as well:** ").containsPattern("\\*\\*Passed:\\*\\* .* and [0-9]+ more");
        assertOwnStructure(text);
    }

    @Example
    void shouldLinkOnlyToPages() {
        for (String address :
                List.of("javascript:alert(1)", "ftp://x/", "x", "", "http://", "http:///x", "h".repeat(3000))) {
            assertThat(Markdown.link("Log", address)).as(address).isEmpty();
        }
        assertThat(Markdown.link("Log", "https://ci/a)](http://evil)<b>`\"'\\ü&lt;"))
                .contains("[Log](https://ci/a%29%5D%28http://evil%29%3Cb%3E%60%22%27%5C%C3%BC&amp;lt;)");
    }

    @Property(tries = 500)
    void shouldHaveTheStructureOfAHarmlessComment(@ForAll("hostile") List<String> texts) {
        String hostile = MergeCommentText.of(full(texts), MAX_LENGTH);
        String harmless = MergeCommentText.of(full(Collections.nCopies(texts.size(), "text")), MAX_LENGTH);

        assertThat(structure(hostile)).isEqualTo(structure(harmless));
        assertOwnStructure(hostile);
    }

    @Property(tries = 100)
    void shouldBeCompleteAndShortEnoughWithAnyContent(
            @ForAll("large") List<List<String>> tails, @ForAll("hostile") List<String> texts) {
        List<MergeComment.Failure> failures = new ArrayList<>();
        for (List<String> tail : tails) {
            failures.add(new MergeComment.Failure(
                    key("air", "test"),
                    texts.get(0),
                    texts.get(1),
                    tail,
                    true,
                    Optional.of("https://ci/" + texts.get(2))));
        }
        MergeComment plain = comment(failures, List.of());
        MergeComment.QueueFailure queue =
                new MergeComment.QueueFailure(texts.get(3), texts.get(4), failures, Optional.empty());
        for (MergeComment comment : List.of(plain, plain.with(Optional.of(queue)))) {
            String text = MergeCommentText.of(comment, MAX_LENGTH);

            assertThat(text.length()).isLessThanOrEqualTo(MAX_LENGTH);
            assertOwnStructure(text);
        }
    }

    @Provide
    Arbitrary<List<String>> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(
                "`",
                "``",
                "```",
                "~~~",
                "\n",
                "\n\n",
                "\r",
                "</details>",
                "<b>",
                "-->",
                "<!-- mergeability: x -->",
                "@bob",
                "#12",
                "GH-1",
                "acme/shop#3",
                "http://evil.example",
                "[x](y)",
                "![x](y)",
                "<img src=x onerror=y>",
                "\\",
                "*",
                "_",
                "&#64;bob",
                "&lt;",
                "\u202e",
                "\u2028",
                "\u0000",
                "\u001b[2J",
                "\ud800",
                "\ufeff",
                "$`x`$",
                "> ",
                "# ",
                "| a | b |",
                "text",
                " ",
                "\t",
                "    ",
                "- [ ] x",
                "1. ",
                "---",
                "===",
                ":smile:",
                "a@b.example",
                "www.evil.example");
        Arbitrary<String> texts = Arbitraries.oneOf(
                pieces.list().ofMaxSize(12).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(60));
        // Something that is seen is in it, as what is empty is left out.
        return texts.map(text -> "x" + text).list().ofSize(9);
    }

    @Provide
    Arbitrary<List<List<String>>> large() {
        Arbitrary<String> lines = Combinators.combine(
                        Arbitraries.of("`", "x", "é😀", "@", "<", "\u0000", "` "),
                        Arbitraries.integers().between(0, 3000))
                .as(String::repeat);
        return lines.list().ofMaxSize(120).list().ofMaxSize(40);
    }

    private static MergeComment full(List<String> t) {
        JobKey job = key(t.get(0), t.get(1));
        return new MergeComment(
                        new Verdict(Cause.CHANGES_REQUESTED, t.get(2)),
                        List.of(
                                new MergeComment.Failure(
                                        job,
                                        t.get(3),
                                        t.get(4),
                                        List.of(t.get(5), t.get(6)),
                                        true,
                                        Optional.of("https://ci/" + t.get(7))),
                                new MergeComment.Failure(
                                        job, t.get(7), t.get(8), List.of(t.get(1)), false, Optional.empty())),
                        List.of(job),
                        List.of(job, key("a", t.get(8))),
                        List.of(job),
                        Optional.of("https://ci/" + t.get(8)))
                .with(Optional.of(new MergeComment.QueueFailure(
                        t.get(6),
                        t.get(0),
                        List.of(new MergeComment.Failure(
                                job,
                                t.get(2),
                                t.get(1),
                                List.of(t.get(3)),
                                false,
                                Optional.of("https://ci/" + t.get(4)))),
                        Optional.of("https://ci/" + t.get(5)))));
    }

    @Example
    void shouldReportAFailureInTheMergeQueueBeforeTheVerdict() {
        MergeComment comment = new MergeComment(
                        new Verdict(Cause.MERGEABLE, "pull request can be merged"),
                        List.of(),
                        List.of(),
                        List.of(key("air", "test")),
                        List.of(),
                        Optional.empty())
                .with(Optional.of(new MergeComment.QueueFailure(
                        "release/1.x",
                        "fire/test failed",
                        List.of(new MergeComment.Failure(
                                key("fire", "test"),
                                "make test",
                                "exit code 2",
                                List.of("expected 1", "got 2"),
                                false,
                                Optional.of("https://ci/queue/log"))),
                        Optional.of("https://ci/queue/"))));

        assertThat(MergeCommentText.of(comment, MAX_LENGTH)).isEqualTo("""
                        ### ❌ The merge queue of `release/1.x` could not merge it

                        `fire/test failed`

                        #### `fire/test` failed

                        `make test`: `exit code 2`

                        [Whole log](https://ci/queue/log)

                        <details><summary>The last 2 lines of its log</summary>

                        ```text
                        expected 1
                        got 2
                        ```

                        </details>

                        Start it again by adding the pull request to the merge queue again.

                        [Details](https://ci/queue/)

                        ### 😀 Pull request can be merged

                        **Passed:** `air/test`

                        """);
    }

    @Example
    void shouldSayHowToStartAgainAndNameTheMap() {
        MergeComment comment = new MergeComment(
                new Verdict(Cause.JOBS_FAILED, "x"),
                List.of(failure("air", List.of())),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                new MergeComment.Reproduction(
                        Optional.of("ci/it's a map.yaml"), Optional.of("https://ci/7/components/"), Optional.empty()));

        assertThat(MergeCommentText.of(comment, MAX_LENGTH))
                .contains("`mergeability run --map 'ci/it'\\''s a map.yaml' air/test`")
                .contains("Start it again with [Re-run failed](https://ci/7/components/).");
        MergeComment plain = new MergeComment(
                comment.verdict(),
                comment.failures(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                new MergeComment.Reproduction(Optional.of("ci/map.yaml"), Optional.empty(), Optional.empty()));
        assertThat(MergeCommentText.of(plain, MAX_LENGTH))
                .contains("`mergeability run --map ci/map.yaml air/test`")
                .doesNotContain("Start it again");
    }

    @Example
    void shouldNameTheCommentThatStartsAgainWhereSomethingFailed() {
        MergeComment.Reproduction both =
                new MergeComment.Reproduction(Optional.empty(), Optional.of("https://ci/7/"), Optional.of("/again"));
        MergeComment failed = new MergeComment(
                new Verdict(Cause.JOBS_FAILED, "x"),
                List.of(failure("air", List.of())),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                both);
        MergeComment conflict = new MergeComment(
                new Verdict(Cause.CONFLICT, "x"), List.of(), List.of(), List.of(), List.of(), Optional.empty(), both);

        assertThat(MergeCommentText.of(failed, MAX_LENGTH))
                .contains("Start it again with [Re-run failed](https://ci/7/), or with the comment `/again`.");
        assertThat(MergeCommentText.of(conflict, MAX_LENGTH)).doesNotContain("again");
    }

    @Example
    void shouldContainNoDetailsIfTheyAreHidden() {
        JobKey secret = new JobKey("secret", "job", Optional.of("secret"));
        MergeComment.Failure failure = new MergeComment.Failure(
                secret, "secret", "secret", List.of("secret"), false, Optional.of("https://secret/1/log"));
        for (Cause cause : Cause.values()) {
            boolean reviews = cause.compareTo(Cause.DRAFT) >= 0;
            MergeComment comment = new MergeComment(
                    new Verdict(cause, reviews ? "shown" : "secret/job failed"),
                    List.of(failure),
                    List.of(secret),
                    List.of(secret),
                    List.of(secret),
                    Optional.of("https://secret/1/"),
                    new MergeComment.Reproduction(
                            Optional.of("secret.yaml"), Optional.of("https://secret/2/"), Optional.of("/again")),
                    Optional.of(new MergeComment.QueueFailure(
                            "main", "secret/job failed", List.of(failure), Optional.of("https://secret/3/"))));
            if (cause == Cause.CONFLICT || cause == Cause.MERGE_STATUS_UNKNOWN || cause == Cause.PLAN_UNKNOWN) {
                continue; // their descriptions are fixed
            }
            assertThat(MergeCommentText.of(comment.withoutDetails(), MAX_LENGTH))
                    .as("%s", cause)
                    .doesNotContain("secret");
        }
    }

    /** The kinds of the nodes, with all that is ours and without what is in code and addresses. */
    private static String structure(String text) {
        StringBuilder structure = new StringBuilder();
        walk(PARSER.parse(text), node -> {
            structure.append(node.getClass().getSimpleName());
            structure.append(node instanceof Text own ? own.getLiteral() : "").append('\n');
        });
        return structure.toString();
    }

    private static void assertOwnStructure(String text) {
        assertThat(text).doesNotContain("\u0000", "\u001b", "\u202e", "\u2028");
        assertThat(text.codePoints()).noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
        walk(PARSER.parse(text), node -> {
            if (node instanceof Text own) {
                assertThat(own.getLiteral()).matches(OWN_TEXT);
            } else if (node instanceof HtmlBlock own) {
                assertThat(own.getLiteral()).matches(OWN_HTML);
            } else if (node instanceof Link own) {
                assertThat(own.getDestination()).startsWith("https://ci/").matches("[\\x21-\\x7e]+");
            }
            assertThat(node).isNotInstanceOf(HtmlInline.class);
            if (node instanceof FencedCodeBlock block) {
                assertThat(block.getInfo()).isEqualTo("text");
            }
        });
    }

    private interface Visit {
        void at(Node node);
    }

    private static void walk(Node node, Visit visit) {
        visit.at(node);
        if (node instanceof Code) {
            return;
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            walk(child, visit);
        }
    }

    private static String text(Verdict verdict) {
        return MergeCommentText.of(
                new MergeComment(verdict, List.of(), List.of(), List.of(), List.of(), Optional.empty()), MAX_LENGTH);
    }

    private static MergeComment comment(List<MergeComment.Failure> failures, List<JobKey> passed) {
        return new MergeComment(
                new Verdict(Cause.JOBS_FAILED, "x"), failures, List.of(), passed, List.of(), Optional.empty());
    }

    private static MergeComment.Failure failure(String component, List<String> tail) {
        return new MergeComment.Failure(
                key(component, "test"), "sh test.sh", "exit code 1", tail, false, Optional.empty());
    }

    private static JobKey key(String component, String job) {
        return new JobKey(component, job, Optional.empty());
    }
}
