package io.jenkins.plugins.mergeability.engine.schedule;

import static io.jenkins.plugins.mergeability.engine.run.TestPlan.command;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.key;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.options;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.parallel;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.run.LocalPlatforms;
import io.jenkins.plugins.mergeability.engine.run.process.FileNames;
import io.jenkins.plugins.mergeability.engine.run.process.LogFiles;
import java.io.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What things are called: blocks, files, platforms. */
class BlockNamesTest {

    @Test
    void shouldNameBlocksByTheMapThenByNumberOrKind() {
        assertThat(BlockNames.of(sequence(
                                "a",
                                parallel("b"),
                                sequence("c"),
                                command("d", options().name("lint")),
                                parallel("e"),
                                command("f", options().name("1")),
                                command("g", options().name("lint")))
                        .steps()))
                .containsExactly("1-2", "parallel", "sequence", "lint", "parallel-2", "1", "lint-2");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "test|test",
                "parallel/test/2|parallel-test-2",
                "a  b:*?c|a-b-c",
                "../../etc|_..-..-etc",
                ".hidden|_.hidden",
                "trailing.|trailing",
                "Prüfung ✔|Pr-fung",
                "''|_",
                "CON|_CON",
                "nul.txt|_nul.txt",
                "com1|_com1",
                "combine|combine",
            },
            delimiter = '|')
    void shouldMakeFileNamesThatEveryFileSystemTakes(String name, String expected) {
        assertThat(FileNames.safe(name)).isEqualTo(expected);
    }

    @Test
    void shouldBoundTheLengthOfFileNames() {
        assertThat(FileNames.safe("x".repeat(5000))).hasSize(100);
        assertThat(LogFiles.nameOf(7, "x".repeat(5000), 11)).hasSizeLessThan(120);
    }

    @Test
    void shouldTellFileNamesApartWhereCaseIsNotTold() {
        FileNames names = new FileNames();

        assertThat(names.of("Air")).isEqualTo("Air");
        assertThat(names.of("air")).isEqualTo("air~2");
        assertThat(names.of("AIR")).isEqualTo("AIR~3");
    }

    @Test
    void shouldGiveEveryJobADirectoryOfItsOwn() {
        LogFiles logs = new LogFiles(new File("run"));

        assertThat(logs.directoryOf(key("air/test"))).isEqualTo(new File("run/air/test"));
        assertThat(logs.directoryOf(key("air/Test"))).isEqualTo(new File("run/air/Test~2"));
        assertThat(logs.directoryOf(key("air/test@linux"))).isEqualTo(new File("run/air/test@linux"));
        assertThat(logs.directoryOf(key("Air/test"))).isEqualTo(new File("run/Air~2/test"));
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux, linux/x86_64",
        "Linux, aarch64, linux, linux-arm64",
        "Mac OS X, aarch64, macos, darwin/arm64",
        "Windows 11, amd64, windows, win-amd64",
        "FreeBSD, amd64, freebsd, freebsd-amd64",
        "Linux, riscv64, linux, linux/riscv64",
        "Linux, i386, linux, linux-386",
    })
    void shouldKnowTheNamesOfMachines(String system, String processor, String name, String both) {
        assertThat(LocalPlatforms.of(system, processor)).contains(name, both);
    }

    @Test
    void shouldNotAnswerToOthersNames() {
        assertThat(LocalPlatforms.of("Linux", "amd64"))
                .containsExactlyInAnyOrder(
                        "linux",
                        "linux-amd64",
                        "linux-x64",
                        "linux-x86_64",
                        "linux/amd64",
                        "linux/x64",
                        "linux/x86_64",
                        "unix",
                        "unix-amd64",
                        "unix-x64",
                        "unix-x86_64",
                        "unix/amd64",
                        "unix/x64",
                        "unix/x86_64");
        assertThat(LocalPlatforms.here()).isNotEmpty();
    }
}
