package io.jenkins.plugins.mergeability.engine.github;

/**
 * The body of a comment, after the marker that identifies it: where the change is live, then the verdict.
 *
 * @param environments where the change is live; may be empty
 * @param verdict the verdict
 */
record CommentBody(String environments, String verdict) {

    private static final String START = "<!-- mergeability environments -->\n";
    private static final String END = "\n<!-- mergeability verdict -->\n";

    /** Reads a body without its marker. */
    static CommentBody parse(String body) {
        int end = body.startsWith(START) ? body.indexOf(END) : -1;
        return end < 0
                ? new CommentBody("", body)
                : new CommentBody(body.substring(START.length(), end), body.substring(end + END.length()));
    }

    /** The body with another text of a part. */
    CommentBody with(CommentPart part, String text) {
        return switch (part) {
            case VERDICT -> new CommentBody(environments, text);
            case ENVIRONMENTS -> new CommentBody(text.replace(END, "\n"), verdict);
        };
    }

    /** The body, of which the end is cut off if it is too long. */
    String text(int maxLength) {
        String text = environments.isEmpty() ? verdict : START + environments + END + verdict;
        if (text.length() <= maxLength) {
            return text;
        }
        int length = Character.isHighSurrogate(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
        return text.substring(0, length);
    }
}
