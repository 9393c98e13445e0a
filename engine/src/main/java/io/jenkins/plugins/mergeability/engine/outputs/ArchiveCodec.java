package io.jenkins.plugins.mergeability.engine.outputs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How an archive is compressed: gzip at its fastest. The first line of an archive names it. */
final class ArchiveCodec {

    private static final String FORMAT = "mergeability-outputs 1 ";
    private static final String GZIP = "gzip";
    private static final int MAX_LINE = 64;
    private static final int BUFFER = 1 << 16;

    private ArchiveCodec() {}

    /** A stream into an archive. Closing it ends the archive and leaves {@code out} open. */
    static OutputStream compress(OutputStream out) throws IOException {
        out.write((FORMAT + GZIP + "\n").getBytes(StandardCharsets.US_ASCII));
        return new BufferedOutputStream(new FastGzip(out), BUFFER);
    }

    /**
     * A stream of what an archive holds.
     *
     * @throws IOException if it does not begin as an archive does, or has a codec of a later version
     */
    static InputStream decompress(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() == MAX_LINE) {
                throw new IOException("it does not begin as an archive of outputs");
            }
            line.append((char) next);
        }
        if (!line.toString().startsWith(FORMAT)) {
            throw new IOException("it does not begin as an archive of outputs of version 1");
        }
        String codec = line.substring(FORMAT.length());
        if (!codec.equals(GZIP)) {
            throw new IOException("its codec is unknown: " + OutputPaths.shown(codec));
        }
        return new GZIPInputStream(in, BUFFER);
    }

    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }

        @Override
        public void close() throws IOException {
            try {
                finish();
                out.flush();
            } finally {
                def.end();
            }
        }
    }
}
