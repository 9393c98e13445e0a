package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** One attempt to deliver the pending report of an {@link EntryHolder}. */
final class Delivery {

    /** The result of the attempt. */
    sealed interface Result {

        /** No report was pending any more. */
        record NotPending() implements Result {}

        /**
         * The report was delivered, now or by an earlier attempt.
         *
         * @param wrote whether this attempt sent something
         */
        record Delivered(boolean wrote) implements Result {}

        /**
         * The attempt failed.
         *
         * @param fingerprint the fingerprint to keep: {@link OutboxEntry#UNCONFIRMED} if the host may have processed
         *     this attempt, otherwise the one from before the attempt
         * @param wrote whether this attempt sent something, or may have
         * @param retryAfter the wait that the host asks for
         */
        record Failed(DeliveryError error, Optional<String> fingerprint, boolean wrote, Optional<Duration> retryAfter)
                implements Result {}
    }

    /** Opens the connection to deliver over. */
    interface Connector {
        CodeHost open() throws HostException;
    }

    private final EntryHolder holder;
    private Report report;
    private Optional<String> fingerprint = Optional.empty();
    private boolean wrote;

    Delivery(EntryHolder holder) {
        this.holder = holder;
    }

    /** The report of the attempt. */
    Report report() {
        return report;
    }

    /** Connects and sends. Before anything is sent, the disk says that the host may have processed it. */
    Result attempt(Connector connector) {
        OutboxEntry entry = holder.entry();
        if (!isDue(entry)) {
            return new Result.NotPending();
        }
        select(entry);
        try {
            CodeHost host = connector.open();
            report = null;
            holder.update(now -> {
                if (!isDue(now)) {
                    return now;
                }
                select(now);
                return now.sending(report);
            });
            if (report == null) {
                return new Result.NotPending();
            }
            send(host);
            return new Result.Delivered(wrote);
        } catch (HostException e) {
            return failed(new DeliveryError(e.kind(), String.valueOf(e.getMessage())), e.retryAfter());
        } catch (IOException e) {
            return failed(transientError("the outbox cannot be written: " + e.getMessage()), Optional.empty());
        } catch (RuntimeException | LinkageError e) {
            return failed(transientError("unexpected: " + e), Optional.empty());
        }
    }

    private static DeliveryError transientError(String message) {
        return new DeliveryError(HostException.Kind.TRANSIENT, message);
    }

    private static boolean isDue(OutboxEntry entry) {
        return entry.pending().flatMap(PendingReport::next).isPresent();
    }

    private void select(OutboxEntry entry) {
        report = entry.pending().orElseThrow().report();
        fingerprint = Optional.ofNullable(entry.fingerprints().get(Fingerprint.commit(report)));
    }

    private void send(CodeHost host) throws HostException {
        if (report instanceof Report.Status status) {
            boolean unconfirmed =
                    fingerprint.filter(OutboxEntry.UNCONFIRMED::equals).isPresent();
            if (!unconfirmed || !host.isReported(status.commit(), status.status())) {
                wrote = true;
                host.report(status.commit(), status.status());
            }
        } else if (report instanceof Report.Comment comment) {
            wrote = true;
            host.comment(comment.subject().number(), comment.subject().context(), comment.part(), comment.text());
        }
    }

    /** A status is one request, which the host confirms or rejects; a comment takes several. */
    private Result failed(DeliveryError error, Optional<Duration> retryAfter) {
        boolean unprocessed = !wrote || report instanceof Report.Status && error.kind() != HostException.Kind.TRANSIENT;
        return new Result.Failed(
                error, unprocessed ? fingerprint : Optional.of(OutboxEntry.UNCONFIRMED), wrote, retryAfter);
    }
}
