package io.jenkins.plugins.mergeability.engine.hash;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The processes that digest for this one: as many as digest at the same time. They end with it. */
final class DigestProcesses {

    private final Deque<DigestProcess> idle = new ArrayDeque<>();

    /** A digest by a process, or by this one if none can be started. */
    ContentDigest start() {
        DigestProcess process;
        synchronized (idle) {
            process = idle.poll();
        }
        try {
            return new Lent(process == null ? DigestProcess.start() : process);
        } catch (IOException e) {
            return new ContentDigest.Own(); // slower, no more
        }
    }

    private final class Lent extends ContentDigest {

        private final DigestProcess process;
        private boolean hasEnded;

        Lent(DigestProcess process) {
            this.process = process;
        }

        @Override
        public void update(byte[] buffer, int length) throws IOException {
            process.update(buffer, length);
        }

        @Override
        public String end() throws IOException {
            String digest = process.end();
            hasEnded = true;
            return digest;
        }

        /** What was not digested to its end would become part of the next digest. */
        @Override
        public void close() {
            if (!hasEnded) {
                process.stop();
                return;
            }
            synchronized (idle) {
                idle.push(process);
            }
        }
    }
}
