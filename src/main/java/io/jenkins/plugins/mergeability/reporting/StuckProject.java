package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.outbox.DeliveryError;
import io.jenkins.plugins.mergeability.engine.outbox.PendingReport;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** A project whose reports GitHub does not take, or whose pull requests it does not show. */
public final class StuckProject {

    private final String place;
    private final Set<Integer> numbers = new TreeSet<>();
    private DeliveryError trouble;

    StuckProject(String place) {
        this.place = place;
    }

    void add(PendingReport waiting) {
        add(waiting.subject().number(), waiting.error().orElse(null));
    }

    void add(FailedLookup unread) {
        add(unread.number(), new DeliveryError(unread.kind(), unread.words()));
    }

    private void add(int number, @CheckForNull DeliveryError more) {
        numbers.add(number);
        trouble = trouble == null ? more : trouble;
    }

    /** The full name of the project. */
    public String getName() {
        return RepositoryLocation.of(place).map(RepositoryLocation::project).orElse(place);
    }

    /** Its page; null if it is gone. */
    @CheckForNull
    public String getUrl() {
        Item item = Jenkins.get().getItemByFullName(getName());
        return item == null ? null : item.getUrl();
    }

    /** The repository. */
    public String getRepository() {
        return RepositoryLocation.of(place)
                .map(where -> where.owner() + "/" + where.repository())
                .orElse("");
    }

    /** The numbers of the pull requests, for people. */
    public String getPullRequests() {
        return numbers.stream().map(number -> "#" + number).collect(Collectors.joining(", "));
    }

    /** What went wrong the last time that something was tried. */
    public String getWords() {
        return trouble().map(DeliveryError::message).orElse("");
    }

    /** What somebody can do about it. */
    public String getAdvice() {
        HostException.Kind kind = trouble().map(DeliveryError::kind).orElse(HostException.Kind.TRANSIENT);
        return switch (kind) {
            case UNAUTHORIZED -> Messages.StuckProject_unauthorised();
            case FORBIDDEN -> Messages.StuckProject_forbidden();
            case NOT_FOUND -> Messages.StuckProject_notFound(getRepository());
            case REFUSED -> Messages.StuckProject_refused();
            case RATE_LIMITED -> Messages.StuckProject_rateLimited();
            case CONFLICT, TRANSIENT -> Messages.StuckProject_unreachable();
        };
    }

    private Optional<DeliveryError> trouble() {
        return Optional.ofNullable(trouble);
    }
}
