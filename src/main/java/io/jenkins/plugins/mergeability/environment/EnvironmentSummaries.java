package io.jenkins.plugins.mergeability.environment;

import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Wait;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What is so in each environment, as of the last time that it was opened. */
final class EnvironmentSummaries {

    private static final Logger LOGGER = Logger.getLogger(EnvironmentSummaries.class.getName());

    private static final Map<String, Summary> ALL = new ConcurrentHashMap<>();

    private static final Set<Wait.Reason> PERSON =
            Set.of(Wait.Reason.APPROVAL, Wait.Reason.BLOCKED, Wait.Reason.REWRITTEN, Wait.Reason.FAILED_BEFORE);

    private EnvironmentSummaries() {}

    private record Summary(boolean behind, boolean rolledBack, boolean waitingForPerson) {}

    /** Whether a wait ends only by a decision of a person. */
    static boolean isForPerson(Wait wait) {
        return PERSON.contains(wait.reason());
    }

    /** Keeps what is so in an environment. */
    static void update(OpenEnvironment open) {
        boolean behind = false;
        boolean rolledBack = false;
        boolean person = false;
        try {
            for (String component : open.environment().deploy().keySet()) {
                rolledBack |= open.record()
                        .newest(component)
                        .map(Candidate::state)
                        .filter(state -> state == DeploymentState.ROLLED_BACK || state == DeploymentState.FAILED)
                        .isPresent();
                person |= open.record().blocked(component).isPresent();
                for (Candidate candidate : open.record().waiting(component)) {
                    behind = true;
                    person |= open.decisions().waits(candidate).stream().anyMatch(EnvironmentSummaries::isForPerson);
                }
            }
            behind |= open.record().active().isPresent();
            ALL.put(open.job().job().getFullName(), new Summary(behind, rolledBack, person));
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    "cannot count what waits in " + open.job().job().getFullName(),
                    e);
        }
    }

    /** Forgets an environment that does not exist any more. */
    static void forget(String job) {
        ALL.remove(job);
    }

    static EnvironmentCounts counts() {
        return new EnvironmentCounts(
                count(Summary::behind), count(Summary::rolledBack), count(Summary::waitingForPerson));
    }

    private static int count(Predicate<Summary> what) {
        return (int) ALL.values().stream().filter(what).count();
    }
}
