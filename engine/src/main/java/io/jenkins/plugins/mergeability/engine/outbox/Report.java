package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.CommentPart;
import io.jenkins.plugins.mergeability.engine.github.CommitStatus;
import java.util.Objects;

/** A report to a code host. */
public sealed interface Report {

    /** The subject of the report. */
    ReportSubject subject();

    /**
     * The status of a commit.
     *
     * @param commit the id of the commit; that of the subject, if it has one
     * @param status has the same context as the subject
     */
    record Status(ReportSubject subject, String commit, CommitStatus status) implements Report {

        public Status {
            Objects.requireNonNull(commit, "commit");
            if (!subject.context().equals(status.context())) {
                throw new IllegalArgumentException(
                        "a status of " + status.context() + " in a report about " + subject.context());
            }
            if (subject.commit().isPresent() && !subject.commit().get().equals(commit)) {
                throw new IllegalArgumentException("a status of the commit " + commit + " in a report about "
                        + subject.commit().get());
            }
        }
    }

    /**
     * A part of the one comment on the pull request.
     *
     * @param part the part
     * @param text at most {@link CodeHost#MAX_COMMENT_LENGTH} UTF-16 units of Markdown
     */
    record Comment(ReportSubject subject, CommentPart part, String text) implements Report {

        public Comment {
            if (subject.commit().isPresent()) {
                throw new IllegalArgumentException("a commit has no comment");
            }
            if (text.length() > CodeHost.MAX_COMMENT_LENGTH) {
                throw new IllegalArgumentException("a comment of " + text.length() + " characters");
            }
        }

        /** The verdict. */
        public Comment(ReportSubject subject, String text) {
            this(subject, CommentPart.VERDICT, text);
        }
    }
}
