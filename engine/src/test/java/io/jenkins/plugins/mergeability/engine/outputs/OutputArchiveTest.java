package io.jenkins.plugins.mergeability.engine.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileNameBytes;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class OutputArchiveTest {

    private static final JobKey JOB = new JobKey("air", "compile", Optional.empty());
    private static final String LONG = "d/" + "long/".repeat(30) + "name".repeat(50);

    @TempDir
    private Path directory;

    private Tree tree;

    @BeforeEach
    void plant() throws IOException {
        tree = new Tree(directory.resolve("one"));
        plant(tree);
    }

    private static void plant(Tree tree) throws IOException {
        tree.file("d/b", "two")
                .executable("d/a.sh", "one")
                .file(LONG, "far down")
                .file("d/odd \n\"name\"", "odd")
                .file("d/\u00e9\ud83d\ude00", "accents")
                .file("d/raw\udcff", "no UTF-8")
                .file("d/empty", "")
                .file("d/block", new byte[512])
                .link("d/link", "a.sh")
                .link("d/dangling\udcfe", "../nowhere/\udcfd/" + "x".repeat(120));
    }

    private static CaptureResult.Captured captured(Tree tree) {
        return (CaptureResult.Captured)
                new OutputCapture(tree.agent, OutputLimits.DEFAULT).capture(JOB, Tree.globs("d/**"), Map.of());
    }

    @Test
    void shouldBeTheSameBytesForTheSameFiles() throws IOException {
        Tree other = new Tree(directory.resolve("two"));
        plant(other.file("not/an/output", "x"));
        other.time("d/b", FileTime.fromMillis(0)).mode("d/b", "rw-rw----").mode("d/a.sh", "rwx------");

        CaptureResult.Captured one = captured(tree);
        CaptureResult.Captured two = captured(other);

        assertThat(two.list().entries()).isEqualTo(one.list().entries());
        assertThat(two.digest()).isEqualTo(one.digest());
        assertThat(Tree.bytes(two.archive())).isEqualTo(Tree.bytes(one.archive()));
    }

    /** The tar itself, whatever the compression makes of it on this machine. */
    @Test
    void shouldBeTheTarThatItAlwaysWas() throws IOException {
        byte[] archive = Tree.bytes(captured(tree).archive());
        assertThat(new String(archive, 0, 28, StandardCharsets.US_ASCII)).isEqualTo("mergeability-outputs 1 gzip\n");

        byte[] tar = ArchiveCodec.decompress(new ByteArrayInputStream(archive)).readAllBytes();

        assertThat(HexFormat.of().formatHex(Hostile.sha(tar)))
                .isEqualTo("88b45793f8c2ad5e0bdf8b9225e4fbdf4643c5c907ec31b433eda564f5f6d020");
    }

    @Test
    void shouldBeReadByALibrary() throws IOException {
        CaptureResult.Captured captured = captured(tree);
        InputStream plain = ArchiveCodec.decompress(new ByteArrayInputStream(Tree.bytes(captured.archive())));
        List<String> found = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(plain, "ISO-8859-1")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
                assertThat(entry.getModTime().getTime()).isZero();
                String name = FileNameBytes.text(entry.getName().getBytes(StandardCharsets.ISO_8859_1));
                String content = entry.isSymbolicLink()
                        ? FileNameBytes.text(entry.getLinkName().getBytes(StandardCharsets.ISO_8859_1))
                        : HexFormat.of().formatHex(Hostile.sha(tar.readAllBytes()));
                found.add(Integer.toOctalString(entry.getMode()) + " " + name + " " + content);
            }
        }

        assertThat(found.remove(0)).startsWith("644 .mergeability-outputs " + captured.digest());
        assertThat(found)
                .containsExactlyElementsOf(captured.list().entries().stream()
                        .map(entry -> mode(entry.kind()) + " " + entry.path() + " " + entry.content())
                        .toList());
    }

    private static String mode(OutputEntry.Kind kind) {
        return switch (kind) {
            case FILE -> "644";
            case EXECUTABLE -> "755";
            case LINK -> "777";
        };
    }

    @Test
    void shouldBeUnpackedByTheToolsOfTheSystem() throws Exception {
        Path file = directory.resolve("archive");
        Files.write(file, Tree.bytes(captured(tree).archive()));
        Tree unpacked = new Tree(directory.resolve("unpacked"));
        Process process = new ProcessBuilder("sh", "-c", "tail -n +2 ../../archive | tar xzf -")
                .directory(unpacked.top.toFile())
                .inheritIO()
                .start();

        assertThat(process.waitFor()).isZero();
        assertThat(unpacked.delete(".mergeability-outputs").files()).isEqualTo(tree.files());
    }

    @Test
    void shouldUnpackIntoANewDirectory() throws IOException {
        CaptureResult.Captured captured = captured(tree);
        Tree unpacked = new Tree(directory.resolve("unpacked"));
        DiskFiles.deleteTree(unpacked.top);
        try (OutputArchiveReader reader = reader(captured)) {
            reader.unpack(unpacked.top);
        }

        assertThat(unpacked.files()).isEqualTo(tree.files());
        assertThat(Files.getPosixFilePermissions(unpacked.top)).hasSize(7);
        try (OutputArchiveReader reader = reader(captured)) {
            assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> reader.unpack(unpacked.top));
        }
    }

    private static OutputArchiveReader reader(CaptureResult.Captured captured) throws IOException {
        return new OutputArchiveReader(
                new ByteArrayInputStream(Tree.bytes(captured.archive())), captured.digest(), OutputLimits.DEFAULT);
    }

    @Test
    void shouldNameWhereAnArchiveIsCutShort() throws IOException {
        CaptureResult.Captured captured = captured(tree);
        byte[] whole = Tree.bytes(captured.archive());
        for (int length = 0; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            Path target = directory.resolve("unpacked");
            assertThatExceptionOfType(DamagedOutputException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> unpack(torn, captured.digest(), target))
                    .withMessageStartingWith(
                            "outputs " + captured.digest().hex().substring(0, 12) + " are damaged: ")
                    .satisfies(e -> assertThat(e.digest()).isEqualTo(captured.digest()));
            assertThat(target).doesNotExist();
        }
        assertThat(leftBesides()).isEmpty();
    }

    /** Some bits of compressed data can be either way. Whatever is unpacked is what the digest names. */
    @Test
    void shouldNoticeWhateverByteIsDamaged() throws IOException {
        int noticed = 0;
        CaptureResult.Captured captured = captured(tree);
        byte[] whole = Tree.bytes(captured.archive());
        Random random = new Random(4);
        // The header of gzip has nine bytes that say nothing of the content.
        int first = "mergeability-outputs 1 gzip\n".length() + 10;
        for (int i = 0; i < 400; i++) {
            byte[] damaged = whole.clone();
            int at = i < 20 ? i : first + random.nextInt(whole.length - first);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Tree target = new Tree(directory.resolve("unpacked"));
            target.delete("");
            try {
                unpack(damaged, captured.digest(), target.top);
                assertThat(target.files()).isEqualTo(tree.files());
            } catch (DamagedOutputException e) {
                assertThat(target.top).doesNotExist();
                noticed++;
            }
            DiskFiles.deleteTree(directory.resolve("unpacked"));
        }
        assertThat(noticed).isGreaterThan(380);
        assertThat(leftBesides()).isEmpty();
    }

    private List<String> leftBesides() throws IOException {
        try (Stream<Path> left = Files.list(directory)) {
            return left.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals("one"))
                    .toList();
        }
    }

    private static void unpack(byte[] archive, OutputDigest digest, Path target) throws IOException {
        InputStream in = new ByteArrayInputStream(archive);
        try (OutputArchiveReader reader = new OutputArchiveReader(in, digest, OutputLimits.DEFAULT)) {
            reader.unpack(target);
        }
    }

    @Test
    void shouldReportAFailingStreamApartFromADamagedArchive() throws IOException {
        CaptureResult.Captured captured = captured(tree);
        byte[] whole = Tree.bytes(captured.archive());
        InputStream failing = new ByteArrayInputStream(whole) {
            @Override
            public synchronized int read(byte[] bytes, int from, int length) {
                int read = super.read(bytes, from, Math.min(length, 100));
                if (pos > 500) {
                    throw new UncheckedIOException(new IOException("reset"));
                }
                return read;
            }
        };
        InputStream in = new FilterInputStream(failing) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                try {
                    return super.read(bytes, from, length);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }
        };

        assertThatExceptionOfType(UnreadableOutputException.class)
                .isThrownBy(() -> OutputArchiveReader.verify(in, captured.digest(), OutputLimits.DEFAULT))
                .withMessage("the outputs cannot be read: reset");
    }

    @Test
    void shouldNotKeepFilesThatChangeMeanwhile() throws IOException {
        CaptureResult.Captured captured = captured(tree);
        tree.file("d/b", "owt");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Tree.bytes(captured.archive()))
                .withMessage("`d/b` was changed while it was captured");
    }
}
