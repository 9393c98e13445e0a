package io.jenkins.plugins.mergeability.engine.github;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.kohsuke.github.GHPermissionType;
import org.kohsuke.github.GHRepository;

/** Who may write to a repository, each asked for once in a while. */
final class WriteAccess {

    /** How long somebody is taken to be allowed what they were: each costs a call to ask for. */
    static final Duration GIVEN = Duration.ofMinutes(10);

    /** The same of who was not; who is allowed now does not want to wait. */
    static final Duration NOT_GIVEN = Duration.ofMinutes(1);

    /** Who reviewed and has since deleted the account, by GitHub's name for them. */
    static final String GHOST = "ghost";

    /** What no one but an App is called. */
    static final String BOT = "[bot]";

    private record Access(boolean writes, Instant until) {}

    private final Clock clock;
    private final Map<String, Access> access = new HashMap<>();

    WriteAccess(Clock clock) {
        this.clock = clock;
    }

    /** An App has no permission of that kind, and GitHub does not know a ghost. */
    boolean mayWrite(GHRepository repository, String login) throws IOException {
        if (login.equals(GHOST) || login.endsWith(BOT)) {
            return false;
        }
        Instant now = clock.instant();
        access.values().removeIf(known -> known.until().isBefore(now));
        Access known = access.get(login);
        if (known == null) {
            boolean writes = asked(repository, login);
            known = new Access(writes, now.plus(writes ? GIVEN : NOT_GIVEN));
            access.put(login, known);
        }
        return known.writes();
    }

    private static boolean asked(GHRepository repository, String login) throws IOException {
        try {
            GHPermissionType permission = repository.getPermission(login);
            return permission == GHPermissionType.ADMIN || permission == GHPermissionType.WRITE;
        } catch (FileNotFoundException e) {
            // Some who review are none of its users: Copilot, or whoever an import made up.
            if (String.valueOf(e.getMessage()).contains("is not a user")) {
                return false;
            }
            throw e;
        }
    }
}
