package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** One attempt to tell what waits in a {@link EntryHolder}. */
final class Delivery {

    /** What came of it. */
    sealed interface End {

        /** Nothing waited any more. */
        record Nothing() implements End {}

        /**
         * It was told, or found to have been.
         *
         * @param wrote whether anything was sent for it
         */
        record Told(boolean wrote) implements End {}

        /**
         * It failed.
         *
         * @param before what was told before, {@link OutboxEntry#UNSURE} if this attempt may have been heard
         * @param wrote whether anything was, or may have been, sent
         * @param waiting how long the host asks to be left alone
         */
        record Failed(DeliveryError trouble, Optional<String> before, boolean wrote, Optional<Duration> waiting)
                implements End {}
    }

    /** Connects. */
    interface Opening {
        CodeHost open() throws HostException;
    }

    private final EntryHolder tray;
    private Report report;
    private Optional<String> before = Optional.empty();
    private boolean wrote;

    Delivery(EntryHolder tray) {
        this.tray = tray;
    }

    /** What it tried to tell. */
    Report report() {
        return report;
    }

    /** Connects and tries. Before anything is sent it is on the disk that it may be heard. */
    End attempt(Opening opening) {
        OutboxEntry page = tray.page();
        if (!isDue(page)) {
            return new End.Nothing();
        }
        take(page);
        try {
            CodeHost host = opening.open();
            report = null;
            tray.update(now -> {
                if (!isDue(now)) {
                    return now;
                }
                take(now);
                return now.sending(report);
            });
            if (report == null) {
                return new End.Nothing();
            }
            tell(host);
            return new End.Told(wrote);
        } catch (HostException e) {
            return failed(new DeliveryError(e.kind(), String.valueOf(e.getMessage())), e.waiting());
        } catch (IOException e) {
            return failed(transientTrouble("the outbox cannot be written: " + e.getMessage()), Optional.empty());
        } catch (RuntimeException | LinkageError e) {
            return failed(transientTrouble("unexpected: " + e), Optional.empty());
        }
    }

    private static DeliveryError transientTrouble(String words) {
        return new DeliveryError(HostException.Kind.TRANSIENT, words);
    }

    private static boolean isDue(OutboxEntry page) {
        return page.waiting().flatMap(PendingReport::next).isPresent();
    }

    private void take(OutboxEntry page) {
        report = page.waiting().orElseThrow().report();
        before = Optional.ofNullable(page.told().get(Fingerprint.about(report)));
    }

    private void tell(CodeHost host) throws HostException {
        if (report instanceof Report.Status status) {
            boolean unsure = before.filter(OutboxEntry.UNSURE::equals).isPresent();
            if (!unsure || !host.isReported(status.commit(), status.status())) {
                wrote = true;
                host.report(status.commit(), status.status());
            }
        } else if (report instanceof Report.Comment comment) {
            wrote = true;
            host.comment(comment.subject().number(), comment.subject().context(), comment.text());
        }
    }

    /** A status is one request, of which the host says whether it did it; a comment takes several. */
    private End failed(DeliveryError trouble, Optional<Duration> waiting) {
        boolean unheard = !wrote || report instanceof Report.Status && trouble.kind() != HostException.Kind.TRANSIENT;
        return new End.Failed(trouble, unheard ? before : Optional.of(OutboxEntry.UNSURE), wrote, waiting);
    }
}
