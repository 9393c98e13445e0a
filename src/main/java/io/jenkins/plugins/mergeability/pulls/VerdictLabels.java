package io.jenkins.plugins.mergeability.pulls;

import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.util.Optional;

/** What verdicts and troubles are called, and look like. */
final class VerdictLabels {

    private VerdictLabels() {}

    static String of(Optional<Verdict.State> verdict) {
        if (verdict.isEmpty()) {
            return Messages.Words_Unknown();
        }
        return switch (verdict.get()) {
            case SUCCESS -> Messages.Words_Success();
            case PENDING -> Messages.Words_Pending();
            case FAILURE -> Messages.Words_Failure();
            case ERROR -> Messages.Words_Error();
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

    /** For everybody; what exactly was answered is for administrators. */
    static String of(HostException.Kind kind) {
        return switch (kind) {
            case UNAUTHORIZED -> Messages.Words_Unauthorised();
            case FORBIDDEN -> Messages.Words_Forbidden();
            case NOT_FOUND -> Messages.Words_NotFound();
            case RATE_LIMITED -> Messages.Words_RateLimited();
            case CONFLICT -> Messages.Words_Conflict();
            case REFUSED -> Messages.Words_Refused();
            case TRANSIENT -> Messages.Words_Transient();
        };
    }
}
