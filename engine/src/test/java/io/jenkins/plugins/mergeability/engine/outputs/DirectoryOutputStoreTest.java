package io.jenkins.plugins.mergeability.engine.outputs;

import static io.jenkins.plugins.mergeability.engine.outputs.Archives.archive;
import static io.jenkins.plugins.mergeability.engine.outputs.Archives.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.mergeability.engine.outputs.store.DirectoryOutputStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryOutputStoreTest extends OutputStoreContract {

    @TempDir
    private Path directory;

    @Override
    OutputStore empty(InstantSource clock) {
        return new DirectoryOutputStore(directory.resolve("store"), clock);
    }

    private Path only() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    @Test
    void shouldMakeNothingToFindNothing() throws IOException {
        DirectoryOutputStore store = new DirectoryOutputStore(directory.resolve("store"));
        store.has(digest(1));
        store.get(digest(1));
        store.list();
        store.remove(digest(1));

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldGiveADamagedArchiveToNobodyWhoReadsIt() throws IOException {
        DirectoryOutputStore store = new DirectoryOutputStore(directory);
        store.put(digest(1), archive(1));
        byte[] whole = Files.readAllBytes(only());
        whole[whole.length / 2] ^= 4;
        Files.write(only(), whole);

        assertThatExceptionOfType(DamagedOutputException.class)
                .isThrownBy(() -> Archives.read(store, digest(1)))
                .satisfies(e -> assertThat(e.digest()).isEqualTo(digest(1)));
    }

    @Test
    void shouldFindWhatAnotherStoreInTheDirectoryPut() throws IOException {
        new DirectoryOutputStore(directory).put(digest(1), archive(1));

        assertThat(Archives.read(new DirectoryOutputStore(directory), digest(1)))
                .isEqualTo(Archives.list(1));
    }

    @Test
    void shouldRemoveWhatKilledWritersLeftADayAgo() throws IOException {
        Path partials = Files.createDirectories(directory.resolve("partial"));
        Path old = Files.writeString(partials.resolve("old"), "x");
        Path fresh = Files.writeString(partials.resolve("fresh"), "x");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        DirectoryOutputStore store = new DirectoryOutputStore(directory);
        store.put(digest(1), archive(1));

        assertThat(partials).isDirectoryContaining(fresh::equals).isDirectoryNotContaining(old::equals);
        assertThat(store.list()).hasSize(1);
    }

    @Test
    void shouldPassOverFilesThatAreNotItsOwn() throws IOException {
        DirectoryOutputStore store = new DirectoryOutputStore(directory);
        Files.createDirectories(directory.resolve("ab"));
        Files.writeString(directory.resolve("ab/notes.tar"), "x");
        Files.writeString(directory.resolve("README"), "x");
        Files.writeString(directory.resolve("cd"), "x");

        assertThat(store.list()).isEmpty();
    }
}
