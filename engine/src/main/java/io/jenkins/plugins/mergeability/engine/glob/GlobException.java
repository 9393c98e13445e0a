package io.jenkins.plugins.mergeability.engine.glob;

/** A glob that cannot be used: what is wrong, where, and how to mend it. */
public final class GlobException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String hint;

    GlobException(String message, String hint, int offset) {
        super(message, null, false, false);
        this.hint = hint;
        this.offset = offset;
    }

    /** The index in the pattern, in chars from 0, of what is wrong; at most the pattern's length. */
    public int offset() {
        return offset;
    }

    public String hint() {
        return hint;
    }
}
