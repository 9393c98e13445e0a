package io.jenkins.plugins.mergeability.reporting.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.outbox.DeliveryError;
import io.jenkins.plugins.mergeability.engine.outbox.PendingReport;
import io.jenkins.plugins.mergeability.reporting.FailedLookup;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A project with stuck reports or failing lookups. */
@Restricted(NoExternalUse.class)
public final class StuckProject {

    private final LocationView location;
    private final Set<String> subjects = new LinkedHashSet<>();
    private DeliveryError error;

    StuckProject(String location) {
        this.location = LocationView.of(location);
    }

    void add(PendingReport pending) {
        add(LocationView.subject(pending.subject()), pending.error().orElse(null));
    }

    void add(FailedLookup lookup) {
        add("#" + lookup.number(), new DeliveryError(lookup.kind(), lookup.message()));
    }

    private void add(String subject, @CheckForNull DeliveryError newError) {
        subjects.add(subject);
        error = error == null ? newError : error;
    }

    /** The full name of the project. */
    public String getName() {
        return location.project();
    }

    /** The page of the project; null if the project does not exist any more. */
    @CheckForNull
    public String getUrl() {
        return location.url();
    }

    /** The owner and the name of the repository. */
    public String getRepository() {
        return location.repository();
    }

    /** The numbers of the pull requests, and the commits of merge queues, for people. */
    public String getPullRequests() {
        return subjects.stream()
                .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
                .collect(Collectors.joining(", "));
    }

    /** The message of the first error; empty without an error. */
    public String getErrorMessage() {
        return error().map(DeliveryError::message).orElse("");
    }

    /** How to fix the error. */
    public String getAdvice() {
        HostException.Kind kind = error().map(DeliveryError::kind).orElse(HostException.Kind.TRANSIENT);
        return switch (kind) {
            case UNAUTHORIZED -> Messages.StuckProject_unauthorized();
            case FORBIDDEN -> Messages.StuckProject_forbidden();
            case NOT_FOUND -> Messages.StuckProject_notFound(getRepository());
            case REFUSED -> Messages.StuckProject_rejected();
            case RATE_LIMITED -> Messages.StuckProject_rateLimited();
            case CONFLICT, TRANSIENT -> Messages.StuckProject_unreachable();
        };
    }

    private Optional<DeliveryError> error() {
        return Optional.ofNullable(error);
    }
}
