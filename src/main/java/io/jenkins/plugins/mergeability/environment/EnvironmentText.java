package io.jenkins.plugins.mergeability.environment;

import io.jenkins.plugins.mergeability.engine.deploy.DeployStep;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Action;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Wait;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What happens in an environment, in words. */
public final class EnvironmentText {

    private static final int SHORT_COMMIT = 10;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ROOT);

    private EnvironmentText() {}

    /** The first digits of the id of a commit. */
    public static String brief(String commit) {
        return commit.substring(0, Math.min(SHORT_COMMIT, commit.length()));
    }

    /** A deployment with its release. */
    public static String candidate(Candidate candidate) {
        return candidate.offer().component() + " #" + candidate.number() + " (release "
                + candidate.offer().release().shortId() + " of commit "
                + brief(candidate.offer().commit()) + ")";
    }

    /** The name of the stage of a step. */
    static String stage(DeployStep step) {
        return step == DeployStep.SWITCH ? "run" : step.text();
    }

    /** What was decided. */
    static String event(Action.Record event) {
        String what = candidate(event.candidate());
        String why = event.why().isEmpty() ? "" : ": " + event.why();
        String other = event.other() == null ? "another one" : candidate(event.other());
        return switch (event.kind()) {
            case STARTED -> what + " has its turn";
            case ADOPTED -> what + " is live: the same files are live already, deployed in the same way";
            case RETURNED -> what + " waits again";
            case SUPERSEDED -> what + " is superseded by " + other;
            case WITHDRAWN -> what + " cannot be deployed any more" + why;
            case NOT_DEPLOYED -> what + " was not deployed; what was live is live";
            case ROLLING_BACK -> what + " did not hold: putting back " + other;
            case NOTHING_LIVE -> what + " did not hold, and nothing was live before it";
            case PERSON_NEEDED -> what + " needs a person" + why;
            default ->
                what + ": " + event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    /** What a deployment waits for. */
    public static String waits(List<Wait> waits) {
        return waits.stream()
                .map(wait -> wait.text()
                        + wait.until()
                                .map(until -> " (until " + time(until) + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }

    /** A time in the time zone of the controller. */
    public static String time(Instant at) {
        return TIME.format(at.atZone(ZoneId.systemDefault()));
    }
}
