package io.jenkins.plugins.mergeability.engine.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ClaimIndexTest {

    @Test
    void shouldNameAllOwnersOfAPathInOrder() {
        ClaimIndex index = ClaimIndex.of(
                List.of(List.of("b/**"), List.of("a/**", "VERSION"), List.of("**/*.java"), List.of()), List.of());

        assertThat(index.claims("a/x.java")).containsExactly(1, 2);
        assertThat(index.claims("b/x/y.java")).containsExactly(0, 2);
        assertThat(index.claims("VERSION")).containsExactly(1);
        assertThat(index.claims("c")).isEmpty();
        assertThat(index.ignored("c")).isFalse();
    }

    @Test
    void shouldClaimNothingThatANegativeGlobOfTheOwnerMatches() {
        ClaimIndex index = ClaimIndex.of(
                List.of(List.of("!a/docs/**", "a/**", "!**/*.tmp"), List.of("a/**"), List.of("!x")), List.of());

        assertThat(index.claims("a/x")).containsExactly(0, 1);
        assertThat(index.claims("a/docs/x")).containsExactly(1);
        assertThat(index.claims("a/x.tmp")).containsExactly(1);
        assertThat(index.claims("y")).isEmpty();
    }

    @Test
    void shouldLeaveIgnoredPathsToNobody() {
        ClaimIndex index = ClaimIndex.of(List.of(List.of("**")), List.of("docs/**", "*.md", "!docs/keep/**"));

        assertThat(index.claims("docs/a/b")).isEmpty();
        assertThat(index.ignored("docs/a/b")).isTrue();
        assertThat(index.claims("docs/keep/b")).containsExactly(0);
        assertThat(index.ignored("docs/keep/b")).isFalse();
        assertThat(index.ignored("README.md")).isTrue();
        assertThat(index.claims("a/README.md")).containsExactly(0);
    }

    @Test
    void shouldLetExemptOwnersClaimIgnoredPaths() {
        BitSet exempt = new BitSet();
        exempt.set(1);
        ClaimIndex index = ClaimIndex.of(
                List.of(List.of("**"), List.of("docs/**", "!docs/tmp/**"), List.of("docs/**")),
                List.of("docs/**", "*.md"),
                exempt);

        assertThat(index.claims("docs/a/b")).containsExactly(1);
        assertThat(index.ignored("docs/a/b")).isTrue();
        assertThat(index.claims("docs/tmp/x")).isEmpty();
        assertThat(index.claims("README.md")).isEmpty();
        assertThat(index.claims("src/a")).containsExactly(0);
    }

    @Test
    void shouldReportAnIgnoredDirectoryForAllPathsBelow() {
        ClaimIndex.Cursor cursor =
                ClaimIndex.of(List.of(List.of("**/*.md")), List.of("docs/**")).cursor();

        assertThat(cursor.claims("docs/a/b/c.md")).isEmpty();
        assertThat(cursor.ignored()).isTrue();
        assertThat(cursor.claims("docs.md")).containsExactly(0);
        assertThat(cursor.ignored()).isFalse();
        assertThat(cursor.claims("x")).isEmpty();
        assertThat(cursor.ignored()).isFalse();
    }

    @Test
    void shouldFindPatternsByTheLettersTheyBeginWith() {
        ClaimIndex index = ClaimIndex.of(
                List.of(
                        List.of("**/ab*"),
                        List.of("**/abc?"),
                        List.of("**/abc*/x"),
                        List.of("**/a*"),
                        List.of("**/*b"),
                        List.of("**/abd*")),
                List.of());

        assertThat(index.claims("abcd")).containsExactly(0, 1, 3);
        assertThat(index.claims("z/abc/x")).containsExactly(2);
        assertThat(index.claims("ab")).containsExactly(0, 3, 4);
        assertThat(index.claims("a")).containsExactly(3);
        assertThat(index.claims("b")).containsExactly(4);
    }

    @Test
    void shouldHandOutTheSameArrayForTheSameOwners() {
        ClaimIndex.Cursor cursor = ClaimIndex.of(List.of(List.of("a/**", "b/**"), List.of("**/x")), List.of())
                .cursor();

        assertThat(cursor.claims("a/x")).containsExactly(0, 1).isSameAs(cursor.claims("b/c/x"));
    }

    @Test
    void shouldSayWhichGlobIsWrong() {
        assertThatThrownBy(() -> ClaimIndex.of(List.of(List.of("a", "/b")), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("glob `/b`: a glob does not begin with `/`");
    }

    @Test
    void shouldAllocateNothingForAPathOnceItHasSeenTheLike() {
        List<List<String>> owners = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            owners.add(List.of("p" + i + "/**", "shared/p" + i + "-*", "!**/*.tmp"));
        }
        ClaimIndex.Cursor cursor = ClaimIndex.of(owners, List.of("**/*.md")).cursor();
        List<byte[]> paths = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            for (String name : List.of("/src/A.java", "/src/deep/B.java", "/README.md", "/x.tmp")) {
                paths.add(PathBytes.encode("p" + i + name));
            }
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long claimed = claimAll(cursor, paths);

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < 50; round++) {
            claimed += claimAll(cursor, paths);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(claimed).isEqualTo(51 * 200);
        assertThat(allocated)
                .as("bytes for 20,000 paths, an object each takes 16 or more")
                .isLessThan(160_000);
    }

    private static long claimAll(ClaimIndex.Cursor cursor, List<byte[]> paths) {
        long claimed = 0;
        for (int i = 0; i < paths.size(); i++) {
            byte[] path = paths.get(i);
            claimed += cursor.claims(path, 0, path.length).length;
        }
        return claimed;
    }

    @Test
    void shouldServeSeveralThreads() throws Exception {
        ClaimIndex index = ClaimIndex.of(List.of(List.of("a/**"), List.of("**/b"), List.of("c/*/b")), List.of());
        Callable<Long> walk = () -> {
            long sum = 0;
            for (int i = 0; i < 5000; i++) {
                sum += index.claims("a/" + i % 7 + "/b").length * 100 + index.claims("c/" + i % 5 + "/b").length;
            }
            return sum;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Long> sum : threads.invokeAll(List.of(walk, walk, walk, walk))) {
                assertThat(sum.get()).isEqualTo(5000L * 202);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldHandleHostileGlobsAndPaths() {
        List<List<String>> owners = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            owners.add(List.of("**/*a*a*" + i, "**/a/**/a/**/a" + i + "/**/b", "{a,*}/**/{a,?}/**/x" + i));
        }
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            ClaimIndex.Cursor cursor =
                    ClaimIndex.of(owners, List.of("!**/*a*b*c")).cursor();
            assertThat(cursor.claims("a/".repeat(1000) + "aaaa7")).contains(7);
            assertThat(cursor.claims("a/".repeat(1000) + "x7")).containsExactly(7);
            assertThat(cursor.claims("a".repeat(4000))).isEmpty();
        });
    }
}
