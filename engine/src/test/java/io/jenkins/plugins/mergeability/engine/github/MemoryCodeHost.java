package io.jenkins.plugins.mergeability.engine.github;

import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A code host in memory, which keeps all statuses and comments. */
public final class MemoryCodeHost implements CodeHost {

    /** A status that was set. */
    public record PostedStatus(String commit, CommitStatus status) {}

    /** The key of a comment. */
    public record CommentKey(int number, String context) {}

    private final Map<Integer, HostedPullRequest> pulls = new LinkedHashMap<>();
    private final List<PostedStatus> statuses = new ArrayList<>();
    private final Map<CommentKey, List<String>> comments = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();

    /** Opens or changes a pull request. */
    public synchronized MemoryCodeHost pull(int number, HostedPullRequest pull) {
        pulls.put(number, pull);
        return this;
    }

    /** Removes a commit. */
    public synchronized MemoryCodeHost gone(String commit) {
        gone.add(commit);
        return this;
    }

    /** The statuses that were set, the newest last. */
    public synchronized List<PostedStatus> statuses() {
        return List.copyOf(statuses);
    }

    /** The texts of a comment, the newest last. */
    public synchronized List<String> comment(int number, String context) {
        return List.copyOf(comments.getOrDefault(new CommentKey(number, context), List.of()));
    }

    @Override
    public synchronized HostedPullRequest pullRequest(int number, MergeRules rules, Freshness freshness)
            throws HostException {
        HostedPullRequest pull = pulls.get(number);
        if (pull == null) {
            throw new HostException(Kind.NOT_FOUND, "cannot read pull request " + number + ": 404", null, null);
        }
        return pull;
    }

    @Override
    public synchronized void report(String commit, CommitStatus status) throws HostException {
        if (gone.contains(commit)) {
            throw new HostException(Kind.REFUSED, "cannot set the status of " + commit + ": 422", null, null);
        }
        statuses.add(new PostedStatus(commit, status));
    }

    @Override
    public synchronized boolean isReported(String commit, CommitStatus status) {
        return newest(commit, status.context())
                .filter(newest -> newest.verdict().state() == status.verdict().state()
                        && newest.verdict()
                                .description()
                                .equals(status.verdict().description())
                        && newest.target().equals(status.target()))
                .isPresent();
    }

    /** The current status. */
    public synchronized Optional<CommitStatus> newest(String commit, String context) {
        Optional<CommitStatus> newest = Optional.empty();
        for (PostedStatus set : statuses) {
            if (set.commit().equals(commit) && set.status().context().equals(context)) {
                newest = Optional.of(set.status());
            }
        }
        return newest;
    }

    @Override
    public synchronized void comment(int number, String context, String text) throws HostException {
        if (!pulls.containsKey(number)) {
            throw new HostException(Kind.NOT_FOUND, "cannot comment on pull request " + number + ": 404", null, null);
        }
        List<String> texts = comments.computeIfAbsent(new CommentKey(number, context), key -> new ArrayList<>());
        if (texts.isEmpty() || !texts.get(texts.size() - 1).equals(text)) {
            texts.add(text);
        }
    }
}
