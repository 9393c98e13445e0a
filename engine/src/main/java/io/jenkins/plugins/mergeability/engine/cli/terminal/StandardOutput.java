package io.jenkins.plugins.mergeability.engine.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The process's standard output. A reader that has seen enough ({@code | head}) is no trouble: what it does not take is
 * dropped. That a disk is full, or that there is no output at all, is.
 */
final class StandardOutput extends FileOutputStream {

    private boolean unread;

    StandardOutput() {
        super(FileDescriptor.out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (unread) {
            return;
        }
        try {
            super.write(bytes, from, length);
        } catch (IOException e) {
            unread = "Broken pipe".equals(e.getMessage());
            if (!unread) {
                throw e;
            }
        }
    }
}
