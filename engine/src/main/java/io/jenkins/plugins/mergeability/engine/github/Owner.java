package io.jenkins.plugins.mergeability.engine.github;

import java.io.IOException;
import java.util.Optional;

/** An owner in a CODEOWNERS file: a user, a team of the organization, or an e-mail address. */
final class Owner {

    private final String text;
    private final String organization;
    private final Teams teams;
    private boolean hidden;

    private Owner(String text, String organization, Teams teams) {
        this.text = text;
        this.organization = organization;
        this.teams = teams;
    }

    /**
     * Creates an owner.
     *
     * @param text as the file writes it
     * @param organization the organization whose teams can be owners
     */
    static Owner of(String text, String organization, Teams teams) {
        return new Owner(text, organization, teams);
    }

    /**
     * Whether a user is this owner, or a member of it.
     *
     * @return empty if that is unknown, as for e-mail addresses: GitHub does not publish those of its users
     */
    Optional<Boolean> includes(String login) throws IOException {
        if (!text.startsWith("@")) {
            return Optional.empty();
        }
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.of(text.substring(1).equalsIgnoreCase(login));
        }
        if (!text.substring(1, slash).equalsIgnoreCase(organization)) {
            return Optional.of(false);
        }
        Optional<Boolean> member = teams.isMember(text.substring(slash + 1), login);
        hidden |= member.isEmpty();
        return member;
    }

    /** The owner as the file writes it, with the reason why nobody can be it. */
    String displayName() {
        if (!text.startsWith("@")) {
            return text + " (an e-mail address)";
        }
        return hidden ? text + " (members not visible)" : text;
    }
}
