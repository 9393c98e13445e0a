package io.jenkins.plugins.mergeability.engine.github;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHTeam;
import org.kohsuke.github.GHUser;
import org.kohsuke.github.GitHub;

/** The members of the teams of an organization, cached for a while. */
final class Teams {

    /** A team as it was read, without members if they are not visible. */
    private record Team(Optional<GHTeam> team, Optional<Set<String>> members, Instant read) {}

    /** How long the absence of a member is kept. */
    private static final Duration MISSING_MAX_AGE = Duration.ofMinutes(1);

    private final GitHub github;
    private final String organization;
    private final Clock clock;
    private final Map<String, Team> teams = new HashMap<>();

    Teams(GitHub github, String organization, Clock clock) {
        this.github = github;
        this.organization = organization;
        this.clock = clock;
    }

    /**
     * Whether a user is a member of a team or of one of its child teams.
     *
     * @return empty if the members are not visible
     */
    Optional<Boolean> isMember(String slug, String login) throws IOException {
        String name = slug.toLowerCase(Locale.ROOT);
        Team known = teams.get(name);
        if (known == null || isExpired(known, login)) {
            known = read(name, Optional.ofNullable(known).flatMap(Team::team));
            teams.put(name, known);
        }
        return known.members().map(members -> members.contains(login));
    }

    /** Makes sure that the members are requested before they count again. */
    void forget() {
        teams.replaceAll((slug, team) -> new Team(team.team(), team.members(), Instant.MIN));
    }

    /** A new member should count soon, so that its absence is cached for a shorter time. */
    private boolean isExpired(Team known, String login) {
        boolean isMember =
                known.members().filter(members -> members.contains(login)).isPresent();
        return known.read().isBefore(clock.instant().minus(isMember ? Permissions.MAX_AGE : MISSING_MAX_AGE));
    }

    private Team read(String slug, Optional<GHTeam> found) throws IOException {
        Instant now = clock.instant();
        try {
            GHTeam team = found.isPresent()
                    ? found.get()
                    : github.getOrganization(organization).getTeamBySlug(slug);
            GithubHost.require(team.getSlug(), "the slug of a team");
            Set<String> members = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            for (GHUser member : team.listMembers().withPageSize(GithubHost.PAGE_SIZE)) {
                members.add(GithubHost.require(member.getLogin(), "the login of a member"));
            }
            return new Team(Optional.of(team), Optional.of(Collections.unmodifiableSet(members)), now);
        } catch (IOException | GHException e) {
            HostException classified = ErrorClassifier.classify(e, "read the team " + organization + "/" + slug, now);
            if (classified.kind() != HostException.Kind.FORBIDDEN
                    && classified.kind() != HostException.Kind.NOT_FOUND) {
                throw classified;
            }
            return new Team(Optional.empty(), Optional.empty(), now);
        }
    }
}
