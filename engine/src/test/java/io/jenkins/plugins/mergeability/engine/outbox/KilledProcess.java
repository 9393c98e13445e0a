package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.CommitStatus;
import io.jenkins.plugins.mergeability.engine.github.GithubConnection;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.MemoryResponseCache;
import io.jenkins.plugins.mergeability.engine.github.RepositoryName;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The process of {@link OutboxKillTest} that offers reports, prints their numbers, and is killed. */
final class KilledProcess {

    static final int REPORTS = 1000;
    private static final int SUBJECTS = 12;
    private static final int COMMENTS = 3;

    /** It offers no more while this many are pending: newer reports would replace most of them. */
    private static final int MAX_PENDING = 6;

    private KilledProcess() {}

    static Report report(int number) {
        int which = number % SUBJECTS;
        ReportSubject subject = new ReportSubject("robot " + which % 3, "acme/shop", 7, "ci/" + which);
        if (which < COMMENTS) {
            return new Report.Comment(subject, "report " + number);
        }
        String commit = String.format("%040x", 16 * which + number / 250);
        Verdict verdict = new Verdict(Verdict.Cause.JOBS_UNFINISHED, "report " + number);
        return new Report.Status(subject, commit, new CommitStatus(subject.context(), verdict, Optional.empty()));
    }

    /** Arguments: the directory, the address of the API, the first report to offer. */
    public static void main(String[] args) throws Exception {
        RetryPolicy policy = new RetryPolicy(
                Duration.ofMillis(2),
                new RetryPolicy.Backoff(Duration.ofMillis(20), Duration.ofMillis(200)),
                new RetryPolicy.Backoff(Duration.ofMillis(20), Duration.ofMillis(200)));
        HostConnector hosts = location -> {
            try {
                return GithubConnection.open(
                        args[1], "secret", RepositoryName.of(location).orElseThrow(), new MemoryResponseCache());
            } catch (IOException e) {
                throw new HostException(HostException.Kind.TRANSIENT, "cannot connect", null, e);
            }
        };
        try (Outbox outbox = Outbox.open(Path.of(args[0]), hosts, policy, Clock.systemUTC(), System.err::println)) {
            System.out.println("open");
            for (int i = Integer.parseInt(args[2]); i < REPORTS; i++) {
                outbox.offer(report(i));
                System.out.println(i);
                while (outbox.pending().size() > MAX_PENDING) {
                    Thread.sleep(1);
                }
            }
            while (!outbox.pending().isEmpty()) {
                Thread.sleep(20);
            }
        }
    }
}
