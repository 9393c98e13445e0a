package io.jenkins.plugins.mergeability.engine.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentDigestTest {

    @TempDir
    private Path directory;

    @AfterEach
    void digestHere() {
        System.clearProperty(ContentDigest.PROPERTY);
    }

    private Path file(long seed, int size) throws IOException {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        return Files.write(directory.resolve(seed + "-" + size), content);
    }

    private static String expected(Path file) throws IOException {
        return HexFormat.of().formatHex(Sha256.start().digest(Files.readAllBytes(file)));
    }

    @Test
    void shouldBeTheSameByAnotherProcess() throws IOException {
        int large = (int) ContentDigest.LARGE;
        for (int size : new int[] {0, 1, large - 1, large, large + 1, large + (1 << 16)}) {
            Path file = file(size, size);
            System.clearProperty(ContentDigest.PROPERTY);
            assertThat(ContentDigest.of(file, Files.size(file))).isEqualTo(expected(file));
            System.setProperty(ContentDigest.PROPERTY, "true");
            assertThat(ContentDigest.of(file, Files.size(file)))
                    .as("%d bytes", size)
                    .isEqualTo(expected(file));
        }
    }

    @Test
    void shouldDigestSeveralAtTheSameTime() {
        System.setProperty(ContentDigest.PROPERTY, "true");
        IntStream.range(0, 6).parallel().forEach(seed -> {
            try {
                Path file = file(seed, (int) ContentDigest.LARGE + seed);
                assertThat(ContentDigest.of(file, Files.size(file))).isEqualTo(expected(file));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void shouldNotMixContentThatWasNotDigestedToItsEndWithTheNext() throws IOException {
        System.setProperty(ContentDigest.PROPERTY, "true");
        try (ContentDigest digest = ContentDigest.start(ContentDigest.LARGE)) {
            digest.update(new byte[100], 100);
        }
        Path file = file(1, (int) ContentDigest.LARGE);

        assertThat(ContentDigest.of(file, Files.size(file))).isEqualTo(expected(file));
    }

    @Test
    void shouldSayThatTheProcessHasEnded() throws IOException {
        DigestProcess process = DigestProcess.start();
        process.update(new byte[10], 10);
        process.stop();

        assertThatThrownBy(() -> {
                    process.update(new byte[10], 10);
                    process.end();
                })
                .isInstanceOf(IOException.class);
    }
}
