package io.jenkins.plugins.mergeability.engine.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.change.Snapshot.Entry;
import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

class ClaimsTest {

    private static final List<List<String>> OWNERS =
            List.of(List.of("a/**"), List.of("**/*.x"), List.of("none/**"), List.of("a/**", "!a/b/**", "top"));
    private static final List<String> IGNORE = List.of("**/*.md");

    private static final List<String> PATHS =
            List.of("a/1.x", "a/2", "a/README.md", "a/b/3", "a/b/4.x", "d/4.x", "d/5", "top", "z", "z.md");

    private final Snapshot snapshot =
            snapshot("a/1.x", "a/2", "a/README.md", "a/b/3", "a/c", "d/4.x", "map", "other", "top");
    private final Claims claims = Claims.of(snapshot, ClaimIndex.of(OWNERS, IGNORE), OWNERS.size());

    @Test
    void shouldListTheClaimsOfEachOwner() {
        assertThat(claims.paths(0)).containsExactly("a/1.x", "a/2", "a/b/3", "a/c");
        assertThat(claims.paths(1)).containsExactly("a/1.x", "d/4.x");
        assertThat(claims.paths(2)).isEmpty();
        assertThat(claims.paths(3)).containsExactly("a/1.x", "a/2", "a/c", "top");
        assertThat(claims.count(3)).isEqualTo(4);
        assertThat(claims.count(2)).isZero();
    }

    @Test
    void shouldDigestModeIdAndPathOfWhatIsClaimed() throws Exception {
        assertThat(claims.digest(1)).isEqualTo(sha256(form("", "a/1.x") + form("a/1.x", "d/4.x")));
        assertThat(claims.digest(2)).isEqualTo(sha256(""));
        assertThat(claims.unclaimedDigest("map")).isEqualTo(sha256(form("", "other")));
        assertThat(claims.unclaimedDigest("top")).isEqualTo(sha256(form("", "map") + form("map", "other")));
    }

    @Test
    void shouldDistinguishOwnersWhosePathsAlternate() throws Exception {
        String[] paths = new String[500];
        Arrays.setAll(paths, i -> "d/" + (1000 + i) + (i % 2 == 0 ? ".x" : ".y"));
        List<List<String>> owners = List.of(List.of("**/*.x"), List.of("**/*.y"), List.of("d/**"));

        Claims alternating = Claims.of(snapshot(paths), ClaimIndex.of(owners, List.of()), 3);

        assertThat(alternating.paths(0)).hasSize(250).allMatch(path -> path.endsWith(".x"));
        assertThat(alternating.count(1)).isEqualTo(250);
        assertThat(alternating.paths(2)).containsExactly(paths);
        StringBuilder expected = new StringBuilder();
        String before = "";
        for (String path : alternating.paths(0)) {
            expected.append(form(before, path));
            before = path;
        }
        assertThat(alternating.digest(0)).isEqualTo(sha256(expected.toString()));
    }

    /** What is hashed of an entry whose id is all zeros: mode, id, and what its path has not of the one before. */
    private static String form(String before, String path) {
        int shared = 0;
        while (shared < Math.min(before.length(), path.length()) && before.charAt(shared) == path.charAt(shared)) {
            shared++;
        }
        return "100644" + (char) 40 + "\0".repeat(20) + (char) shared + (char) (path.length() - shared)
                + path.substring(shared);
    }

    @Test
    void shouldNotConfusePathsWithTheSameConcatenation() {
        assertThat(digest(snapshot("a/b", "a/c"))).isNotEqualTo(digest(snapshot("a/b\n", "a/c")));
        assertThat(digest(snapshot("a/bc"))).isNotEqualTo(digest(snapshot("a/b", "a/c")));
    }

    @Test
    void shouldNameGlobsThatMatchNothing() {
        List<List<String>> globs = List.of(
                List.of("a/**", "a/z/**", "!a/b/**", "!gone"), List.of("**/*.md"), List.of(), List.of("!\\!x", "gone"));

        assertThat(Claims.unmatchedGlobs(snapshot, globs))
                .containsExactly(List.of("a/z/**", "!gone"), List.of(), List.of(), List.of("!\\!x", "gone"));
    }

    @Property(tries = 300)
    void shouldHaveEqualDigestsExactlyForEqualClaims(
            @ForAll("entries") Set<String> before, @ForAll("entries") Set<String> other, @ForAll int seed) {
        // Half of the cases differ in one path, so that some owners claim the same and others do not.
        Set<String> after = seed % 2 == 0 ? other : withOneChange(before, seed);
        ClaimIndex index = ClaimIndex.of(OWNERS, IGNORE);
        Snapshot first = snapshot(before.toArray(String[]::new));
        Snapshot second = snapshot(after.toArray(String[]::new));
        Claims one = Claims.of(first, index, OWNERS.size());
        Claims two = Claims.of(second, index, OWNERS.size());
        for (int owner = 0; owner < OWNERS.size(); owner++) {
            int number = owner;
            Set<String> mine = new HashSet<>(before);
            mine.removeIf(path -> !contains(index.claims(path), number));
            Set<String> theirs = new HashSet<>(after);
            theirs.removeIf(path -> !contains(index.claims(path), number));

            Statistics.label("owner " + owner + " claims the same")
                    .collect(mine.equals(theirs))
                    .coverage(checker -> checker.check(true).percentage(p -> p > 20));
            assertThat(one.paths(owner)).containsExactlyInAnyOrderElementsOf(mine);
            assertThat(Arrays.equals(one.digest(owner), two.digest(owner))).isEqualTo(mine.equals(theirs));
        }
    }

    private static Set<String> withOneChange(Set<String> entries, int seed) {
        Set<String> changed = new HashSet<>(entries);
        String path = PATHS.get(Math.floorMod(seed / 2, PATHS.size()));
        if (!changed.add(path)) {
            changed.remove(path);
        }
        return changed;
    }

    @Provide
    Arbitrary<Set<String>> entries() {
        return Arbitraries.of(PATHS).set();
    }

    private static boolean contains(int[] owners, int owner) {
        return Arrays.stream(owners).anyMatch(each -> each == owner);
    }

    private static byte[] digest(Snapshot snapshot) {
        return Claims.of(snapshot, ClaimIndex.of(OWNERS, IGNORE), OWNERS.size()).digest(0);
    }

    private static byte[] sha256(String text) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    }

    private static Snapshot snapshot(String... paths) {
        Snapshot.Builder builder = new Snapshot.Builder(40, 0);
        for (String path : new TreeSet<>(List.of(paths))) {
            builder.add(new Entry("100644", "0".repeat(40)), path);
        }
        return builder.build();
    }
}
