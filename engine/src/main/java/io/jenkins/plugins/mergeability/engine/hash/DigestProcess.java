package io.jenkins.plugins.mergeability.engine.hash;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * A process that does nothing but digest, started with Java's optimizing compiler, which has machine code for SHA-256. It
 * ends when its input ends, so also when the process that started it was killed.
 */
public final class DigestProcess {

    private static final int BUFFER = 1 << 16;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final Process process;
    private final DataOutputStream to;
    private final DataInputStream from;

    private DigestProcess(Process process) {
        this.process = process;
        this.to = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER));
        this.from = new DataInputStream(process.getInputStream());
    }

    static DigestProcess start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new DigestProcess(new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DigestProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    void update(byte[] buffer, int length) throws IOException {
        if (length > 0) {
            to.writeInt(length);
            to.write(buffer, 0, length);
        }
    }

    String end() throws IOException {
        to.writeInt(0);
        to.flush();
        String digest;
        try {
            digest = from.readUTF();
        } catch (EOFException e) {
            throw new IOException("the process that digests has ended", e);
        }
        if (!DIGEST.matcher(digest).matches()) {
            throw new IOException("the process that digests answered " + digest);
        }
        return digest;
    }

    void stop() {
        process.destroyForcibly();
    }

    /** Digests standard input: the length of each part and the part, and 0 at the end of each content. */
    public static void main(String[] arguments) throws IOException {
        serve(System.in, System.out);
    }

    static void serve(InputStream input, OutputStream output) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(input, BUFFER));
        DataOutputStream out = new DataOutputStream(output);
        MessageDigest digest = Sha256.start();
        byte[] buffer = new byte[BUFFER];
        try {
            while (true) {
                int length = in.readInt();
                if (length == 0) {
                    out.writeUTF(Sha256.hex(digest));
                    out.flush();
                }
                for (int left = length; left > 0; ) {
                    int read = in.read(buffer, 0, Math.min(left, BUFFER));
                    if (read < 0) {
                        throw new EOFException();
                    }
                    digest.update(buffer, 0, read);
                    left -= read;
                }
            }
        } catch (EOFException e) {
            return; // nobody needs it any more
        }
    }
}
