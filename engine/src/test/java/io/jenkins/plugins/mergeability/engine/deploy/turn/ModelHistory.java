package io.jenkins.plugins.mergeability.engine.deploy.turn;

import io.jenkins.plugins.mergeability.engine.deploy.CommitOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A commit graph with one branch, whose tip moves: by commits, merges and reverts, or because history is rewritten. */
final class ModelHistory implements CommitOrder {

    private final List<Commit> commits = new ArrayList<>();
    private final Map<String, Commit> byName = new HashMap<>();
    private Commit tip;
    private int contents;

    /** A commit with its content, and itself and all its ancestors. */
    record Commit(String name, int number, int content, BitSet ancestors) {}

    ModelHistory() {
        tip = commit(contents++, List.of());
    }

    Commit tip() {
        return tip;
    }

    List<Commit> commits() {
        return commits;
    }

    Commit get(String name) {
        return byName.get(name);
    }

    /** New content on the branch. */
    Commit change() {
        return tip = commit(contents++, List.of(tip));
    }

    /** New content beside the branch. */
    Commit aside(Commit from) {
        return commit(contents++, List.of(from));
    }

    Commit merge(Commit other) {
        return tip = commit(contents++, List.of(tip, other));
    }

    /** The content of an earlier commit, in a new one on the branch. */
    Commit revert(Commit to) {
        return tip = commit(to.content(), List.of(tip));
    }

    /** The branch goes on from an earlier commit, without those after it. */
    Commit rewrite(Commit from) {
        return tip = commit(contents++, List.of(from));
    }

    private Commit commit(int content, List<Commit> parents) {
        BitSet ancestors = new BitSet();
        int number = commits.size();
        ancestors.set(number);
        parents.forEach(parent -> ancestors.or(parent.ancestors()));
        Commit commit = new Commit("c" + number, number, content, ancestors);
        commits.add(commit);
        byName.put(commit.name(), commit);
        return commit;
    }

    @Override
    public Relation relation(String commit, String other) {
        Commit one = get(commit);
        Commit two = get(other);
        if (one == two) {
            return Relation.SAME;
        }
        if (one.ancestors().get(two.number())) {
            return Relation.DESCENDANT;
        }
        return two.ancestors().get(one.number()) ? Relation.ANCESTOR : Relation.UNRELATED;
    }

    @Override
    public boolean onBranch(String commit) {
        return tip.ancestors().get(get(commit).number());
    }
}
