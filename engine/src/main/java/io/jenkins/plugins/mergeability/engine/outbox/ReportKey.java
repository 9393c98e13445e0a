package io.jenkins.plugins.mergeability.engine.outbox;

import java.util.Locale;
import java.util.Optional;

/** The key of a report: of several reports with the same key only the newest is delivered. */
record ReportKey(String location, int number, Optional<String> commit, String context, ReportKind kind) {

    private static final int MAX_READABLE = 60;
    private static final int HASH_LENGTH = 16;
    private static final int READABLE_COMMIT = 12;

    static ReportKey of(Report report) {
        return of(report.subject(), ReportKind.of(report));
    }

    static ReportKey of(ReportSubject subject, ReportKind kind) {
        return new ReportKey(subject.location(), subject.number(), subject.commit(), subject.context(), kind);
    }

    /** A readable name that every file system accepts; the hash keeps names of different keys different. */
    String fileName() {
        String subject = commit.orElseGet(() -> String.valueOf(number));
        String hash = commit.isEmpty()
                ? Fingerprint.of(location, subject, context, kind.text())
                : Fingerprint.of(location, "commit", subject, context, kind.text());
        String shown = commit.isEmpty() ? subject : readable(cut(subject));
        return readable(location) + "-" + shown + "-" + kind.text() + "-" + hash.substring(0, HASH_LENGTH);
    }

    private static String cut(String commit) {
        return commit.substring(0, Math.min(commit.length(), READABLE_COMMIT));
    }

    private static String readable(String text) {
        String plain =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
        return plain.length() <= MAX_READABLE ? plain : plain.substring(plain.length() - MAX_READABLE);
    }

    @Override
    public String toString() {
        String subject = commit.map(id -> "commit " + id).orElseGet(() -> "pull request " + number);
        return kind.text() + " of " + subject + " of " + location + " (" + context + ")";
    }
}
