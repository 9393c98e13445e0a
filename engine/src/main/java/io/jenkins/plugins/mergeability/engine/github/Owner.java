package io.jenkins.plugins.mergeability.engine.github;

import java.io.IOException;
import java.util.Optional;

/** An owner that a CODEOWNERS file names: a person, a team of the organization, or an e-mail address. */
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
     * An owner.
     *
     * @param text as it is written
     * @param organization whose teams may be owners
     */
    static Owner of(String text, String organization, Teams teams) {
        return new Owner(text, organization, teams);
    }

    /**
     * Whether somebody is it, or among them.
     *
     * @return nothing if that cannot be told, as of e-mail addresses: GitHub compares them with ones that it does not tell
     */
    Optional<Boolean> is(String login) throws IOException {
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

    /** As people know it, with what keeps anybody from being it. */
    String words() {
        if (!text.startsWith("@")) {
            return text + " (an e-mail address)";
        }
        return hidden ? text + " (members not visible)" : text;
    }
}
