package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Files that jobs have written among the outputs of a job, and that are not its outputs: by-products of jobs that need
 * it, or what it left when it failed. A file outside of the working tree says which they are, as long as nobody changes
 * them. If it is damaged, they count as written by somebody else.
 */
final class LeftFiles {

    private final Path file;

    LeftFiles(Path file) {
        this.file = file;
    }

    Map<String, FileStat> read() throws IOException {
        if (!file.toFile().exists()) {
            return Map.of(); // as usual; the exception would cost more than all else here
        }
        Map<String, FileStat> left = new HashMap<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            for (int count = in.readInt(); count > 0; count--) {
                String path = in.readUTF();
                FileStat.Type type = FileStat.Type.values()[in.readByte() & 3];
                left.put(
                        path,
                        new FileStat(type, in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readInt()));
            }
            return left;
        } catch (NoSuchFileException | EOFException | UTFDataFormatException e) {
            return Map.of();
        }
    }

    void write(Map<String, FileStat> left) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(left.size());
        for (Map.Entry<String, FileStat> each : left.entrySet()) {
            FileStat stat = each.getValue();
            out.writeUTF(each.getKey());
            out.writeByte(stat.type().ordinal());
            out.writeLong(stat.size());
            out.writeLong(stat.modified());
            out.writeLong(stat.changed());
            out.writeLong(stat.inode());
            out.writeInt(stat.mode());
        }
        Path directory = Files.createDirectories(DiskNames.parent(file));
        Path fresh = Files.createTempFile(directory, "", ".new");
        try {
            Files.write(fresh, bytes.toByteArray());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}
