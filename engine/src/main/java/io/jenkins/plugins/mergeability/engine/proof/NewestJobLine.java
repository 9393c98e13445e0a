package io.jenkins.plugins.mergeability.engine.proof;

/** Keeps the newest of the lines of one job as bytes; only what is left in the end is worth decoding. */
final class NewestJobLine {

    private byte[] line = new byte[0];
    private int length;

    /** Takes the line if it is whole and not older than what is kept. */
    void add(byte[] bytes, int from, int to) {
        if (ProofLine.whole(bytes, from, to)
                && (length == 0 || !ProofLine.endedBefore(bytes, from, to, line, 0, length))) {
            length = to - from;
            if (line.length < length) {
                line = new byte[length];
            }
            System.arraycopy(bytes, from, line, 0, length);
        }
    }

    /** The outcome kept, or null. */
    Outcome outcome() {
        return ProofLine.decode(line, 0, length);
    }
}
