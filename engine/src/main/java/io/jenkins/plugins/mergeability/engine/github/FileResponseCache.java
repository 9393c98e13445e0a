package io.jenkins.plugins.mergeability.engine.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Keeps responses on disk, one file each, for a day. A file that cannot be read or written is as if it were not there:
 * GitHub is asked instead.
 */
public final class FileResponseCache implements ResponseCache {

    private static final Duration MAX_AGE = Duration.ofDays(1);

    private final Path directory;
    private final String account;

    /**
     * Creates a cache.
     *
     * @param account whose responses these are, such as the API with the token; only a hash of it is written
     */
    public FileResponseCache(Path directory, String account) {
        this.directory = directory;
        this.account = account;
        removeOld();
    }

    @Override
    public Optional<CachedResponse> find(String path) {
        try {
            String[] parts = Files.readString(file(path), UTF_8).split("\n", 2);
            String[] fields = parts.length < 2 || !parts[0].equals(digest(parts[1])) ? parts : parts[1].split("\n", 4);
            return fields.length < 4
                    ? Optional.empty()
                    : Optional.of(new CachedResponse(
                            Integer.parseInt(fields[0]), fields[1], fields[3], Instant.parse(fields[2])));
        } catch (IOException | DateTimeException | NumberFormatException notKept) {
            return Optional.empty();
        }
    }

    @Override
    public void put(String path, CachedResponse response) {
        String content = String.join(
                "\n",
                String.valueOf(response.status()),
                response.tag(),
                response.read().toString(),
                response.body());
        try {
            Files.createDirectories(directory);
            Path written = Files.createTempFile(directory, "new", "");
            Files.writeString(written, digest(content) + "\n" + content, UTF_8);
            Files.move(written, file(path), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException notKept) {
            return; // the next call asks GitHub again
        }
    }

    private Path file(String path) {
        return directory.resolve(digest(account + "\n" + path));
    }

    private void removeOld() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        FileTime oldest = FileTime.from(Instant.now().minus(MAX_AGE));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException stillThere) {
            return; // the next call tries again
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
