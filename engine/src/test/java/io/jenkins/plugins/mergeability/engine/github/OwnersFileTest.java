package io.jenkins.plugins.mergeability.engine.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.glob.Glob;
import io.jenkins.plugins.mergeability.engine.glob.GlobException;
import io.jenkins.plugins.mergeability.engine.glob.GlobMatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CODEOWNERS files, by GitHub's documentation and by git itself. */
class OwnersFileTest {

    /** The example of GitHub's documentation. */
    private static final OwnersFile DOCUMENTED = OwnersFile.parse("""
            # This is a comment.
            *       @all1 @all2
            *.js    @js-owner #This is an inline comment.
            *.go docs@example.com
            *.txt @octo-org/octocats
            /build/logs/ @doctocat
            docs/* docs@example.com
            apps/ @octocat
            /docs/ @doctocat
            /scripts/ @doctocat @octocat
            **/logs @octocat
            /apps/ @octocat
            /apps/github
            """);

    @ParameterizedTest
    @CsvSource({
        "README.md, @all1 @all2",
        "a/b/c.md, @all1 @all2",
        "a/b/c.js, @js-owner",
        "c.jsx, @all1 @all2",
        "cmd/main.go, docs@example.com",
        "x.txt, @octo-org/octocats",
        "build/logs/a.txt, @octocat",
        "x/build/logs.txt, @octo-org/octocats",
        "x/build/logs, @octocat",
        "docs/getting-started.md, @doctocat",
        "x/docs/a.md, @all1 @all2",
        "x/apps/y/z.js, @octocat",
        "apps/x, @octocat",
        "apps/github, ''",
        "apps/github/deep/x.js, ''",
        "apps/githubx, @octocat",
        "scripts/x.sh, @doctocat @octocat",
        "deeply/nested/logs/x, @octocat"
    })
    void shouldDoAsDocumented(String path, String owners) {
        assertThat(String.join(" ", DOCUMENTED.owners(path))).isEqualTo(owners);
    }

    @ParameterizedTest
    @CsvSource({
        "docs/*, docs/a, true",
        "docs/*, docs/a/b, false",
        "docs/*, x/docs/a, false",
        "/*, a, true",
        "/*, a/b, false",
        "*, a/b, true",
        "**, a/b, true",
        "/, a, false",
        "//, a, false",
        "a//b, a/b, false",
        "a/../b, b, false",
        "/src/a*b, src/a/evil/b, false",
        "/src/*.c, src/d/x.c, false",
        "/a?c, a/c, false",
        "/a+b/, a+b/c, true",
        "/a(b|c), a(b|c), true",
        "/a.c, abc, false",
        "'/{a,b}', a, false",
        "'/{a,b}', '{a,b}', true",
        "'/a\\ b', a b, true",
        "'/a\\*b', a*b, true",
        "'/a\\*b', axb, false",
        "'/a\\', a, false",
        "A, a, false",
        "'[ab]', a, false",
        "'[ab]', '[ab]', false",
        "!a, a, false",
        "!a, '!a', false",
        "b!a, b!a, true",
        "'\\#a', '#a', false",
        "a#b, a#b, true",
        "/gänse/, gänse/x, true",
        "/g?nse/, gänse/x, true"
    })
    void shouldMatchAsGithubDoes(String pattern, String path, boolean matches) {
        assertThat(OwnersFile.parse(pattern + " @bob").owners(path)).hasSize(matches ? 1 : 0);
    }

    @Test
    void shouldMatchAsGitDoesWhereNothingElseIsDocumented(@TempDir Path directory) throws Exception {
        List<String> segments = List.of("a", "b", "*", "a*", "?", "*b", "**", "\\*", "a\\ b", "*a*", "a?b");
        List<String> names = List.of("a", "b", "ab", "a b", "*", "axb", "c");
        Random random = new Random(7);
        List<String> paths = new ArrayList<>();
        List<String> owned = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            String pattern =
                    (random.nextInt(3) == 0 ? "/" : "") + some(segments, random) + (random.nextInt(3) == 0 ? "/" : "");
            if (pattern.endsWith("/*")) {
                continue; // only direct children, as documented
            }
            Path each = Files.createDirectory(directory.resolve("" + i));
            Files.writeString(each.resolve(".gitignore"), pattern + "\n");
            TreeSet<String> tried = new TreeSet<>();
            for (int k = 0; k < 15; k++) {
                tried.add(some(names, random));
            }
            for (String path : tried) {
                paths.add(i + "/" + path);
                if (matches(OwnersPattern.globs(pattern), path)) {
                    owned.add(i + "/" + path);
                }
            }
        }

        assertThat(owned).hasSizeGreaterThan(2000).containsExactlyElementsOf(ignored(directory, paths));
    }

    private static String some(List<String> words, Random random) {
        List<String> some = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            some.add(words.get(random.nextInt(words.size())));
        }
        return String.join("/", some);
    }

    private static boolean matches(List<String> globs, String path) throws GlobException {
        for (String glob : globs) {
            if (GlobMatcher.matches(Glob.parse(glob), path)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> ignored(Path directory, List<String> paths) throws IOException, InterruptedException {
        Path list = Files.writeString(directory.resolve("list"), String.join("\0", paths) + "\0");
        git(directory, list, "init", "-q");
        return List.of(git(directory, list, "-c", "core.excludesFile=", "check-ignore", "--no-index", "-z", "--stdin")
                .split("\0"));
    }

    private static String git(Path directory, Path input, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(input.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return text;
    }

    @Test
    void shouldIgnoreInvalidLines() {
        OwnersFile file = OwnersFile.parse("\ufeff* @bob\r\n"
                + "   # nothing\r\n\r\n"
                + "*.a not-an-owner\r\n"
                + "*.b @eve and\r\n"
                + "[section] @eve\r\n"
                + "*.c @eve#no comment\r\n"
                + "*.d @acme/\r\n"
                + "\t*.e\t@kim\t@Acme/the.db_team # @eve\r\n"
                + "*.f #\r\n");

        for (String path : List.of("x.a", "x.b", "x.c", "x.d", "section", "[section]")) {
            assertThat(file.owners(path)).as(path).containsExactly("@bob");
        }
        assertThat(file.owners("x.e")).containsExactly("@kim", "@Acme/the.db_team");
        assertThat(file.owners("x.f")).isEmpty();
    }

    @Test
    void shouldDetectAFileWithoutOwners() {
        assertThat(OwnersFile.NONE.isEmpty()).isTrue();
        assertThat(OwnersFile.NONE.owners("a")).isEmpty();
        assertThat(OwnersFile.parse("# @bob\n*.a\n").isEmpty()).isTrue();
        assertThat(DOCUMENTED.isEmpty()).isFalse();
    }

    @Test
    void shouldReadALargeFileInTime() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 3_000_000; i++) {
            text.append("/d")
                    .append(i % 1000)
                    .append("/**/f")
                    .append(i)
                    .append("*.x @u")
                    .append(i)
                    .append('\n');
        }
        OwnersFile file = OwnersFile.parse(text.toString());

        for (int i = 0; i < 6000; i++) {
            assertThat(file.owners("d" + i % 1000 + "/a/b/f" + i + ".x")).isNotEmpty();
        }
    }
}
