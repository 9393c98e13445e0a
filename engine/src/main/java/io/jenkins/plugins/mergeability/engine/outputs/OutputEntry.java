package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;

/**
 * One file or link of a job's outputs.
 *
 * @param path from the top of the repository, with {@code /}; a byte that is not UTF-8 is U+DC80 to U+DCFF
 * @param kind what it is
 * @param size its length in bytes; 0 of a link
 * @param content the SHA-256 of the content in hexadecimal, or the target of a link
 */
public record OutputEntry(String path, Kind kind, long size, String content) {

    /** What an output is, which includes its mode. */
    public enum Kind {
        /** A file with the mode 644. */
        FILE('f'),
        /** A file with the mode 755. */
        EXECUTABLE('x'),
        /** A symbolic link. */
        LINK('l');

        final char code;

        Kind(char code) {
            this.code = code;
        }

        /** What a file or link on disk is. */
        static Kind of(FileStat stat) {
            return stat.type() == FileStat.Type.LINK ? LINK : stat.isExecutable() ? EXECUTABLE : FILE;
        }

        static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            return null;
        }
    }

    /**
     * Checks the entry.
     *
     * @throws IllegalArgumentException if the path or the link leaves the repository, or the content is no digest
     */
    public OutputEntry {
        String problem = OutputPaths.problem(path);
        if (problem == null && kind == Kind.LINK) {
            problem = OutputPaths.linkProblem(path, content);
        }
        if (problem != null) {
            throw new IllegalArgumentException(OutputPaths.shown(path) + " " + problem);
        }
        if (size < 0 || kind == Kind.LINK && size != 0) {
            throw new IllegalArgumentException(OutputPaths.shown(path) + " has no such size: " + size);
        }
        if (kind != Kind.LINK && !OutputDigest.isHex(content)) {
            throw new IllegalArgumentException(OutputPaths.shown(path) + " has no SHA-256 as its content");
        }
    }

    static OutputEntry file(String path, boolean executable, long size, String sha256) {
        return new OutputEntry(path, executable ? Kind.EXECUTABLE : Kind.FILE, size, sha256);
    }

    static OutputEntry link(String path, String target) {
        return new OutputEntry(path, Kind.LINK, 0, target);
    }

    boolean isLink() {
        return kind == Kind.LINK;
    }
}
