package io.jenkins.plugins.mergeability.engine.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The standard output of the process. A reader that closes it early ({@code | head}) is no error: further output is
 * discarded. A full disk or a closed output is an error.
 */
final class StandardOutput extends FileOutputStream {

    private boolean readerClosed;

    StandardOutput() {
        super(FileDescriptor.out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (readerClosed) {
            return;
        }
        try {
            super.write(bytes, from, length);
        } catch (IOException e) {
            readerClosed = "Broken pipe".equals(e.getMessage());
            if (!readerClosed) {
                throw e;
            }
        }
    }
}
