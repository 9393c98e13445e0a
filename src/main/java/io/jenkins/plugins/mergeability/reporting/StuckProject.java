package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.outbox.Trouble;
import io.jenkins.plugins.mergeability.engine.outbox.Waiting;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** A project whose reports GitHub does not take. */
public final class StuckProject {

    private final String place;
    private final List<Waiting> waiting;

    StuckProject(String place, List<Waiting> waiting) {
        this.place = place;
        this.waiting = waiting;
    }

    /** The full name of the project. */
    public String getName() {
        return Place.of(place).map(Place::project).orElse(place);
    }

    /** Its page; null if it is gone. */
    @CheckForNull
    public String getUrl() {
        Item item = Jenkins.get().getItemByFullName(getName());
        return item == null ? null : item.getUrl();
    }

    /** The repository. */
    public String getRepository() {
        return Place.of(place)
                .map(where -> where.owner() + "/" + where.repository())
                .orElse("");
    }

    /** The numbers of the pull requests, for people. */
    public String getPullRequests() {
        return new TreeSet<>(
                        waiting.stream().map(each -> each.subject().number()).toList())
                .stream().map(number -> "#" + number).collect(Collectors.joining(", "));
    }

    /** What went wrong the last time that something was tried. */
    public String getWords() {
        return trouble().map(Trouble::words).orElse("");
    }

    /** What somebody can do about it. */
    public String getAdvice() {
        HostException.Kind kind = trouble().map(Trouble::kind).orElse(HostException.Kind.TRANSIENT);
        return switch (kind) {
            case UNAUTHORISED -> Messages.StuckProject_unauthorised();
            case FORBIDDEN -> Messages.StuckProject_forbidden();
            case NOT_FOUND -> Messages.StuckProject_notFound(getRepository());
            case REFUSED -> Messages.StuckProject_refused();
            case RATE_LIMITED -> Messages.StuckProject_rateLimited();
            case CONFLICT, TRANSIENT -> Messages.StuckProject_unreachable();
        };
    }

    private Optional<Trouble> trouble() {
        return waiting.stream().flatMap(each -> each.trouble().stream()).findFirst();
    }
}
