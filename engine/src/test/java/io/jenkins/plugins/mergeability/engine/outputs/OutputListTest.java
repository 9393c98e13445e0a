package io.jenkins.plugins.mergeability.engine.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.mergeability.engine.outputs.disk.FoldedNames;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputListTest {

    private static final String ONE = "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865";

    private static OutputEntry file(String path) {
        return OutputEntry.file(path, false, 2, ONE);
    }

    /** What is written down in proofs: never to change for the same outputs. */
    @Test
    void shouldHaveTheDigestThatItAlwaysHad() {
        OutputList list = OutputList.of(List.of(
                OutputEntry.link("dist/l\u00ef\udcff", "a"), OutputEntry.file("dist/a", true, 2, ONE), file("dist/b")));

        assertThat(list.digest().hex()).isEqualTo("573ebd6393cf858572b4323d817466144535f607394c1e9c4ed4870cbf046c31");
        assertThat(OutputList.of(List.of()).digest().hex())
                .isEqualTo("ef7d760575fc7222a18a96de188694c5839b85a46824f589d0d2d26c9ffc417c");
    }

    @Test
    void shouldBeSortedByBytesWhateverTheOrderGiven() {
        OutputList list = OutputList.of(List.of(
                file("b"),
                file("a/c"),
                file("\ud83d\ude00"),
                file("\uff5e"),
                file("\udcff"),
                file("a-b"),
                file("a.b")));

        assertThat(list.entries())
                .extracting(OutputEntry::path)
                .containsExactly("a-b", "a.b", "a/c", "b", "\uff5e", "\ud83d\ude00", "\udcff");
        assertThat(list.size()).isEqualTo(14);
    }

    @Test
    void shouldDifferInDigestByPathModeContentAndKind() {
        List<OutputEntry> entries = List.of(
                file("a"),
                file("b"),
                OutputEntry.file("a", true, 2, ONE),
                OutputEntry.file("a", false, 3, ONE),
                OutputEntry.file("a", false, 2, ONE.replace('4', '5')),
                OutputEntry.link("a", ONE));

        assertThat(entries.stream().map(entry -> OutputList.of(List.of(entry)).digest()))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldReadWhatItEncodes() {
        OutputList list = OutputList.of(List.of(file("a\udc80\n"), OutputEntry.link("b", "a\udc80\n")));

        assertThat(OutputList.decode(list.encoded(), 2).entries()).isEqualTo(list.entries());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutputList.decode(list.encoded(), 1))
                .withMessage("it has more than 1 files");
        for (int length = 0; length < list.encoded().length; length++) {
            byte[] torn = Arrays.copyOf(list.encoded(), length);
            assertThatIllegalArgumentException().isThrownBy(() -> OutputList.decode(torn, 2));
        }
        byte[] longer = Arrays.copyOf(list.encoded(), list.encoded().length + 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutputList.decode(longer, 2))
                .withMessage("its list is not in canonical form");
    }

    @Test
    void shouldRefusePathsThatExcludeEachOther() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutputList.of(List.of(file("a"), file("a"))))
                .withMessage("`a` is listed twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutputList.of(List.of(file("a/b/c"), file("a-b"), OutputEntry.link("a", "b"))))
                .withMessage("`a/b/c` is inside of `a`, which is no directory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "a//b",
                "a/",
                ".",
                "..",
                "../a",
                "a/../b",
                "a/./b",
                "a\0b",
                ".git/hooks/a",
                "a/.GIT/b",
                ".git. /a",
                "git~1/a",
                ".g\u200cit/a",
                ".git::$INDEX/a",
                ".mergeability-outputs",
                "\ud800"
            })
    void shouldRefusePathsOutsideOfTheRepository(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> file(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "...", "..a", ".gitignore", "a/.gitmodules", "git", " ", "-", "a\\b", "a\nb", "c:d"})
    void shouldTakePathsInside(String path) {
        assertThat(file(path).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "a,     /etc/passwd,  '`a` is an absolute link, to `/etc/passwd`'",
        "a,     C:\\x,        '`a` is an absolute link, to `C:\\x`'",
        "a,     ..,           '`a` is a link that leaves the repository, to `..`'",
        "a/b/c, ../../../d,   '`a/b/c` is a link that leaves the repository, to `../../../d`'",
        "a/b/c, x/../../../.., '`a/b/c` is a link that leaves the repository, to `x/../../../..`'",
        "a/b,   ../.git/hooks, '`a/b` is a link into a git directory, to `../.git/hooks`'",
        "a,     '',           '`a` is a link without a usable target'",
    })
    void shouldRefuseLinksOutOfTheRepository(String path, String target, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutputEntry.link(path, target))
                .withMessage(problem);
    }

    @Test
    void shouldTakeLinksInside() {
        assertThat(OutputEntry.link("a/b/c", "../../d").content()).isEqualTo("../../d");
        assertThat(OutputEntry.link("a/b", "..").content()).isEqualTo("..");
    }

    @Test
    void shouldKnowPathsThatFileSystemsFold() {
        assertThat(FoldedNames.conflict(List.of("a/b", "a/c", "ab"))).isNull();
        assertThat(FoldedNames.conflict(List.of("a/b", "a/B")))
                .isEqualTo("`a/b` and `a/B` are one path on this file system");
        assertThat(FoldedNames.conflict(List.of("dir/x", "Dir/y")))
                .isEqualTo("`dir` and `Dir` are one path on this file system");
        assertThat(FoldedNames.conflict(List.of("\u00e9", "e\u0301"))).isNotNull();
        assertThat(FoldedNames.conflict(List.of("stra\u00dfe", "STRASSE"))).isNotNull();
    }
}
