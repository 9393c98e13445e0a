package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.TestClock;
import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.CommentPart;
import io.jenkins.plugins.mergeability.engine.github.CommitStatus;
import io.jenkins.plugins.mergeability.engine.github.Freshness;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.HostedPullRequest;
import io.jenkins.plugins.mergeability.engine.github.MemoryCodeHost;
import io.jenkins.plugins.mergeability.engine.github.MergeGroup;
import io.jenkins.plugins.mergeability.engine.github.QueueBranch;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import io.jenkins.plugins.mergeability.engine.verdict.MergeableState;
import io.jenkins.plugins.mergeability.engine.verdict.PullRequest;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An outbox in a directory, with hosts in memory that can be made to fail, and a clock that is set by the test. */
final class OutboxFixture implements HostConnector, AutoCloseable {

    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    static final String CONTEXT = "ci/mergeable";

    /** Stands for the end of the process. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    /** An error of a call, and whether the host processed the call first; without a kind, a crash of the process. */
    record Fault(HostException.Kind kind, Duration retryAfter, boolean processed) {

        static Fault crash(boolean processed) {
            return new Fault(null, null, processed);
        }

        static Fault of(HostException.Kind kind) {
            return new Fault(kind, null, false);
        }

        static Fault limit(Duration retryAfter) {
            return new Fault(HostException.Kind.RATE_LIMITED, retryAfter, false);
        }

        static Fault lost() {
            return new Fault(HostException.Kind.TRANSIENT, null, true);
        }
    }

    /** A call of a host. */
    record Call(Instant at, String location, String what, Optional<Fault> fault) {}

    final Path directory;
    final Map<String, MemoryCodeHost> hosts = new TreeMap<>();
    final List<Call> calls = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();

    /** The faults of the next calls, in order. */
    final Deque<Optional<Fault>> faults = new ArrayDeque<>();

    /** The faults of the next connections, in order. */
    final Deque<Optional<Fault>> connectFaults = new ArrayDeque<>();

    /** The subjects that were to be evaluated again; null if nobody evaluates. */
    List<ReportSubject> reevaluated;

    int connections;
    int crashes;
    Instant now = START;
    RetryPolicy policy = RetryPolicy.DEFAULT;
    Outbox outbox;

    private final HostConnector real;

    OutboxFixture(Path directory) throws IOException {
        this(directory, null);
    }

    /** With other hosts than those in memory. */
    OutboxFixture(Path directory, HostConnector real) throws IOException {
        this.directory = directory;
        this.real = real == null ? this : real;
        open();
    }

    /** Opens the outbox as a new process does. */
    void open() throws IOException {
        outbox = Outbox.open(directory, new DeliveryContext(real, policy, clock(), () -> 0, warnings::add));
    }

    /** Closes the outbox and opens it as a new process does. */
    void restart() throws IOException {
        outbox.close();
        open();
    }

    @Override
    public void close() throws IOException {
        outbox.close();
    }

    Clock clock() {
        return new TestClock(() -> now);
    }

    /** Delivers everything that is due until then; the clock moves from one due time to the next. */
    void until(Instant end) {
        for (Optional<Instant> next = outbox.next(); next.isPresent(); next = outbox.next()) {
            if (next.get().isAfter(end)) {
                break;
            }
            now = next.get().isAfter(now) ? next.get() : now;
            try {
                outbox.deliverNext();
            } catch (Crash e) {
                crashes++;
                reopen();
            }
        }
        now = end.isAfter(now) ? end : now;
    }

    private void reopen() {
        try {
            restart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void pass(Duration time) {
        until(now.plus(time));
    }

    MemoryCodeHost host(String location) {
        return hosts.computeIfAbsent(location, name -> new MemoryCodeHost());
    }

    static HostedPullRequest pull() {
        PullRequest facts = new PullRequest(MergeableState.CLEAN, false, Set.of(), "ann", "c".repeat(40), List.of());
        return new HostedPullRequest(facts, true, "main", "b".repeat(40), "https://example.org/7");
    }

    @Override
    public CodeHost open(String location) throws HostException {
        Optional<Fault> fault = Optional.ofNullable(connectFaults.poll()).flatMap(f -> f);
        if (fault.isPresent()) {
            throw exception(fault.get());
        }
        connections++;
        MemoryCodeHost host = host(location);
        return new CodeHost() {
            @Override
            public MergeGroup mergeGroup(QueueBranch branch, boolean all) {
                throw new UnsupportedOperationException();
            }

            @Override
            public HostedPullRequest pullRequest(int number, MergeRules rules, Freshness freshness) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void report(String commit, CommitStatus status) throws HostException {
                send(location, "report " + status.verdict().description(), () -> host.report(commit, status));
            }

            @Override
            public boolean isReported(String commit, CommitStatus status) throws HostException {
                boolean[] is = new boolean[1];
                send(location, "ask " + status.verdict().description(), () -> is[0] = host.isReported(commit, status));
                return is[0];
            }

            @Override
            public void comment(int number, String context, CommentPart part, String text) throws HostException {
                host.pull(number, pull());
                send(location, "comment " + text, () -> host.comment(number, context, part, text));
            }
        };
    }

    @Override
    public boolean reevaluate(ReportSubject subject) {
        if (reevaluated == null) {
            return false;
        }
        reevaluated.add(subject);
        return true;
    }

    @Override
    public void release(CodeHost host) {
        connections--;
    }

    private interface Request {
        void send() throws HostException;
    }

    private void send(String location, String what, Request request) throws HostException {
        Optional<Fault> fault = Optional.ofNullable(faults.poll()).flatMap(f -> f);
        calls.add(new Call(now, location, what, fault));
        if (fault.isEmpty() || fault.get().processed()) {
            request.send();
        }
        if (fault.isPresent()) {
            throw exception(fault.get());
        }
    }

    private static HostException exception(Fault fault) {
        if (fault.kind() == null) {
            throw new Crash();
        }
        return new HostException(fault.kind(), "cannot send: " + fault.kind(), fault.retryAfter(), null);
    }

    OutboxFixture fail(Fault... next) {
        for (Fault fault : next) {
            faults.add(Optional.of(fault));
        }
        return this;
    }

    void offer(Report report) {
        try {
            outbox.offer(report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The calls so far, as text. */
    List<String> sent() {
        return calls.stream().map(Call::what).toList();
    }

    /** The descriptions of the statuses at a location, the oldest first. */
    List<String> statuses(String location) {
        return host(location).statuses().stream()
                .map(posted -> posted.status().verdict().description())
                .toList();
    }

    static ReportSubject subject(String location, int number) {
        return new ReportSubject("robot", location, number, CONTEXT);
    }

    static Report.Status status(ReportSubject subject, String commit, String message) {
        Verdict verdict = new Verdict(Verdict.Cause.JOBS_UNFINISHED, message);
        return new Report.Status(
                subject, commit, new CommitStatus(subject.context(), verdict, Optional.of("https://ci/1")));
    }

    static Report.Status status(int number, String message) {
        return status(subject("shop", number), "c" + number, message);
    }

    static Report.Comment comment(int number, String text) {
        return new Report.Comment(subject("shop", number), text);
    }

    static Map<String, Fault> everyFault() {
        Map<String, Fault> all = new LinkedHashMap<>();
        for (HostException.Kind kind : HostException.Kind.values()) {
            all.put(
                    kind.name(),
                    kind == HostException.Kind.RATE_LIMITED ? Fault.limit(Duration.ofSeconds(90)) : Fault.of(kind));
        }
        all.put("LOST", Fault.lost());
        return all;
    }
}
