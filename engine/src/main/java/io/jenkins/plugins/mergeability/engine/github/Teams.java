package io.jenkins.plugins.mergeability.engine.github;

import java.io.IOException;
import java.time.Clock;
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

/** Who is in the teams of an organization, each asked for once in a while. */
final class Teams {

    /** A team as it was found, without members if they may not be seen. */
    private record Team(Optional<GHTeam> team, Optional<Set<String>> members, Instant read) {}

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
     * Whether somebody is in a team, or in one below it.
     *
     * @return nothing if that may not be seen
     */
    Optional<Boolean> isMember(String slug, String login) throws IOException {
        String name = slug.toLowerCase(Locale.ROOT);
        Team known = teams.get(name);
        if (known == null || isOver(known, login)) {
            known = read(name, Optional.ofNullable(known).flatMap(Team::team));
            teams.put(name, known);
        }
        return known.members().map(members -> members.contains(login));
    }

    /** Who is in is believed to stay for a while; who is not wants to be seen soon. */
    private boolean isOver(Team known, String login) {
        boolean in = known.members().filter(members -> members.contains(login)).isPresent();
        return known.read().plus(in ? WriteAccess.GIVEN : WriteAccess.NOT_GIVEN).isBefore(clock.instant());
    }

    private Team read(String slug, Optional<GHTeam> found) throws IOException {
        Instant now = clock.instant();
        try {
            GHTeam team = found.isPresent()
                    ? found.get()
                    : github.getOrganization(organization).getTeamBySlug(slug);
            GithubHost.given(team.getSlug(), "a team's name");
            Set<String> members = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            for (GHUser member : team.listMembers().withPageSize(GithubHost.PAGE)) {
                members.add(GithubHost.given(member.getLogin(), "a login"));
            }
            return new Team(Optional.of(team), Optional.of(Collections.unmodifiableSet(members)), now);
        } catch (IOException | GHException e) {
            HostException sorted = ErrorClassifier.sort(e, "read the team " + organization + "/" + slug, now);
            if (sorted.kind() != HostException.Kind.FORBIDDEN && sorted.kind() != HostException.Kind.NOT_FOUND) {
                throw sorted;
            }
            return new Team(Optional.empty(), Optional.empty(), now);
        }
    }
}
