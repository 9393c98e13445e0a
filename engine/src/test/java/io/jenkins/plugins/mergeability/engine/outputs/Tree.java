package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.hash.ContentDigest;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A working tree in a directory, with the directory of the tool beside it. */
final class Tree {

    final Path top;
    final Path state;
    final OutputWorkspace agent;
    final OutputWorkspace laptop;

    Tree(Path directory) throws IOException {
        top = Files.createDirectories(directory.resolve("tree"));
        state = directory.resolve("state");
        agent = new OutputWorkspace(top, state, Optional.empty());
        laptop = new OutputWorkspace(top, state, Optional.of(directory.resolve("aside")));
    }

    Path path(String path) throws IOException {
        return DiskNames.resolve(top, path);
    }

    Tree file(String path, String content) throws IOException {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    Tree file(String path, byte[] content) throws IOException {
        Files.createDirectories(path(path).getParent());
        Files.write(path(path), content);
        return this;
    }

    Tree executable(String path, String content) throws IOException {
        file(path, content);
        return mode(path, "rwxr-xr-x");
    }

    Tree mode(String path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path(path), PosixFilePermissions.fromString(permissions));
        return this;
    }

    Tree link(String path, String target) throws IOException {
        Files.createDirectories(path(path).getParent());
        DiskFiles.createLink(path(path), target);
        return this;
    }

    Tree time(String path, FileTime time) throws IOException {
        Files.setLastModifiedTime(path(path), time);
        return this;
    }

    Tree delete(String path) throws IOException {
        DiskFiles.deleteTree(path(path));
        return this;
    }

    String read(String path) throws IOException {
        return Files.readString(path(path));
    }

    boolean has(String path) throws IOException {
        return Files.exists(path(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** All files and links, as kind and content by path. */
    Map<String, String> files() throws IOException {
        return files("**");
    }

    /** Those that a glob matches. */
    Map<String, String> files(String... globs) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Map.Entry<String, FileStat> each :
                OutputFinder.find(top, globs(globs)).entrySet()) {
            Path path = path(each.getKey());
            OutputEntry.Kind kind = OutputEntry.Kind.of(each.getValue());
            String content = kind == OutputEntry.Kind.LINK
                    ? DiskFiles.linkTarget(path)
                    : ContentDigest.of(path, Files.size(path));
            files.put(each.getKey(), kind + " " + content);
        }
        return files;
    }

    static OutputGlobs globs(String... globs) {
        return OutputGlobs.of("", List.of(globs));
    }

    static byte[] bytes(OutputArchive archive) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        archive.writeTo(out);
        return out.toByteArray();
    }
}
