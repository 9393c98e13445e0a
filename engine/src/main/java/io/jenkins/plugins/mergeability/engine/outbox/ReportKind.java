package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.CommentPart;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of reports. Reports of one kind replace each other. */
enum ReportKind {
    /** The status of a commit. */
    STATUS,
    /** The verdict in the comment on a pull request. */
    COMMENT,
    /** Where a merged pull request is live, in its comment. */
    ENVIRONMENTS;

    static ReportKind of(Report report) {
        if (report instanceof Report.Comment comment) {
            return comment.part() == CommentPart.VERDICT ? COMMENT : ENVIRONMENTS;
        }
        return STATUS;
    }

    /** The part of the comment; empty for a status. */
    Optional<CommentPart> part() {
        return switch (this) {
            case STATUS -> Optional.empty();
            case COMMENT -> Optional.of(CommentPart.VERDICT);
            case ENVIRONMENTS -> Optional.of(CommentPart.ENVIRONMENTS);
        };
    }

    /** The kind as it appears in messages and files. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with a {@link #text}. */
    static Optional<ReportKind> parse(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }
}
