package io.jenkins.plugins.mergeability.pulls;

import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.util.Optional;

/** The labels and icons of verdicts and errors. */
final class VerdictLabels {

    private VerdictLabels() {}

    static String of(Optional<Verdict.State> verdict) {
        if (verdict.isEmpty()) {
            return Messages.VerdictLabels_unknown();
        }
        return switch (verdict.get()) {
            case SUCCESS -> Messages.VerdictLabels_success();
            case PENDING -> Messages.VerdictLabels_pending();
            case FAILURE -> Messages.VerdictLabels_failure();
            case ERROR -> Messages.VerdictLabels_error();
        };
    }

    static String icon(Optional<Verdict.State> verdict) {
        if (verdict.isEmpty()) {
            return "symbol-status-disabled";
        }
        return switch (verdict.get()) {
            case SUCCESS -> "symbol-status-blue";
            case PENDING -> "symbol-status-nobuilt";
            case FAILURE -> "symbol-status-red";
            case ERROR -> "symbol-status-yellow";
        };
    }

    /** The label of an error for all users. Only administrators see the response of GitHub. */
    static String of(HostException.Kind kind) {
        return switch (kind) {
            case UNAUTHORIZED -> Messages.VerdictLabels_unauthorized();
            case FORBIDDEN -> Messages.VerdictLabels_forbidden();
            case NOT_FOUND -> Messages.VerdictLabels_notFound();
            case RATE_LIMITED -> Messages.VerdictLabels_rateLimited();
            case CONFLICT -> Messages.VerdictLabels_conflict();
            case REFUSED -> Messages.VerdictLabels_rejected();
            case TRANSIENT -> Messages.VerdictLabels_transient();
        };
    }
}
