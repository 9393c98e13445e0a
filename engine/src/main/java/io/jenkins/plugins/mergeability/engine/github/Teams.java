package io.jenkins.plugins.mergeability.engine.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The members of the teams of an organization, as one evaluation of a pull request needs them. */
final class Teams {

    /**
     * The members of a team.
     *
     * @param logins empty if they are not visible
     * @param current whether a further request is of no use
     */
    private record Members(Optional<Set<String>> logins, boolean current) {

        boolean includes(String login) {
            return logins.filter(all -> all.contains(login)).isPresent();
        }
    }

    /** A part of the path of every team. */
    static final String PATH = "/teams/";

    /** How long the absence of a member is kept: a new member should count soon. */
    private static final Duration MISSING_MAX_AGE = Duration.ofMinutes(1);

    private final RestApi api;
    private final String organization;
    private final Freshness freshness;
    private final Clock clock;
    private final Map<String, Members> teams = new HashMap<>();

    Teams(RestApi api, String organization, Freshness freshness, Clock clock) {
        this.api = api;
        this.organization = organization;
        this.freshness = freshness;
        this.clock = clock;
    }

    /**
     * Whether a user is a member of a team or of one of its child teams.
     *
     * @return empty if the members are not visible
     */
    Optional<Boolean> isMember(String slug, String login) throws IOException {
        String name = slug.toLowerCase(Locale.ROOT);
        Members known = teams.get(name);
        if (known == null) {
            known = freshness == Freshness.NEW
                    ? read(name, Duration.ZERO, true)
                    : read(name, Permissions.MAX_AGE, false);
        }
        if (!known.current() && !known.includes(login)) {
            known = read(name, MISSING_MAX_AGE, true);
        }
        teams.put(name, known);
        return known.logins().map(members -> members.contains(login));
    }

    private Members read(String slug, Duration maxAge, boolean current) throws IOException {
        try {
            List<JsonNode> members = api.list("/orgs/" + organization + PATH + slug + "/members", maxAge);
            Set<String> logins = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            for (JsonNode member : members) {
                logins.add(RestApi.text(member, "login"));
            }
            return new Members(Optional.of(logins), current);
        } catch (IOException e) {
            HostException classified =
                    ErrorClassifier.classify(e, "read the team " + organization + "/" + slug, clock.instant());
            return switch (classified.kind()) {
                case FORBIDDEN -> new Members(Optional.empty(), true);
                case NOT_FOUND -> new Members(Optional.empty(), current);
                default -> throw classified;
            };
        }
    }
}
