package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.CommitStatus;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.HostedPullRequest;
import io.jenkins.plugins.mergeability.engine.github.MemoryCodeHost;
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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An outbox in a directory, hosts in memory that fail as they are told to, and a clock that nobody waits for. */
final class OutboxFixture implements HostConnector, AutoCloseable {

    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    static final String CONTEXT = "ci/mergeable";

    /** The process ends. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    /** What goes wrong with a call, and whether it was heard before; the end of the process if it is of no kind. */
    record Fault(HostException.Kind kind, Duration waiting, boolean heard) {

        static Fault crash(boolean heard) {
            return new Fault(null, null, heard);
        }

        static Fault of(HostException.Kind kind) {
            return new Fault(kind, null, false);
        }

        static Fault limit(Duration waiting) {
            return new Fault(HostException.Kind.RATE_LIMITED, waiting, false);
        }

        static Fault lost() {
            return new Fault(HostException.Kind.TRANSIENT, null, true);
        }
    }

    /** A call of a host, when, and what went wrong with it. */
    record Call(Instant at, String place, String what, Optional<Fault> fault) {}

    final Path directory;
    final Map<String, MemoryCodeHost> hosts = new TreeMap<>();
    final List<Call> calls = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();

    /** For the next calls that tell something, one after the other. */
    final Deque<Optional<Fault>> faults = new ArrayDeque<>();

    /** For the next connections. */
    final Deque<Optional<Fault>> openings = new ArrayDeque<>();

    int connections;
    int crashes;
    Instant now = START;
    RetryPolicy tempo = RetryPolicy.DEFAULT;
    Outbox outbox;

    private final HostConnector real;

    OutboxFixture(Path directory) throws IOException {
        this(directory, null);
    }

    /** With hosts that are not those in memory. */
    OutboxFixture(Path directory, HostConnector real) throws IOException {
        this.directory = directory;
        this.real = real == null ? this : real;
        open();
    }

    /** As after a start of the process. */
    void open() throws IOException {
        outbox = Outbox.open(directory, new DeliveryContext(real, tempo, clock(), () -> 0, warnings::add));
    }

    /** As if the process had ended here. */
    void restart() throws IOException {
        outbox.close();
        open();
    }

    @Override
    public void close() throws IOException {
        outbox.close();
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    /** Does everything that is due until then; time passes only as far as something is. */
    void until(Instant end) {
        for (Optional<Instant> next = outbox.next(); next.isPresent(); next = outbox.next()) {
            if (next.get().isAfter(end)) {
                break;
            }
            now = next.get().isAfter(now) ? next.get() : now;
            try {
                outbox.step();
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

    MemoryCodeHost host(String place) {
        return hosts.computeIfAbsent(place, name -> new MemoryCodeHost());
    }

    static HostedPullRequest pull() {
        PullRequest facts = new PullRequest(MergeableState.CLEAN, false, Set.of(), "ann", "c".repeat(40), List.of());
        return new HostedPullRequest(facts, true, "main", "b".repeat(40), "https://example.org/7");
    }

    @Override
    public CodeHost open(String place) throws HostException {
        Optional<Fault> fault = Optional.ofNullable(openings.poll()).flatMap(f -> f);
        if (fault.isPresent()) {
            throw exception(fault.get());
        }
        connections++;
        MemoryCodeHost host = host(place);
        return new CodeHost() {
            @Override
            public HostedPullRequest pullRequest(int number, MergeRules rules) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void report(String commit, CommitStatus status) throws HostException {
                tell(place, "report " + status.verdict().description(), () -> host.report(commit, status));
            }

            @Override
            public boolean isReported(String commit, CommitStatus status) throws HostException {
                boolean[] is = new boolean[1];
                tell(place, "ask " + status.verdict().description(), () -> is[0] = host.isReported(commit, status));
                return is[0];
            }

            @Override
            public void comment(int number, String context, String text) throws HostException {
                host.pull(number, pull());
                tell(place, "comment " + text, () -> host.comment(number, context, text));
            }
        };
    }

    @Override
    public void release(CodeHost host) {
        connections--;
    }

    private interface Telling {
        void tell() throws HostException;
    }

    private void tell(String place, String what, Telling telling) throws HostException {
        Optional<Fault> fault = Optional.ofNullable(faults.poll()).flatMap(f -> f);
        calls.add(new Call(now, place, what, fault));
        if (fault.isEmpty() || fault.get().heard()) {
            telling.tell();
        }
        if (fault.isPresent()) {
            throw exception(fault.get());
        }
    }

    private static HostException exception(Fault fault) {
        if (fault.kind() == null) {
            throw new Crash();
        }
        return new HostException(fault.kind(), "cannot tell: " + fault.kind(), fault.waiting(), null);
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

    /** The calls so far, in words. */
    List<String> said() {
        return calls.stream().map(Call::what).toList();
    }

    /** The descriptions of the statuses that were set at a place. */
    List<String> statuses(String place) {
        return host(place).statuses().stream()
                .map(told -> told.status().verdict().description())
                .toList();
    }

    static ReportSubject subject(String place, int number) {
        return new ReportSubject("robot", place, number, CONTEXT);
    }

    static Report.Status status(ReportSubject subject, String commit, String words) {
        Verdict verdict = new Verdict(Verdict.Cause.JOBS_UNFINISHED, words);
        return new Report.Status(
                subject, commit, new CommitStatus(subject.context(), verdict, Optional.of("https://ci/1")));
    }

    static Report.Status status(int number, String words) {
        return status(subject("shop", number), "c" + number, words);
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
