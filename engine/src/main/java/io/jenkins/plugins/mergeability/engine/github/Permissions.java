package io.jenkins.plugins.mergeability.engine.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import io.jenkins.plugins.mergeability.engine.verdict.Review.Standing;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** The permissions of users for a repository. One that cannot be read makes nothing fail. */
final class Permissions {

    /** How long a permission counts without another request. */
    static final Duration MAX_AGE = Duration.ofHours(1);

    /** GitHub's name for the users of deleted accounts. */
    static final String GHOST = "ghost";

    /** The suffix of the logins of GitHub Apps. */
    static final String BOT = "[bot]";

    /** A part of the path of every permission. */
    static final String COLLABORATORS = "/collaborators/";

    private final RestApi api;
    private final RepositoryName name;
    private final Clock clock;

    Permissions(RestApi api, RepositoryName name, Clock clock) {
        this.api = api;
        this.name = name;
        this.clock = clock;
    }

    /**
     * The standing of an account that a response names.
     *
     * @param needed whether the permission matters
     * @throws IOException only if further requests are of no use: a rate limit, or rejected credentials
     */
    Standing of(JsonNode account, boolean needed, Freshness freshness) throws IOException {
        String login = account.path("login").asText("");
        if (login.isEmpty() || login.equals(GHOST)) {
            return Standing.DELETED;
        }
        if (login.endsWith(BOT) || account.path("type").asText("").equals("Bot")) {
            return Standing.APP;
        }
        return needed ? read(login, freshness) : Standing.OTHER;
    }

    private Standing read(String login, Freshness freshness) throws IOException {
        String user = URLEncoder.encode(login.toLowerCase(Locale.ROOT), StandardCharsets.UTF_8);
        try {
            JsonNode answer = api.object(
                    "/repos/" + name + COLLABORATORS + user + "/permission",
                    freshness == Freshness.NEW ? Duration.ZERO : MAX_AGE);
            return switch (answer.path("permission").asText("")) {
                case "admin", "write" -> Standing.WRITER;
                case "read", "none" -> Standing.OTHER;
                default -> Standing.UNKNOWN;
            };
        } catch (IOException e) {
            HostException error = ErrorClassifier.classify(e, "read the permission of " + login, clock.instant());
            if (error.kind() == Kind.RATE_LIMITED || error.kind() == Kind.UNAUTHORIZED) {
                throw error;
            }
            // Some reviewers are not users of GitHub, for example placeholders of an import.
            boolean noUser =
                    error.kind() == Kind.NOT_FOUND && error.getMessage().contains("is not a user");
            return noUser ? Standing.OTHER : Standing.UNKNOWN;
        }
    }
}
