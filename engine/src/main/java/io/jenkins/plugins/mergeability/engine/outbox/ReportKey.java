package io.jenkins.plugins.mergeability.engine.outbox;

import java.util.Locale;

/** The key of a report: of several reports with the same key only the newest is delivered. */
record ReportKey(String location, int number, String context, boolean comment) {

    private static final int MAX_READABLE = 60;
    private static final int HASH_LENGTH = 16;

    static ReportKey of(Report report) {
        return of(report.subject(), report instanceof Report.Comment);
    }

    static ReportKey of(ReportSubject subject, boolean comment) {
        return new ReportKey(subject.location(), subject.number(), subject.context(), comment);
    }

    /** The kind as it appears in messages and files. */
    String kind() {
        return comment ? "comment" : "status";
    }

    /** A readable name that every file system accepts; the hash keeps names of different keys different. */
    String fileName() {
        String hash = Fingerprint.of(location, String.valueOf(number), context, kind())
                .substring(0, HASH_LENGTH);
        return readable(location) + "-" + number + "-" + kind() + "-" + hash;
    }

    private static String readable(String text) {
        String plain =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
        return plain.length() <= MAX_READABLE ? plain : plain.substring(plain.length() - MAX_READABLE);
    }

    @Override
    public String toString() {
        return kind() + " of pull request " + number + " of " + location + " (" + context + ")";
    }
}
