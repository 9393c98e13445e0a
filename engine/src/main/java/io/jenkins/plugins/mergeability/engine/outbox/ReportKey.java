package io.jenkins.plugins.mergeability.engine.outbox;

import java.util.Locale;

/** What tells reports apart of which all are told, from those of which only the newest is. */
record ReportKey(String place, int number, String context, boolean comment) {

    private static final int READABLE = 60;
    private static final int HASHED = 16;

    static ReportKey of(Report report) {
        return of(report.subject(), report instanceof Report.Comment);
    }

    static ReportKey of(ReportSubject subject, boolean comment) {
        return new ReportKey(subject.place(), subject.number(), subject.context(), comment);
    }

    /** As messages write the kind, and files. */
    String kind() {
        return comment ? "comment" : "status";
    }

    /** A name that people can read and every file system can have; the hash tells apart what only seems the same. */
    String fileName() {
        String hash =
                Fingerprint.of(place, String.valueOf(number), context, kind()).substring(0, HASHED);
        return readable(place) + "-" + number + "-" + kind() + "-" + hash;
    }

    private static String readable(String text) {
        String plain =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
        return plain.length() <= READABLE ? plain : plain.substring(plain.length() - READABLE);
    }

    @Override
    public String toString() {
        return kind() + " of pull request " + number + " of " + place + " (" + context + ")";
    }
}
