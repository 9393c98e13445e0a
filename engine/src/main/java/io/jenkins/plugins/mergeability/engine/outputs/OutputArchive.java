package io.jenkins.plugins.mergeability.engine.outputs;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The outputs of one job as a stream of bytes. Captured files are one, and so is any copy: {@code in::transferTo}.
 *
 * <p>The first line names the format and the codec: {@code mergeability-outputs 1 gzip}. What follows is a tar in that
 * codec. Its first entry, {@code .mergeability-outputs}, is the canonical {@link OutputList}; the others are the
 * entries of the list in its order, with owner 0, time 0, and mode 644 or 755. So the same files give the same tar on
 * any machine, {@code tail -n +2 file | tar xz} unpacks it, and a reader knows all that will come before it comes.
 */
@FunctionalInterface
public interface OutputArchive {

    /** Writes all of it, and leaves the stream open. */
    void writeTo(OutputStream out) throws IOException;
}
