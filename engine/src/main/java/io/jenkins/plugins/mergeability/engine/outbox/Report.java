package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.CommitStatus;
import java.util.Objects;

/** Something to be told. */
public sealed interface Report {

    /** What it is about. */
    ReportSubject subject();

    /**
     * The status of a commit.
     *
     * @param commit the commit's id
     * @param status of the same context as the subject
     */
    record Status(ReportSubject subject, String commit, CommitStatus status) implements Report {

        public Status {
            Objects.requireNonNull(commit, "commit");
            if (!subject.context().equals(status.context())) {
                throw new IllegalArgumentException(
                        "a status of " + status.context() + " in a report about " + subject.context());
            }
        }
    }

    /**
     * The one comment on the pull request.
     *
     * @param text at most {@link CodeHost#LONGEST_COMMENT} UTF-16 units of Markdown
     */
    record Comment(ReportSubject subject, String text) implements Report {

        public Comment {
            Objects.requireNonNull(subject, "subject");
            if (text.length() > CodeHost.LONGEST_COMMENT) {
                throw new IllegalArgumentException("a comment of " + text.length() + " characters");
            }
        }
    }
}
