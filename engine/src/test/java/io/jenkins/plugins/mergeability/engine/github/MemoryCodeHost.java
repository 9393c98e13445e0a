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
import java.util.SortedSet;
import java.util.TreeSet;

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
    private final Map<QueueBranch, List<String>> queue = new LinkedHashMap<>();

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

    /** Adds a branch of a merge queue. */
    public synchronized MemoryCodeHost queue(QueueBranch branch, String head, String... ancestors) {
        List<String> history = new ArrayList<>(List.of(head));
        history.addAll(List.of(ancestors));
        queue.put(branch, history);
        return this;
    }

    @Override
    public synchronized MergeGroup mergeGroup(QueueBranch branch, boolean all) {
        if (!queue.containsKey(branch)) {
            return MergeGroup.GONE;
        }
        List<String> history = queue.get(branch);
        SortedSet<Integer> numbers = new TreeSet<>();
        queue.forEach((other, commits) -> {
            boolean before = all && other.target().equals(branch.target()) && history.contains(commits.get(0));
            if (other.equals(branch) || before) {
                numbers.add(other.number());
            }
        });
        boolean ofPullRequest = pulls.values().stream()
                .anyMatch(pull -> pull.open() && pull.facts().head().equals(history.get(0)));
        return new MergeGroup(Optional.of(history.get(0)), ofPullRequest, numbers);
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
    public synchronized void comment(int number, String context, CommentPart part, String text) throws HostException {
        if (!pulls.containsKey(number)) {
            throw new HostException(Kind.NOT_FOUND, "cannot comment on pull request " + number + ": 404", null, null);
        }
        List<String> texts = comments.computeIfAbsent(new CommentKey(number, context), key -> new ArrayList<>());
        String before = texts.isEmpty() ? "" : texts.get(texts.size() - 1);
        if (part == CommentPart.ENVIRONMENTS && texts.isEmpty()) {
            return;
        }
        String after = CommentBody.parse(before).with(part, text).text(Integer.MAX_VALUE);
        if (texts.isEmpty() || !before.equals(after)) {
            texts.add(after);
        }
    }
}
