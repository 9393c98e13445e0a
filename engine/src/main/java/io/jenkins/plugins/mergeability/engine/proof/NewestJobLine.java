package io.jenkins.plugins.mergeability.engine.proof;

/** Keeps the newest line of one job as bytes, and decodes only that. */
final class NewestJobLine {

    private byte[] line = new byte[0];
    private int length;

    /** Keeps the line if it is valid and not older than the kept one. */
    void add(byte[] bytes, int from, int to) {
        if (ProofLine.valid(bytes, from, to)
                && (length == 0 || !ProofLine.endedBefore(bytes, from, to, line, 0, length))) {
            length = to - from;
            if (line.length < length) {
                line = new byte[length];
            }
            System.arraycopy(bytes, from, line, 0, length);
        }
    }

    /** The outcome of the kept line, or null. */
    Outcome outcome() {
        return ProofLine.decode(line, 0, length);
    }
}
