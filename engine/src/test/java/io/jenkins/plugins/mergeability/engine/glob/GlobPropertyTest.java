package io.jenkins.plugins.mergeability.engine.glob;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

class GlobPropertyTest {

    @Property(tries = 4000)
    @StatisticsReport(label = "matches", value = StatisticsReport.StatisticsReportMode.OFF)
    void shouldMatchAsTheRegularExpressionDoes(@ForAll("globs") Globs.Pair glob, @ForAll("path") String path)
            throws GlobException {
        boolean expected =
                Pattern.compile(glob.regex(), Pattern.DOTALL).matcher(path).matches();
        Statistics.label("matches")
                .collect(expected)
                .coverage(checker -> checker.check(true).percentage(p -> p > 2));

        assertThat(GlobMatcher.matches(Glob.parse(glob.glob()), path)).isEqualTo(expected);
    }

    @Property(tries = 3000)
    @StatisticsReport(label = "matches", value = StatisticsReport.StatisticsReportMode.OFF)
    void shouldAgreeWithTheJdkWhereTheDialectIsShared(
            @ForAll("jdkGlobs") String glob, @ForAll("simplePath") String path) throws GlobException {
        FileSystem files = FileSystems.getDefault();
        boolean expected = files.getPathMatcher("glob:" + glob).matches(Path.of(path));
        Statistics.label("matches")
                .collect(expected)
                .coverage(checker -> checker.check(true).percentage(p -> p > 2));

        assertThat(GlobMatcher.matches(Glob.parse(glob), path)).isEqualTo(expected);
    }

    @Property(tries = 4000)
    @StatisticsReport(label = "common", value = StatisticsReport.StatisticsReportMode.OFF)
    void shouldFindAPathThatTwoGlobsMatch(
            @ForAll("globs") Globs.Pair one, @ForAll("globs") Globs.Pair other, @ForAll("path") String path)
            throws GlobException {
        Pattern first = Pattern.compile(one.regex(), Pattern.DOTALL);
        Pattern second = Pattern.compile(other.regex(), Pattern.DOTALL);
        Optional<String> common = CommonPaths.find(List.of(one.glob()), List.of(other.glob()));
        Statistics.label("common")
                .collect(common.isPresent())
                .coverage(checker -> checker.check(true).percentage(p -> p > 2 && p < 98));

        if (common.isPresent()) {
            assertThat(common.get()).matches(first).matches(second);
        } else {
            assertThat(first.matcher(path).matches() && second.matcher(path).matches())
                    .isFalse();
        }
    }

    @Property
    void shouldMatchExactlyWhatWasQuoted(@ForAll("path") String path, @ForAll("path") String other)
            throws GlobException {
        Glob glob = Glob.parse(Glob.quote(path));

        assertThat(GlobMatcher.matches(glob, path)).isTrue();
        assertThat(GlobMatcher.matches(glob, other)).isEqualTo(other.equals(path));
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void shouldClaimWhatTheGlobsOfAnOwnerMatchOneByOne(
            @ForAll("lists") List<List<String>> owners,
            @ForAll("list") List<String> ignore,
            @ForAll("paths") List<String> paths)
            throws GlobException {
        ClaimIndex index = ClaimIndex.of(owners, ignore);

        for (String path : paths) {
            boolean ignored = claimed(ignore, path);
            List<Integer> expected = new ArrayList<>();
            for (int owner = 0; owner < owners.size(); owner++) {
                if (!ignored && claimed(owners.get(owner), path)) {
                    expected.add(owner);
                }
            }
            Statistics.label("claimed")
                    .collect(!expected.isEmpty())
                    .coverage(checker -> checker.check(true).percentage(p -> p > 5));
            assertThat(index.ignored(path)).as(path).isEqualTo(ignored);
            assertThat(index.claims(path)).as(path).containsExactly(expected.toArray(Integer[]::new));
        }
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void shouldReturnTheSameClaimsInAnyOrderOfPaths(
            @ForAll("lists") List<List<String>> owners,
            @ForAll("list") List<String> ignore,
            @ForAll("paths") List<String> paths)
            throws GlobException {
        ClaimIndex index = ClaimIndex.of(owners, ignore);
        ClaimIndex.Cursor cursor = index.cursor();

        for (String path : paths) {
            byte[] name = PathBytes.encode(path);
            byte[] buffer = new byte[name.length + 10];
            Arrays.fill(buffer, (byte) '/');
            System.arraycopy(name, 0, buffer, 3, name.length);

            assertThat(cursor.claims(buffer, 3, 3 + name.length))
                    .as(path)
                    .isEqualTo(index.cursor().claims(path))
                    .isSameAs(cursor.claims(path));
            assertThat(cursor.ignored()).as(path).isEqualTo(claimed(ignore, path));
        }
    }

    private static boolean claimed(List<String> globs, String path) throws GlobException {
        boolean claimed = false;
        for (String pattern : globs) {
            Glob glob = Glob.parse(pattern);
            if (GlobMatcher.matches(glob, path)) {
                if (glob.negative()) {
                    return false;
                }
                claimed = true;
            }
        }
        return claimed;
    }

    @Provide
    Arbitrary<Globs.Pair> globs() {
        return Globs.globs();
    }

    @Provide
    Arbitrary<String> jdkGlobs() {
        return Globs.sharedWithTheJdk();
    }

    @Provide
    Arbitrary<String> simplePath() {
        return Globs.simplePaths();
    }

    @Provide
    Arbitrary<List<String>> list() {
        return Globs.lists().list().ofMaxSize(2);
    }

    @Provide
    Arbitrary<List<List<String>>> lists() {
        return Globs.lists().list().ofMaxSize(3).list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> path() {
        return Globs.paths();
    }

    @Provide
    Arbitrary<List<String>> paths() {
        return Globs.paths().list().ofMaxSize(10);
    }
}
