package io.jenkins.plugins.mergeability.environment;

import hudson.model.User;
import hudson.tasks.Mailer;
import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.git.CommitSummary;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.turn.RefusedException;
import io.jenkins.plugins.mergeability.engine.map.environments.ApprovalRule;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Who may approve a release: the conditions of the map and those of the job have to be met, both. */
public final class Approvals {

    private static final String GROUP = "group:";
    private static final int MOST_COMMITS = 1000;

    private Approvals() {}

    /**
     * Checks a person.
     *
     * @throws RefusedException if the approval would not count, with the reason
     */
    public static void check(OpenEnvironment open, Candidate candidate, Authentication who)
            throws RefusedException, IOException {
        ApprovalRule rule = open.environment()
                .approval()
                .orElseThrow(() -> new RefusedException(open.environment().name() + " needs no approval"));
        if (!isIn(rule.by(), who)) {
            throw new RefusedException("the component map lets only these approve: " + String.join(", ", rule.by()));
        }
        List<String> approvers = open.job().definition().approverNames();
        if (!isIn(approvers, who)) {
            throw new RefusedException("the job lets only these approve: " + String.join(", ", approvers));
        }
        if (rule.exceptAuthor() && isAuthor(commits(open, candidate), who)) {
            throw new RefusedException("an author of what is deployed may not approve it");
        }
    }

    private static boolean isIn(List<String> names, Authentication who) {
        if (names.isEmpty()) {
            return true;
        }
        Set<String> groups = new HashSet<>();
        for (GrantedAuthority authority : who.getAuthorities()) {
            groups.add(authority.getAuthority());
        }
        return names.stream()
                .anyMatch(name -> name.startsWith(GROUP)
                        ? groups.contains(name.substring(GROUP.length()).trim())
                        : name.equals(who.getName()));
    }

    /** The commits that a candidate adds to what is live. */
    public static List<CommitSummary> commits(OpenEnvironment open, Candidate candidate) throws IOException {
        String commit = candidate.offer().commit();
        Optional<String> live = open.record()
                .live(candidate.offer().component())
                .map(now -> now.offer().commit())
                .filter(now -> !now.equals(commit));
        try {
            return open.repository().log(live, commit, live.isPresent() ? MOST_COMMITS : 1);
        } catch (BadInputException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Whether a person wrote one of the commits, by the address, the full name or the id. */
    private static boolean isAuthor(List<CommitSummary> commits, Authentication who) {
        User user = User.getById(who.getName(), false);
        Set<String> names = new HashSet<>(Set.of(who.getName().toLowerCase(Locale.ROOT)));
        if (user != null) {
            names.add(user.getFullName().toLowerCase(Locale.ROOT));
            Mailer.UserProperty mail = user.getProperty(Mailer.UserProperty.class);
            String address = mail == null ? null : mail.getExplicitlyConfiguredAddress();
            if (address != null) {
                names.add(address.toLowerCase(Locale.ROOT));
            }
        }
        return commits.stream()
                .anyMatch(commit -> names.contains(commit.author().toLowerCase(Locale.ROOT))
                        || names.contains(commit.email().toLowerCase(Locale.ROOT))
                        || names.contains(beforeAt(commit.email()).toLowerCase(Locale.ROOT)));
    }

    private static String beforeAt(String email) {
        int at = email.indexOf('@');
        return at < 0 ? email : email.substring(0, at);
    }
}
