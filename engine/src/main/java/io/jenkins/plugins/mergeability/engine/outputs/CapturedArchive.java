package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Writes the archive of files in a working tree, as long as they are what they were when they were listed. */
final class CapturedArchive implements OutputArchive {

    private final Path top;
    private final OutputList list;
    private final Map<String, FileStat> stats;

    CapturedArchive(Path top, OutputList list, Map<String, FileStat> stats) {
        this.top = top;
        this.list = list;
        this.stats = stats;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (OutputStream tar = ArchiveCodec.compress(out)) {
            byte[] encoded = list.encoded();
            tar.write(TarFormat.list(encoded.length));
            tar.write(encoded);
            tar.write(new byte[TarFormat.padding(encoded.length)]);
            for (OutputEntry entry : list.entries()) {
                tar.write(TarFormat.header(entry));
                if (!entry.isLink()) {
                    copy(entry, tar);
                }
            }
            tar.write(TarFormat.END);
        }
    }

    private void copy(OutputEntry entry, OutputStream tar) throws IOException {
        Path file = DiskNames.resolve(top, entry.path());
        long copied;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            copied = in.transferTo(tar);
        }
        if (copied != entry.size() || !stats.get(entry.path()).equals(FileStat.of(file))) {
            throw new IOException(OutputPaths.shown(entry.path()) + " was changed while it was captured");
        }
        tar.write(new byte[TarFormat.padding(entry.size())]);
    }
}
