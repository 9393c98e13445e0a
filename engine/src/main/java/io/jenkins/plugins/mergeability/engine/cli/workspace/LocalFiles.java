package io.jenkins.plugins.mergeability.engine.cli.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.hash.Sha256;
import io.jenkins.plugins.mergeability.engine.map.JobGlobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Digests files of a working tree by what is on the disk, whether or not git ignores them. */
final class LocalFiles {

    private LocalFiles() {}

    /**
     * The digest of the paths and contents of the files that globs match; links count by where they lead. It is empty where
     * there are none, so that the inputs are those of a build in Jenkins, which has no such files.
     *
     * @param top the top of the working tree
     * @param root the root of the component of the job that has the globs
     */
    static byte[] digest(Path top, String root, List<String> globs) throws IOException {
        SortedMap<String, Path> files = find(top, root, globs);
        if (files.isEmpty()) {
            return new byte[0];
        }
        MessageDigest digest = Sha256.start();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            add(digest, file.getKey().getBytes(UTF_8));
            add(digest, content(file.getValue()));
        }
        return digest.digest();
    }

    /** The files that globs match, by path from the top. */
    static SortedMap<String, Path> find(Path top, String root, List<String> globs) throws IOException {
        boolean anywhere = globs.stream().anyMatch(glob -> glob.startsWith("/"));
        Path below = anywhere ? top : top.resolve(root).normalize();
        ClaimIndex index = ClaimIndex.of(List.of(JobGlobs.fromTop(root, globs)), List.of());
        SortedMap<String, Path> files = new TreeMap<>();
        if (Files.isDirectory(below)) {
            Files.walkFileTree(below, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return directory.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String path = top.relativize(file).toString().replace(java.io.File.separatorChar, '/');
                    if (index.claims(path).length > 0) {
                        files.put(path, file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return files;
    }

    private static byte[] content(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return ("link " + Files.readSymbolicLink(file)).getBytes(UTF_8);
        }
        MessageDigest digest = Sha256.start();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return digest.digest();
    }

    private static void add(MessageDigest digest, byte[] field) {
        digest.update(new byte[] {
            (byte) (field.length >>> 24), (byte) (field.length >>> 16), (byte) (field.length >>> 8), (byte) field.length
        });
        digest.update(field);
    }
}
