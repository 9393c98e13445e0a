package io.jenkins.plugins.mergeability.engine.glob;

/** An invalid glob: the problem, its position and a hint at the fix. */
public final class GlobException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String hint;

    GlobException(String message, String hint, int offset) {
        super(message, null, false, false);
        this.hint = hint;
        this.offset = offset;
    }

    /** The index of the problem in the pattern, in chars from 0; at most the pattern's length. */
    public int offset() {
        return offset;
    }

    public String hint() {
        return hint;
    }
}
