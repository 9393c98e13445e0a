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

/** The users with write access to a repository, cached for a while. */
final class WriteAccess {

    /** How long a granted permission is cached: each costs a request. */
    static final Duration GRANTED_TTL = Duration.ofMinutes(10);

    /** How long a missing permission is cached. It is shorter, because a review should count soon after the grant. */
    static final Duration DENIED_TTL = Duration.ofMinutes(1);

    /** GitHub's name for the users of deleted accounts. */
    static final String GHOST = "ghost";

    /** The suffix of the logins of GitHub Apps. */
    static final String BOT = "[bot]";

    private record Access(boolean granted, Instant until) {}

    private final Clock clock;
    private final Map<String, Access> access = new HashMap<>();

    WriteAccess(Clock clock) {
        this.clock = clock;
    }

    /** Whether a user has write access. GitHub Apps and deleted accounts have none. */
    boolean isGranted(GHRepository repository, String login) throws IOException {
        if (login.equals(GHOST) || login.endsWith(BOT)) {
            return false;
        }
        Instant now = clock.instant();
        access.values().removeIf(known -> known.until().isBefore(now));
        Access known = access.get(login);
        if (known == null) {
            boolean granted = read(repository, login);
            known = new Access(granted, now.plus(granted ? GRANTED_TTL : DENIED_TTL));
            access.put(login, known);
        }
        return known.granted();
    }

    private static boolean read(GHRepository repository, String login) throws IOException {
        try {
            GHPermissionType permission = repository.getPermission(login);
            return permission == GHPermissionType.ADMIN || permission == GHPermissionType.WRITE;
        } catch (FileNotFoundException e) {
            // Some reviewers are not users of GitHub, for example Copilot, or placeholders of an import.
            if (String.valueOf(e.getMessage()).contains("is not a user")) {
                return false;
            }
            throw e;
        }
    }
}
