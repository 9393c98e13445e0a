package io.jenkins.plugins.mergeability.engine.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Archives made to do harm, with digests that their makers chose. Nothing is written outside, or at all. */
@DisabledOnOs(OS.WINDOWS)
class HostileArchiveTest {

    private static final byte[] NOTHING = new byte[0];

    @TempDir
    private Path directory;

    private Path place;

    @BeforeEach
    void open() throws IOException {
        place = Files.createDirectory(directory.resolve("place"));
    }

    @AfterEach
    void shouldHaveWrittenNothing() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            assertThat(all).containsExactlyInAnyOrder(directory, place);
        }
    }

    private void refuse(Hostile hostile, String problem) throws IOException {
        byte[] archive = hostile.bytes();
        OutputDigest digest = hostile.digest();
        assertThatExceptionOfType(DamagedOutputException.class)
                .isThrownBy(() -> {
                    InputStream in = new ByteArrayInputStream(archive);
                    try (OutputArchiveReader reader = new OutputArchiveReader(in, digest, OutputLimits.DEFAULT)) {
                        reader.unpack(place.resolve("unpacked"));
                    }
                })
                .withMessage("outputs " + digest.hex().substring(0, 12) + " are damaged: " + problem);
    }

    @Test
    void shouldRefusePathsOutside() throws IOException {
        refuse(new Hostile().file("../evil", "x"), "`../evil` is not a path inside of the repository");
        refuse(new Hostile().file("a/../../evil", "x"), "`a/../../evil` is not a path inside of the repository");
        refuse(new Hostile().file("/tmp/evil", "x"), "`/tmp/evil` is not a path inside of the repository");
        refuse(
                new Hostile().file(".git/hooks/post-checkout", "x"),
                "`.git/hooks/post-checkout` is inside of a git directory");
    }

    @Test
    void shouldRefuseLinksOutside() throws IOException {
        refuse(new Hostile().link("a", "/etc"), "`a` is an absolute link, to `/etc`");
        refuse(new Hostile().link("a", "../b"), "`a` is a link that leaves the repository, to `../b`");
    }

    @Test
    void shouldRefuseToWriteThroughALink() throws IOException {
        refuse(new Hostile().link("a", "b").file("a/evil", "x"), "`a/evil` is inside of `a`, which is no directory");
    }

    @Test
    void shouldRefuseADuplicate() throws IOException {
        refuse(new Hostile().file("a", "x").file("a", "y"), "`a` is listed twice");
        refuse(
                new Hostile().file("a", "x").tarred("a", '0', "y".getBytes(StandardCharsets.UTF_8), ""),
                "more follows than its list has");
    }

    @Test
    void shouldRefuseAnyOtherOrder() throws IOException {
        refuse(new Hostile().file("b", "x").file("a", "x"), "its list is not in canonical form");
        byte[] x = "x".getBytes(StandardCharsets.UTF_8);
        refuse(
                new Hostile()
                        .listed("a", 'f', 1, Hostile.sha(x))
                        .listed("b", 'f', 1, Hostile.sha(x))
                        .tarred("b", '0', x, "")
                        .tarred("a", '0', x, ""),
                "`a` does not follow where the list has it");
    }

    @Test
    void shouldRefuseWhatIsNeitherAFileNorALink() throws IOException {
        for (char type : new char[] {'1', '3', '4', '5', '6', '7', 'S', 'x', 'g'}) {
            refuse(
                    new Hostile().listed("a", 'f', 0, Hostile.sha(NOTHING)).tarred("a", type, NOTHING, "b"),
                    "`a` does not follow where the list has it");
        }
        refuse(new Hostile().listed("a", 'p', 0, NOTHING), "`a` is neither a file nor a link");
    }

    @Test
    void shouldRefuseAnotherContentThanListed() throws IOException {
        byte[] x = "x".getBytes(StandardCharsets.UTF_8);
        refuse(
                new Hostile().listed("a", 'f', 1, Hostile.sha(NOTHING)).tarred("a", '0', x, ""),
                "`a` has another content than its list says");
    }

    @Test
    void shouldRefuseWhatIsTooLarge() throws IOException {
        byte[] sum = Hostile.sha(NOTHING);
        refuse(
                new Hostile().listed("a", 'f', 1L << 29, sum).listed("b", 'f', (1L << 29) + 1, sum),
                "they are larger than 1073741824 bytes");
        refuse(
                new Hostile().listed("a", 'f', Long.MAX_VALUE, sum).listed("b", 'f', Long.MAX_VALUE, sum),
                "they are larger than 1073741824 bytes");
        refuse(new Hostile().listed("a", 'f', -1, sum), "`a` has no such size: -1");
    }

    @Test
    void shouldRefuseTooManyFiles() throws IOException {
        Hostile hostile = new Hostile().file("a", "").file("b", "").file("c", "");
        byte[] archive = hostile.bytes();
        OutputDigest digest = hostile.digest();
        OutputLimits two = new OutputLimits(1, 2, 500);

        assertThatExceptionOfType(DamagedOutputException.class)
                .isThrownBy(() -> OutputArchiveReader.verify(new ByteArrayInputStream(archive), digest, two))
                .withMessageEndingWith("it has more than 2 files");
    }

    @Test
    void shouldRefuseACompressionBomb() throws IOException {
        byte[] zeros = new byte[64 << 20];
        refuse(
                new Hostile().listed("a", 'f', zeros.length, Hostile.sha(zeros)).tarred("a", '0', zeros, ""),
                "one compressed byte stands for more than 500");
    }

    @Test
    void shouldRefuseAnotherDigest() throws IOException {
        byte[] archive = new Hostile().file("a", "x").bytes();
        OutputDigest digest = new OutputDigest("0".repeat(64));

        assertThatExceptionOfType(DamagedOutputException.class)
                .isThrownBy(() ->
                        OutputArchiveReader.verify(new ByteArrayInputStream(archive), digest, OutputLimits.DEFAULT))
                .withMessageStartingWith("outputs 000000000000 are damaged: they are ");
    }

    @Test
    void shouldRefuseAnotherFormat() {
        for (String start : new String[] {"", "\n", "PK\003\004", "mergeability-outputs 2 gzip\n", "x".repeat(100)}) {
            InputStream in = new ByteArrayInputStream(start.getBytes(StandardCharsets.US_ASCII));
            assertThatExceptionOfType(DamagedOutputException.class)
                    .isThrownBy(() ->
                            OutputArchiveReader.verify(in, new OutputDigest("0".repeat(64)), OutputLimits.DEFAULT))
                    .withMessageContaining("it does not begin as an archive of outputs");
        }
        InputStream in = new ByteArrayInputStream("mergeability-outputs 1 zstd\n".getBytes(StandardCharsets.US_ASCII));
        assertThatExceptionOfType(DamagedOutputException.class)
                .isThrownBy(
                        () -> OutputArchiveReader.verify(in, new OutputDigest("0".repeat(64)), OutputLimits.DEFAULT))
                .withMessageEndingWith("its codec is unknown: `zstd`");
    }
}
