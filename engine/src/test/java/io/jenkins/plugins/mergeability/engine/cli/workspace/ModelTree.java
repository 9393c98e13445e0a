package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.run.outputs.CheckedOutFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A working tree of the model: the sources that git would track, and what jobs leave beside them. */
final class ModelTree implements CheckedOutFiles {

    private final Path top;
    private final Map<String, String> sources = new TreeMap<>();

    ModelTree(Path top) throws IOException {
        this.top = Files.createDirectories(top).toRealPath();
    }

    Path top() {
        return top;
    }

    void checkOut(Map<String, String> wanted) throws IOException {
        for (Map.Entry<String, String> source : wanted.entrySet()) {
            if (!source.getValue().equals(sources.put(source.getKey(), source.getValue()))) {
                write(source.getKey(), source.getValue());
            }
        }
    }

    String source(String path) {
        return sources.get(path);
    }

    Snapshot snapshot() {
        Snapshot.Builder builder = new Snapshot.Builder(40, 256);
        sources.forEach((path, content) -> builder.add(
                new Snapshot.Entry("100644", String.format("%040x", content.hashCode() & 0xffffffffL)), path));
        return builder.build();
    }

    Optional<String> read(String path) throws IOException {
        try {
            return Optional.of(Files.readString(top.resolve(path), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void write(String path, String content) throws IOException {
        Path file = top.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, StandardCharsets.UTF_8);
    }

    void delete(String path) throws IOException {
        Files.deleteIfExists(top.resolve(path));
    }

    void remove() throws IOException {
        DiskFiles.deleteTree(top);
    }

    @Override
    public boolean tracked(String path) {
        return sources.containsKey(path);
    }

    @Override
    public boolean trackedBelow(String directory) {
        return sources.keySet().stream().anyMatch(path -> path.startsWith(directory + "/"));
    }

    @Override
    public Instant newest() throws IOException {
        Instant newest = Instant.EPOCH;
        for (String path : sources.keySet()) {
            Instant time = Files.getLastModifiedTime(top.resolve(path)).toInstant();
            newest = time.isAfter(newest) ? time : newest;
        }
        return newest;
    }
}
