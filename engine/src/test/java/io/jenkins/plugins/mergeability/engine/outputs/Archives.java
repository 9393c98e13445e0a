package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.hash.Sha256;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Archives of one file each, with contents made from a number. */
final class Archives {

    private Archives() {}

    static byte[] content(int number) {
        byte[] content = new byte[50_000 + 7 * (number % 1000)];
        new Random(number).nextBytes(content);
        return ByteBuffer.wrap(content).putInt(number).array();
    }

    static OutputList list(int number) {
        byte[] content = content(number);
        String sum = HexFormat.of().formatHex(Sha256.start().digest(content));
        return OutputList.of(List.of(OutputEntry.file("dist/" + number, false, content.length, sum)));
    }

    static OutputDigest digest(int number) {
        return list(number).digest();
    }

    static OutputArchive archive(int number) {
        OutputList list = list(number);
        byte[] content = content(number);
        return out -> {
            try (OutputStream tar = ArchiveCodec.compress(out)) {
                tar.write(TarFormat.list(list.encoded().length));
                tar.write(list.encoded());
                tar.write(new byte[TarFormat.padding(list.encoded().length)]);
                tar.write(TarFormat.header(list.entries().get(0)));
                tar.write(content);
                tar.write(new byte[TarFormat.padding(content.length)]);
                tar.write(TarFormat.END);
            }
        };
    }

    /** Reads all that a store has of a digest. */
    static OutputList read(OutputStore store, OutputDigest digest) throws IOException {
        return OutputArchiveReader.verify(store.get(digest).orElseThrow(), digest, OutputLimits.DEFAULT);
    }
}
