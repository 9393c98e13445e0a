package io.jenkins.plugins.mergeability.engine.github;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a branch that GitHub makes for an entry of a merge queue: {@code gh-readonly-queue/main/pr-7-<commit>}. Its
 * head is the merge of the entry and all entries before it with the target branch.
 *
 * @param target the target branch; it may contain slashes
 * @param number the pull request of the entry
 * @param parent the commit that the entry was put on: the head of the entry before it, or of the target branch
 */
public record QueueBranch(String target, int number, String parent) {

    private static final String PREFIX = "gh-readonly-queue/";
    private static final Pattern NAME =
            Pattern.compile(PREFIX + "(.+)/pr-([1-9][0-9]{0,8})-([0-9a-f]{40}|[0-9a-f]{64})", Pattern.DOTALL);

    public QueueBranch {
        Matcher matcher = NAME.matcher(name(target, number, parent));
        if (!matcher.matches() || !matcher.group(1).equals(target)) {
            throw new IllegalArgumentException("not a branch of a merge queue: " + name(target, number, parent));
        }
    }

    /** Parses the name of a branch; empty if it is not one of a merge queue. */
    public static Optional<QueueBranch> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new QueueBranch(matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3)))
                : Optional.empty();
    }

    /** How the names of all branches of the queue of a target branch begin. */
    static String prefix(String target) {
        return PREFIX + target + "/";
    }

    /** The name of the branch. */
    public String name() {
        return name(target, number, parent);
    }

    private static String name(String target, int number, String parent) {
        return prefix(target) + "pr-" + number + "-" + parent;
    }
}
