package io.jenkins.plugins.mergeability.engine.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Globs match what the tables say, and wrong ones are refused with a position and a hint. */
class GlobTest {

    static Stream<Arguments> matches() throws Exception {
        Stream.Builder<Arguments> all = Stream.builder();
        for (List<String> file : GoldenLines.files("matches")) {
            String glob = null;
            for (String line : file) {
                if (line.isEmpty()) {
                    glob = null;
                } else if (glob == null) {
                    glob = line;
                } else {
                    all.add(Arguments.of(glob, line.substring(2), line.startsWith("+")));
                }
            }
        }
        return all.build();
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @MethodSource("matches")
    void shouldMatchAsTheTablesSay(String glob, String path, boolean expected) throws GlobException {
        assertThat(GlobMatcher.matches(Glob.parse(glob), path)).isEqualTo(expected);
        assertThat(claims(glob, path)).isEqualTo(expected);
    }

    static Stream<Arguments> errors() throws Exception {
        return GoldenLines.files("errors").stream()
                .flatMap(List::stream)
                .map(line -> Arguments.of((Object[]) line.split("\t")));
    }

    @ParameterizedTest(name = "glob <{0}>")
    @MethodSource("errors")
    void shouldSayWhatIsWrongWhereAndHowToFixIt(String glob, int offset, String message, String hint) {
        GlobException e = catchThrowableOfType(GlobException.class, () -> Glob.parse(glob));

        assertThat(e).isNotNull().hasMessage(message);
        assertThat(e.hint()).isEqualTo(hint);
        assertThat(e.offset()).isEqualTo(offset);
    }

    @Test
    void shouldRecognizeANegativeGlob() throws GlobException {
        Glob glob = Glob.parse("!a/*");

        assertThat(glob.negative()).isTrue();
        assertThat(GlobMatcher.matches(glob, "a/b")).isTrue();
        assertThat(GlobMatcher.matches(glob, "!a/b")).isFalse();
        assertThat(Glob.parse("\\!a").negative()).isFalse();
    }

    @Test
    void shouldExpandUpToAThousandAlternatives() throws GlobException {
        String ten = "{0,1,2,3,4,5,6,7,8,9}";

        Glob glob = Glob.parse(ten + ten + ten);

        assertThat(glob.size()).isEqualTo(1000);
        assertThat(claims(ten + ten + ten, "123")).isTrue();
        assertThat(claims(ten + ten + ten, "12")).isFalse();
        assertThatThrownBy(() -> Glob.parse(ten + ten + "{0,1,2,3,4,5,6,7,8,9,a}"))
                .isInstanceOf(GlobException.class)
                .hasMessage("the braces expand to more than 1000 alternatives");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a,b}", "{a{a,b},b}", "{,{,{,a}}}", "{aaaaaaaaaaaaaaaaaaaa,b}{a,b}"})
    void shouldRefuseBracesThatExplode(String group) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> Glob.parse(group.repeat(100)))
                        .isInstanceOf(GlobException.class)
                        .hasMessage("the braces expand to more than 1000 alternatives"));
    }

    @Test
    void shouldRefuseWhatWouldTakeTooMuchMemory() {
        String hundred = "{" + "a,".repeat(99) + "a}";

        assertThatThrownBy(() -> Glob.parse(hundred + "b".repeat(3000)))
                .isInstanceOf(GlobException.class)
                .hasMessage("the braces expand to more than 200000 characters");
        assertThatThrownBy(() -> Glob.parse("{".repeat(2000) + "}".repeat(2000)))
                .isInstanceOf(GlobException.class)
                .hasMessage("braces are nested more than 50 deep");
        assertThatThrownBy(() -> Glob.parse("a".repeat(4097)))
                .isInstanceOf(GlobException.class)
                .hasMessage("the glob is longer than 4096 characters");
    }

    @Test
    void shouldNotTryAgainExponentially() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(claims("*a".repeat(500) + "b", "a".repeat(4000))).isFalse();
            assertThat(claims("*a?".repeat(500) + "b", "a".repeat(4000) + "c")).isFalse();
            assertThat(claims("**/a/".repeat(500) + "b", "a/".repeat(2000) + "a"))
                    .isFalse();
            assertThat(claims("**/**/*a*a*/".repeat(300) + "b", "aaaa/".repeat(800) + "a"))
                    .isFalse();
        });
    }

    private static boolean claims(String glob, String path) {
        return ClaimIndex.of(List.of(List.of(glob)), List.of()).claims(path).length > 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "!a", "a!", "*", "a/{b,c}/[d]?", "\\", "\\*", "a\\b", " ", "é\udc80", "-^,"})
    void shouldMatchExactlyWhatWasQuoted(String path) throws GlobException {
        Glob glob = Glob.parse(Glob.quote(path));

        assertThat(glob.negative()).isFalse();
        assertThat(claims(Glob.quote(path), path)).isTrue();
        assertThat(claims(Glob.quote(path), path + "a")).isFalse();
        assertThat(claims("{" + Glob.quote(path) + ",x y}/**", path + "/z")).isTrue();
    }
}
